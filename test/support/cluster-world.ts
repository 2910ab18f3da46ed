import { randomUUID } from 'node:crypto';
import { zoneOf } from '../../src/area/area-zone.js';
import type { AreaCalendar, LocalPeriod } from '../../src/calendar/area-calendar.js';
import { HOLIDAYS } from '../../src/calendar/holidays.js';
import type { StageCalendar } from '../../src/election/stage-calendar.js';
import {
  ClusterSight,
  type SeenCluster,
  type TimeRange,
} from '../../src/escalation/clusters/cluster-sight.js';
import { CLUSTER_FOLD, clusterStream } from '../../src/escalation/clusters/cluster-stream.js';
import { type Candidate, type Scope, whyOutside } from '../../src/escalation/clusters/domain/candidate.js';
import { clusterDecider } from '../../src/escalation/clusters/domain/cluster.decider.js';
import { ClusterDecisions } from '../../src/escalation/clusters/use-cases/cluster-decisions.js';
import { ClusterEvaluation } from '../../src/escalation/clusters/use-cases/cluster-evaluation.js';
import { clusterProjection } from '../../src/escalation/clusters/views/cluster.projection.js';
import type { ClusterRow } from '../../src/escalation/clusters/views/cluster.row.js';
import type { EscalationPolicies } from '../../src/escalation/policies/escalation-policies.js';
import type { ClusterRule, EscalationPolicy } from '../../src/escalation/policy/escalation-policy.js';
import { Decisions } from '../../src/event-store/decision.js';
import type { Position, RecordedEvent } from '../../src/event-store/recorded-event.js';
import { Clock } from '../../src/kernel/clock.js';
import { InMemoryEventStore } from './in-memory-event-store.js';

/** A case as its row stands. */
export interface CaseRow {
  readonly now: Candidate;
  readonly since: Position;
  readonly revised: boolean;
}

/** The process is no more: whatever was under way is not done. */
export class Killed extends Error {}

class FixedClock extends Clock {
  at = new Date('2026-11-22T07:00:00Z');
  now(): Date {
    return this.at;
  }
}

/** Cases in memory, and clusters in a log in memory with a view that follows only when it is waited for. */
export class ClusterWorld {
  readonly clock = new FixedClock();
  readonly store = new InMemoryEventStore(() => this.clock.now());
  readonly cases = new Map<string, CaseRow>();
  private readonly ids = new Set<string>();
  private rows = new Map<string, ClusterRow & { readonly since: Position }>();
  private steps = 0;
  /** Where the process dies: before (`false`) or after (`true`) its n-th command has been appended. */
  private death: { n: number; after: boolean } | null = null;

  constructor(
    private readonly policy: EscalationPolicy,
    private readonly stages: readonly LocalPeriod[] = [],
  ) {}

  /** A case was recorded or has changed. */
  put(now: Candidate): void {
    const since = String(++this.steps).padStart(12, '0');
    this.cases.set(now.id, { now, since, revised: this.cases.has(now.id) });
  }

