import { Injectable } from '@nestjs/common';
import { StageCalendar } from '../../../election/stage-calendar.js';
import type { Decided } from '../../../event-store/decision.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { derivedId } from '../../../kernel/ids.js';
import { EscalationPolicies } from '../../policies/escalation-policies.js';
import type { ClusterRule, EscalationPolicy } from '../../policy/escalation-policy.js';
import { ClusterSight, type SeenCluster, type TimeRange } from '../cluster-sight.js';
import { type Candidate, memberOf, type Scope, scopesOf, whyOutside } from '../domain/candidate.js';
import type { ClusterStep } from '../domain/cluster.commands.js';
import { type ClusterState, knownCluster } from '../domain/cluster.state.js';
import { ALL_CLOSED } from '../domain/cluster-rules.js';
import {
  isFull,
  type NearCluster,
  type Placement,
  placementOf,
  roomIn,
  staysIn,
} from '../domain/placement.js';
import { contestsAt, courseOf, type StageSpan, stageSpans } from '../domain/stage-spans.js';
import { timeOf, windowMs } from '../domain/threshold.js';
import { ClusterDecisions } from './cluster-decisions.js';
import { OwnClusters } from './own-clusters.js';
import { Turns } from './turns.js';

/** A case that changed: what it is now, and which event made it so. */
export interface ChangedCase {
  readonly now: Candidate;
  /** Position of the event. Ids of commands follow from it, so that a second try records nothing. */
  readonly since: Position;
  /** False while nothing has changed since the case was recorded: it can be in no cluster that it had to leave. */
  readonly revised: boolean;
}

/** One look at a changed case. */
interface Look extends ChangedCase {
  /** Clusters that the look had to do with, as they stand after it. */
  readonly touched: Map<string, SeenCluster>;
  /** True where a cluster had moved on since the view was read: the look is to be had again. */
  stale: boolean;
}

const LOOKS = 5;
/** At most so many cases join by one command. */
const AT_ONCE = 100;

/**
 * Finds for a changed case which clusters it leaves, joins or makes, by looking at its neighbours in the window alone. What
 * it has recorded itself it knows before the view does, so two cases in turn never make two clusters of one. One process
 * at a time evaluates, and cases that share a place one after the other.
 */
@Injectable()
export class ClusterEvaluation {
  private readonly own = new OwnClusters();
  /** Two looks at once at one place could make two clusters of one, also where a policy has just brought the rule. */
  private readonly turns = new Turns();
  private caughtUp: Promise<void> | undefined;

  constructor(
    private readonly sight: ClusterSight,
    private readonly clusters: ClusterDecisions,
    private readonly policies: EscalationPolicies,
    private readonly calendars: StageCalendar,
  ) {}

  /** Another process may have evaluated meanwhile: what it recorded must be seen before the first look. */
  begin(): void {
    this.caughtUp = undefined;
  }

  /**
   * Names of the places where the case counts, and of those in whose clusters it is. Looks at cases that share none have
   * nothing to do with each other; those that share one come to what the log says in its order. Errors: `unavailable`
   * while the view is behind.
   */
  async placesOf({ now, revised }: ChangedCase): Promise<string[]> {
    await this.catchUp();
    const { clusters } = await this.policies.active();
    const counts = clusters.flatMap((rule) =>
      scopesOf(rule, now).map((scope) => placeOf({ rule: rule.id, ...scope })),
    );
    const isIn = revised ? await this.heldBy(now) : [];
    return [...counts, ...isIn.map(placeOf)];
  }

  /** Errors: `unavailable` while the view is behind; `concurrent_change` where a cluster moves on again and again. */
  async evaluate(changed: ChangedCase): Promise<void> {
    await this.catchUp();
    const policy = await this.policies.active();
    for (let looks = 1; ; looks++) {
      const look: Look = { ...changed, touched: new Map(), stale: false };
      if (changed.revised) await this.review(look);
      for (const rule of policy.clusters) {
        for (const scope of scopesOf(rule, changed.now)) {
          await this.turns.take(placeOf({ rule: rule.id, ...scope }), () =>
            this.place(look, rule, scope, policy),
          );
        }
      }
      if (!look.stale) return this.settle(look);
      if (looks === LOOKS) throw new DomainError('concurrent_change');
      await this.see();
    }
  }

