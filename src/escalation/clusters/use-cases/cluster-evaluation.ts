import { Injectable } from '@nestjs/common';
import { StageCalendar } from '../../../election/stage-calendar.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { derivedId } from '../../../kernel/ids.js';
import { EscalationPolicies } from '../../policies/escalation-policies.js';
import type { ClusterRule, EscalationPolicy } from '../../policy/escalation-policy.js';
import { ClusterSight, type HeldCluster, type TimeRange } from '../cluster-sight.js';
import { type Candidate, memberOf, type Scope, scopesOf, whyOutside } from '../domain/candidate.js';
import type { ClusterStep } from '../domain/cluster.commands.js';
import { type NearCluster, type Placement, placementOf, staysIn } from '../domain/placement.js';
import { contestsAt, courseOf, type StageSpan, stageSpans } from '../domain/stage-spans.js';
import { gathered, timeOf, windowMs } from '../domain/threshold.js';
import { ClusterDecisions } from './cluster-decisions.js';

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
  /** Clusters that the look had to do with. */
  readonly touched: Set<string>;
  /** True where a cluster had moved on since the view was read: the look is to be had again. */
  stale: boolean;
}

const LOOKS = 5;
/** At most so many cases join by one command. */
const AT_ONCE = 100;

/**
 * Finds for a changed case which clusters it leaves, joins or makes, by looking at its neighbours in the window alone. What
 * it did is read back from the view before it looks on, so two cases in turn never make two clusters of one.
 */
@Injectable()
export class ClusterEvaluation {
  private caughtUp: Promise<void> | undefined;

  constructor(
    private readonly sight: ClusterSight,
    private readonly clusters: ClusterDecisions,
    private readonly policies: EscalationPolicies,
    private readonly calendars: StageCalendar,
  ) {}

  /** Errors: `unavailable` while the view is behind; `concurrent_change` where a cluster moves on again and again. */
  async evaluate(changed: ChangedCase): Promise<void> {
    await this.catchUp();
    const policy = await this.policies.active();
    const touched = new Set<string>();
    for (let looks = 1; ; looks++) {
      const look: Look = { ...changed, touched, stale: false };
      if (changed.revised) await this.review(look);
      for (const rule of policy.clusters) {
        for (const scope of scopesOf(rule, changed.now)) await this.place(look, rule, scope, policy);
      }
      if (!look.stale) break;
      if (looks === LOOKS) throw new DomainError('concurrent_change');
      await this.sight.reached();
    }
    await this.settle(changed, [...touched]);
  }

  /** What a process before this one has recorded must be seen before the first look. */
  private catchUp(): Promise<void> {
    this.caughtUp ??= this.sight.reached().catch((error: unknown) => {
      this.caughtUp = undefined;
      throw error;
    });
    return this.caughtUp;
  }

  /** Leaves the clusters to which the case does not belong any more. */
  private async review(look: Look): Promise<void> {
    for (const cluster of await this.sight.holding(look.now.id)) {
      look.touched.add(cluster.id);
      const step = await this.reviewed(look.now, cluster);
      if (step !== null) await this.run(look, cluster.id, step);
    }
  }

  private async reviewed(one: Candidate, cluster: HeldCluster): Promise<ClusterStep | null> {
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
    const candidates = await this.sight.around(rule, scope, range, one);
    if (gathered(rule, one, candidates, spans).length === 0) return;
    const wider = rangeAround(rule, one, spans, 2) ?? range;
    const clusters = await this.sight.clustersNear(rule.id, scope, wider);
    for (const { id, members } of clusters) if (holds(members, one.id)) look.touched.add(id);
    const placement = placementOf(one, { rule, candidates, clusters, spans });
    if (placement === null) return;
    if (placement.cluster === null) {
      const ended = clusters.filter(({ open }) => !open).length;
      await this.detect(look, rule, scope, placement.cases, policy, ended);
    } else await this.join(look, placement.cluster, placement);
  }

  /** The id follows from the case, its change and what had ended before: a try after a kill finds the same cluster. */
  private async detect(
    look: Look,
    rule: ClusterRule,
    scope: Scope,
    cases: readonly Candidate[],
    policy: EscalationPolicy,
    ended: number,
  ): Promise<void> {
    const name = `${look.since}/${rule.id}/${scope.area}/${scope.link ?? ''}/${ended}`;
    const calendar = await this.calendars.calendarOf(scope.area);
    const step: ClusterStep = {
      type: 'detect',
      ...{ rule, scope, policy, calendar },
      cases: nearest(cases, look.now),
    };
    await this.run(look, derivedId(look.now.id, name), step);
  }

  private async join(look: Look, cluster: string, { cases, absorbs }: Placement): Promise<void> {
    const moved = absorbs.flatMap(({ members }) => members);
    const own = nearest(cases, look.now).map(memberOf);
    const joining = [...own, ...moved.filter(({ id }) => !holds(own, id))];
    for (let from = 0; from < joining.length; from += AT_ONCE) {
      await this.run(look, cluster, { type: 'join', members: joining.slice(from, from + AT_ONCE) });
    }
    for (const { id } of absorbs) await this.run(look, id, { type: 'merge', into: cluster });
    look.touched.add(cluster);
  }

  /** Says where all cases of a cluster are closed, and where they are not any more. */
  private async settle(changed: ChangedCase, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const cluster of await this.sight.unsettled(ids)) {
      const { allClosed } = cluster;
      const rule = await this.ruleOf(cluster);
      const calendar = await this.calendars.calendarOf(cluster.area);
      const step: ClusterStep = { type: 'settle', allClosed, rule, calendar };
      await this.run({ ...changed, touched: new Set(), stale: false }, cluster.id, step);
    }
  }

  private async run(look: Look, cluster: string, step: ClusterStep): Promise<void> {
    const commandId = derivedId(cluster, `${look.now.id}/${look.since}/${nameOf(step)}`);
    const position = await this.clusters.run(cluster, commandId, step);
    if (position === null) look.stale = true;
    else await this.sight.reached(position);
    look.touched.add(cluster);
  }

  /** The rule under which a cluster was detected, whatever policy is in force now. */
  private async ruleOf(cluster: Pick<HeldCluster, 'rule' | 'policyVersion'>): Promise<ClusterRule> {
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

/** Of very many those that are nearest in time; the others come when it is their turn. */
function nearest(cases: readonly Candidate[], one: Candidate): Candidate[] {
  const distance = (other: Candidate) => Math.abs(timeOf(other) - timeOf(one));
  return [...cases].sort((a, b) => distance(a) - distance(b)).slice(0, AT_ONCE);
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