  /** Cases whose rows changed after the position, in the order of the log. */
  changedAfter(position: Position): CaseRow[] {
    return [...this.cases.values()]
      .filter(({ since }) => since > position)
      .sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  /** A process that has just started. */
  process(death: { n: number; after: boolean } | null = null): ClusterEvaluation {
    this.death = death === null ? null : { ...death };
    const decisions = new MortalDecisions(new Decisions(this.store), this.clock, this.ids, (after) =>
      this.live(after),
    );
    const policies = { active: async () => this.policy, version: async () => this.policy };
    const calendars = { calendarOf: async (area: string) => this.calendarOf(area) };
    return new ClusterEvaluation(
      new WorldSight(this),
      decisions,
      policies as unknown as EscalationPolicies,
      calendars as unknown as StageCalendar,
    );
  }

  /** What the view of clusters shows. */
  get seen(): readonly (ClusterRow & { readonly since: Position })[] {
    return [...this.rows.values()];
  }

  /** All that was recorded of clusters. */
  async events(): Promise<RecordedEvent[]> {
    const streams = await Promise.all([...this.ids].map((id) => this.store.read(clusterStream(id))));
    return streams.flat();
  }

  /** Brings the view of clusters to the end of the log. */
  async follow(): Promise<void> {
    for (const id of this.ids) {
      const events = await this.store.read(clusterStream(id));
      if (events.length > 0) this.rows.set(id, rowOf(events));
    }
  }

  /** A person ends a cluster. */
  async end(id: string): Promise<void> {
    const now = this.clock.now();
    await new Decisions(this.store).decide({
      stream: clusterStream(id),
      fold: CLUSTER_FOLD,
      context: { commandId: randomUUID(), requestHash: '0', correlationId: randomUUID(), now },
      authorise: () => ({ id: 'head', role: 'HEAD' }),
      decide: (state) =>
        clusterDecider.decide({ type: 'close', reason: 'Selesai.', at: now.toISOString() }, state),
      about: () => ({}),
    });
    await this.follow();
  }

  private calendarOf(area: string): AreaCalendar {
    return { zone: zoneOf(area), stages: this.stages, days: HOLIDAYS };
  }

  private live(after: boolean): void {
    if (this.death === null || this.death.after !== after) return;
    this.death.n -= 1;
    if (this.death.n < 0) throw new Killed();
  }
}

/** Appends as a process does that can be killed around it. */
class MortalDecisions extends ClusterDecisions {
  constructor(
    decisions: Decisions,
    clock: Clock,
    private readonly ids: Set<string>,
    private readonly live: (after: boolean) => void,
  ) {
    super(decisions, clock);
  }

  override async run(...given: Parameters<ClusterDecisions['run']>): ReturnType<ClusterDecisions['run']> {
    this.live(false);
    this.ids.add(given[0]);
    const decided = await super.run(...given);
    this.live(true);
    return decided;
  }
}

class WorldSight extends ClusterSight {
  constructor(private readonly world: ClusterWorld) {
    super();
  }

  async around(rule: ClusterRule, scope: Scope, { from, until }: TimeRange): Promise<readonly Candidate[]> {
    return [...this.world.cases.values()]
      .map(({ now }) => now)
      .filter((one) => Date.parse(one.at) >= from && Date.parse(one.at) <= until)
      .filter((one) => whyOutside(rule, scope, one) === null);
  }

  async clustersNear(
    rule: string,
    scope: Scope,
    { from, until }: TimeRange,
  ): Promise<readonly SeenCluster[]> {
    return this.world.seen
      .filter((row) => row.rule === rule && row.area === scope.area && row.link === scope.link)
      .filter((row) => Date.parse(row.until_at) >= from && Date.parse(row.from_at) <= until)
      .map(seenCluster);
  }

  async holding(caseId: string): Promise<readonly SeenCluster[]> {
    return this.world.seen
      .filter((row) => row.status === 'OPEN' && row.member_ids.includes(caseId))
      .map(seenCluster);
  }

  async anyOpen(caseIds: readonly string[]): Promise<boolean> {
    return caseIds.some((id) => !this.world.cases.get(id)?.now.closed);
  }

  async reached(): Promise<Position> {
    const end = await this.world.store.end();
    await this.world.follow();
    return end;
  }
}

function rowOf(events: readonly RecordedEvent[]): ClusterRow & { readonly since: Position } {
  let row: ClusterRow | null = null;
  for (const event of events) {
    const handler = clusterProjection.on[event.type as 'ClusterEnded'] as (
      row: ClusterRow | null,
      event: object,
    ) => ClusterRow;
    const { stream, revision, position } = event;
    row = handler(row, {
      ...clusterProjection.upcast(event),
      by: event.meta.actor,
      at: event.recordedAt.toISOString(),
      ...{ stream, revision, position },
    });
  }
  return { ...(row as unknown as ClusterRow), since: events.at(-1)?.position ?? '' };
}

function seenCluster(row: ClusterRow & { readonly since: Position }): SeenCluster {
  const { id, status, members, from_at: from, until_at: until, detected_since: detectedAt } = row;
  const { rule, policy_version: policyVersion, area, link, all_closed: allClosed, since } = row;
  const facts = { rule, policyVersion, area, link, allClosed, since };
  return { id, open: status === 'OPEN', members, from, until, detectedAt, ...facts };
}