  private catchUp(): Promise<void> {
    this.caughtUp ??= this.see().catch((error: unknown) => {
      this.caughtUp = undefined;
      throw error;
    });
    return this.caughtUp;
  }

  /** Waits until the view shows all that is recorded. */
  private async see(): Promise<void> {
    this.own.forget(await this.sight.reached());
  }

  /** Leaves the clusters to which the case does not belong any more. */
  private async review(look: Look): Promise<void> {
    for (const cluster of await this.heldBy(look.now)) {
      look.touched.set(cluster.id, cluster);
      const step = await this.reviewed(look.now, cluster);
      if (step !== null) await this.run(look, cluster.id, step);
    }
  }

  /** The open clusters in which the case is. */
  private async heldBy({ id }: Candidate): Promise<SeenCluster[]> {
    return this.own.over(await this.sight.holding(id), ({ open, members }) => open && holds(members, id));
  }

  private async reviewed(one: Candidate, cluster: SeenCluster): Promise<ClusterStep | null> {
    const rule = await this.ruleOf(cluster);
    const why = whyOutside(rule, cluster, one);
    if (why !== null) return { type: 'leave', id: one.id, why };
    const known = cluster.members.find(({ id }) => id === one.id);
    const isRetimed = known !== undefined && known.at !== one.at;
    if (isRetimed && !staysIn(one, cluster, rule, await this.spansOf(rule, cluster.area))) {
      return { type: 'leave', id: one.id, why: 'time' };
    }
    const isSame = known !== undefined && !isRetimed && known.category === one.category;
    return isSame ? null : { type: 'join', members: [memberOf(one)] };
  }

  private async place(look: Look, rule: ClusterRule, scope: Scope, policy: EscalationPolicy): Promise<void> {
    const one = look.now;
    const spans = await this.spansOf(rule, scope.area);
    const range = rangeAround(rule, one, spans, 1);
    if (range === null) return;
    const clusters = await this.near(rule, scope, rangeAround(rule, one, spans, 2) ?? range);
    for (const cluster of clusters) if (holds(cluster.members, one.id)) look.touched.set(cluster.id, cluster);
    if (clusters.some((cluster) => isFull(one, cluster))) return;
    const candidates = await this.sight.around(rule, scope, range, one);
    const placement = placementOf(one, { rule, candidates, clusters, spans });
    if (placement === null) return;
    const into = clusters.find(({ id }) => id === placement.cluster);
    for (const cluster of clusters) look.touched.set(cluster.id, cluster);
    if (into !== undefined) return this.join(look, into, placement);
    const ended = clusters.filter(({ open }) => !open).length;
    const name = `${look.since}/${rule.id}/${scope.area}/${scope.link ?? ''}/${ended}`;
    const calendar = await this.calendars.calendarOf(scope.area);
    // The id follows from the case, its change and what had ended before: a try after a kill finds the same cluster.
    await this.run(look, derivedId(one.id, name), {
      type: 'detect',
      ...{ rule, scope, policy, calendar },
      cases: placement.cases,
    });
  }

  /** The clusters of a rule and scope in a range of time, also those that the view does not show yet. */
  private async near(rule: ClusterRule, scope: Scope, range: TimeRange): Promise<SeenCluster[]> {
    const seen = await this.sight.clustersNear(rule.id, scope, range);
    return this.own.over(seen, (cluster) => {
      const isOfScope =
        cluster.area === scope.area && cluster.rule === rule.id && cluster.link === scope.link;
      return isOfScope && Date.parse(cluster.until) >= range.from && Date.parse(cluster.from) <= range.until;
    });
  }

