import type { Clock } from '../../../calendar/clock.js';
import type { Holder } from '../../../case/domain/ladder.events.js';
import { type Fact, never } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { EscalationLevel } from '../../policy/escalation-policy.js';
import type { ClusterEvent, ClusterWindow, Member } from './cluster.events.js';

/** Who acknowledged, and when it was said. */
export interface Acknowledgement {
  readonly by: string;
  readonly via: string;
  readonly at: string;
}

/** A cluster that was detected. */
export interface KnownCluster {
  readonly status: 'OPEN' | 'ENDED';
  readonly rule: string;
  readonly policyVersion: number;
  readonly level: EscalationLevel;
  readonly holder: Holder;
  readonly area: string;
  readonly link: string | null;
  /** First and last case; where all have left, of those that were. */
  readonly window: ClusterWindow;
  readonly members: readonly Member[];
  readonly acknowledged: Acknowledgement | null;
  readonly clocks: readonly Clock[];
}

/** One cluster as the decider knows it; `NONE` before it was detected. */
export type ClusterState = { readonly status: 'NONE' } | KnownCluster;

export const NO_CLUSTER: ClusterState = { status: 'NONE' };

/** The cluster, or `not_found` where there is none. */
export function knownCluster(state: ClusterState): KnownCluster {
  if (state.status === 'NONE') throw new DomainError('not_found');
  return state;
}

/** The members after one more event. */
export function membersAfter(members: readonly Member[], event: ClusterEvent): readonly Member[] {
  switch (event.type) {
    case 'ClusterDetected':
      return event.data.cases;
    case 'ClusterCaseJoined':
      return [...members.filter(({ id }) => id !== event.data.id), event.data];
    case 'ClusterCaseLeft':
      return members.filter(({ id }) => id !== event.data.id);
    default:
      return members;
  }
}

/** The clocks that run after one more event. */
export function clocksAfter(clocks: readonly Clock[], event: ClusterEvent): readonly Clock[] {
  switch (event.type) {
    case 'ClusterDetected':
    case 'ClusterClocksSet':
      return event.data.clocks;
    case 'ClusterAcknowledged':
      return clocks.filter(({ kind }) => kind !== 'acknowledge');
    case 'ClusterDeadlinePassed':
    case 'ClusterUpperInformed':
      return clocks.filter(({ kind, rule }) => kind !== event.data.kind || rule !== event.data.rule);
    case 'ClusterEnded':
      return [];
    default:
      return clocks;
  }
}

/** First and last case; null where there is none. */
export function windowOf(members: readonly Member[]): ClusterWindow | null {
  const times = members.map(({ at }) => at).sort();
  const [from, until] = [times[0], times.at(-1)];
  return from === undefined || until === undefined ? null : { from, until };
}

/** The category of all members, null where they are of several. */
export function categoryOf(members: readonly Member[]): string | null {
  const [category = null, ...others] = new Set(members.map((member) => member.category));
  return others.length === 0 ? category : null;
}

/** The state after one more fact. Throws only for a stream that does not begin with a detection. */
export function evolve(state: ClusterState, fact: Fact<ClusterEvent>): ClusterState {
  if (fact.type === 'ClusterDetected') {
    const { rule, policyVersion, level, holder, area, cases: members, window, clocks } = fact.data;
    return {
      status: 'OPEN',
      acknowledged: null,
      link: fact.data.link ?? null,
      ...{ rule, policyVersion, level, holder, area, window, members, clocks },
    };
  }
  if (state.status === 'NONE') throw new Error(`${fact.type} stands before a cluster was detected.`);
  const members = membersAfter(state.members, fact);
  const clocks = clocksAfter(state.clocks, fact);
  const window = windowOf(members) ?? state.window;
  return { ...state, members, window, clocks, ...ownChange(fact) };
}

function ownChange(
  fact: Exclude<Fact<ClusterEvent>, { type: 'ClusterDetected' }>,
): Partial<Pick<KnownCluster, 'status' | 'acknowledged'>> {
  switch (fact.type) {
    case 'ClusterAcknowledged': {
      const { by, via, acknowledgedAt: at } = fact.data;
      return { acknowledged: { by, via, at } };
    }
    case 'ClusterEnded':
      return { status: 'ENDED' };
    case 'ClusterCaseJoined':
    case 'ClusterCaseLeft':
    case 'ClusterClocksSet':
    case 'ClusterDeadlinePassed':
    case 'ClusterUpperInformed':
      return {};
    default:
      return never(fact);
  }
}