  private async join(look: Look, into: SeenCluster, { cases, absorbs }: Placement): Promise<void> {
    const own = cases.map(memberOf);
    const moved = absorbs
      .flatMap(({ members }) => members)
      .filter(({ id }) => !holds(own, id) && !holds(into.members, id));
    const joining = [...own, ...moved].slice(0, roomIn(into));
    for (let from = 0; from < joining.length; from += AT_ONCE) {
      await this.run(look, into.id, { type: 'join', members: joining.slice(from, from + AT_ONCE) });
    }
    for (const { id } of absorbs) await this.run(look, id, { type: 'merge', into: into.id });
  }

  /** Says where all cases of a cluster are closed, and where they are not any more. */
  private async settle(look: Look): Promise<void> {
    for (const cluster of look.touched.values()) {
      const { id, open, members, allClosed, area } = cluster;
      const isPlain = !allClosed && !look.now.closed && holds(members, look.now.id);
      if (!open || isPlain) continue;
      const areClosed = !(await this.sight.anyOpen(members.map((member) => member.id)));
      if (areClosed === allClosed) continue;
      const rule = await this.ruleOf(cluster);
      const calendar = await this.calendars.calendarOf(area);
      await this.run(look, id, { type: 'settle', allClosed: areClosed, rule, calendar });
    }
  }

  private async run(look: Look, id: string, step: ClusterStep): Promise<void> {
    const commandId = derivedId(id, `${look.now.id}/${look.since}/${nameOf(step)}`);
    const decided = await this.clusters.run(id, commandId, step);
    if (decided === null) {
      look.stale = true;
      return;
    }
    const after = afterwards(id, decided, look.touched.get(id)?.detectedAt);
    this.own.keep(after);
    look.touched.set(id, after);
  }

  /** The rule under which a cluster was detected, whatever policy is in force now. */
  private async ruleOf(cluster: Pick<SeenCluster, 'rule' | 'policyVersion'>): Promise<ClusterRule> {
    const { clusters } = await this.policies.version(cluster.policyVersion);
    const rule = clusters.find(({ id }) => id === cluster.rule);
    if (rule === undefined)
      throw new Error(`Policy ${cluster.policyVersion} has no cluster rule ${cluster.rule}.`);
    return rule;
  }

  private async spansOf(rule: ClusterRule, area: string): Promise<StageSpan[]> {
    return rule.stages === undefined ? [] : stageSpans(rule, await this.calendars.calendarOf(area));
  }
}

/** A cluster as a command left it. */
function afterwards(
  id: string,
  { state, position: since }: Decided<ClusterState>,
  detectedAt = since,
): SeenCluster {
  const { status, members, window, rule, policyVersion, area, link, clocks } = knownCluster(state);
  const allClosed = clocks.some((clock) => clock.rule === ALL_CLOSED);
  const facts = { members, rule, policyVersion, area, link, allClosed };
  return { id, open: status === 'OPEN', ...window, detectedAt, since, ...facts };
}

/** So many windows before and after the case; within stages, the course of its contests; null outside of them. */
function rangeAround(
  rule: ClusterRule,
  one: Candidate,
  spans: readonly StageSpan[],
  windows: number,
): TimeRange | null {
  const at = timeOf(one);
  if (rule.hours !== null) {
    const reach = windows * windowMs(rule, 0);
    return { from: at - reach, until: at + reach };
  }
  const courses = contestsAt(spans, at).map((contest) => courseOf(spans, contest));
  if (courses.length === 0) return null;
  return {
    from: Math.min(...courses.map(({ from }) => from)),
    until: Math.max(...courses.map(({ until }) => until)),
  };
}

function placeOf({ rule, area, link }: Pick<SeenCluster, 'rule' | 'area' | 'link'>): string {
  return `${rule}/${area}/${link ?? ''}`;
}

function holds(members: NearCluster['members'], id: string): boolean {
  return members.some((member) => member.id === id);
}

/** What tells the steps of one look at one cluster apart. */
function nameOf(step: ClusterStep): string {
  switch (step.type) {
    case 'join':
      return `join/${step.members.map(({ id, at, category }) => `${id}@${at}/${category}`).join()}`;
    case 'settle':
      return `settle/${step.allClosed}`;
    case 'merge':
      return `merge/${step.into}`;
    case 'leave':
      return `leave/${step.why}`;
    default:
      return step.type;
  }
}
