import type { Clock } from '../../../calendar/clock.js';
import { type Decider, never } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { depthOf } from '../../../kernel/grant.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../policy/escalation-policy.js';
import { areaAt, type Candidate, memberOf } from './candidate.js';
import type {
  AcknowledgeCluster,
  ClusterCommand,
  DetectCluster,
  FireClusterClock,
  JoinCases,
  SettleCluster,
} from './cluster.commands.js';
import type { ClusterDetected, ClusterEvent, Member } from './cluster.events.js';
import { type ClusterState, categoryOf, evolve, type KnownCluster, NO_CLUSTER } from './cluster.state.js';
import { acknowledgeClock, allClosedClock } from './cluster-clocks.js';
import { ALL_CLOSED } from './cluster-rules.js';
import { byTime, countOf } from './threshold.js';

/** Ids that one event names at most. */
const MOST_CASES = 20;
const LATE_MS = 60_000;
/** Above this level a machine tells nobody. */
const INFORMS_UP_TO: EscalationLevel = 'E2';

/**
 * One cluster. What the service does by itself is idempotent: where the cluster is as wanted, or over, nothing is decided.
 * Errors of what people do: `not_found`, `cluster_ended`, `already_acknowledged` (409).
 */
export const clusterDecider: Decider<ClusterCommand, ClusterState, ClusterEvent> = {
  initial: NO_CLUSTER,

  decide(command, state) {
    if (command.type === 'detect') return state.status === 'NONE' ? detect(command, command.at) : [];
    const isPersons = command.type === 'acknowledge' || command.type === 'close';
    if (state.status === 'NONE') throw new DomainError('not_found');
    if (state.status === 'ENDED') {
      if (isPersons) throw new DomainError('cluster_ended');
      return [];
    }
    return decideOpen(command, state);
  },

  evolve,
};

function decideOpen(
  command: Exclude<ClusterCommand, { type: 'detect' }>,
  state: KnownCluster,
): readonly ClusterEvent[] {
  switch (command.type) {
    case 'join':
      return join(command, state);
    case 'leave': {
      const { id, why } = command;
      const isMember = state.members.some((member) => member.id === id);
      return isMember ? [{ type: 'ClusterCaseLeft', data: { id, why } }] : [];
    }
    case 'settle':
      return settle(command, command.at, state);
    case 'merge':
      return [{ type: 'ClusterEnded', data: { by: 'rule', reason: 'merged', into: command.into } }];
    case 'fire-clock':
      return fire(command, command.at, state);
    case 'acknowledge':
      return acknowledge(command, state);
    case 'close':
      return [{ type: 'ClusterEnded', data: { by: 'person', reason: command.reason } }];
    default:
      return never(command);
  }
}

function detect(command: DetectCluster, at: string): ClusterEvent[] {
  const { rule, scope, policy, calendar } = command;
  const cases = [...command.cases].sort(byTime);
  const [first, last] = [cases[0], cases.at(-1)];
  if (first === undefined || last === undefined) return [];
  const members = cases.map(memberOf);
  const severities = cases.map(({ severity }) => severity);
  const data: ClusterDetected['data'] = {
    rule: rule.id,
    policyVersion: policy.version,
    level: rule.level,
    holder: { area: holdingArea(scope.area, rule.level), role: 'HEAD' },
    area: scope.area,
    category: categoryOf(members),
    cases: members.slice(0, MOST_CASES),
    count: members.length,
    window: { from: first.at, until: last.at },
    ...(scope.link !== null && { link: scope.link }),
    inputs: inputsOf(command, cases),
    clocks: [acknowledgeClock(policy, severities, at, calendar)],
  };
  const rest = members.slice(MOST_CASES);
  return [{ type: 'ClusterDetected', data }, ...rest.map(joined)];
}

/** What the rule looked at. */
function inputsOf({ rule }: DetectCluster, cases: readonly Candidate[]): Record<string, unknown> {
  const { counts, threshold, hours, stages, minSeverity } = rule;
  return {
    counts: typeof counts === 'object' ? `areas_of_depth_${counts.areasOfDepth}` : counts,
    reached: countOf(rule, cases),
    threshold,
    minSeverity,
    ...(hours !== null && { hours }),
    ...(stages !== undefined && { stages }),
    cases: cases.slice(0, MOST_CASES).map(({ id }) => id),
  };
}

function join({ members }: JoinCases, state: KnownCluster): ClusterEvent[] {
  const isNew = (one: Member) =>
    !state.members.some(
      (known) => known.id === one.id && known.at === one.at && known.category === one.category,
    );
  return members.filter(isNew).map(joined);
}

function settle(
  { allClosed, rule, calendar }: SettleCluster,
  at: string,
  state: KnownCluster,
): ClusterEvent[] {
  const { clocks, policyVersion } = state;
  const isSettled = clocks.some((clock) => clock.rule === ALL_CLOSED);
  if (isSettled === allClosed) return [];
  const others = clocks.filter((clock) => clock.rule !== ALL_CLOSED);
  const set: readonly Clock[] = allClosed
    ? [...others, allClosedClock(rule, policyVersion, at, calendar)]
    : others;
  const because = allClosed ? 'all_closed' : 'case_open';
  return [{ type: 'ClusterClocksSet', data: { policyVersion, clocks: set, because } }];
}

/** As for cases: at E2 the level above is told; above that it is marked, and no machine tells anybody. */
function fire(command: FireClusterClock, at: string, state: KnownCluster): ClusterEvent[] {
  const { kind, rule, startedAt, moment } = command;
  const clock = state.clocks.find(
    (one) => one.kind === kind && one.rule === rule && one.startedAt === startedAt,
  );
  if (clock === undefined || moment !== 'due') return [];
  const overdueMs = Date.parse(at) - Date.parse(clock.calendar.dueAt);
  if (overdueMs < 0) return [];
  if (rule === ALL_CLOSED) return [{ type: 'ClusterEnded', data: { by: 'rule', reason: 'all_closed' } }];
  const { calendar, policyVersion } = clock;
  const late = overdueMs > LATE_MS ? ({ late: true } as const) : {};
  const data = { policyVersion, kind, rule, calendar, ...late };
  const above = levelAbove(state.level);
  if (state.level > INFORMS_UP_TO || above === undefined) {
    return [{ type: 'ClusterDeadlinePassed', data }];
  }
  return [{ type: 'ClusterUpperInformed', data: { ...data, level: above } }];
}

function acknowledge(command: AcknowledgeCluster, state: KnownCluster): ClusterEvent[] {
  if (state.acknowledged !== null) throw new DomainError('already_acknowledged');
  const { by, via, acknowledgedAt, note } = command;
  const data = { level: state.level, by, via, acknowledgedAt, ...(note !== undefined && { note }) };
  return [{ type: 'ClusterAcknowledged', data }];
}

/** The area whose head holds a cluster of the level: where the rule counts, or above it. */
function holdingArea(area: string, level: EscalationLevel): string {
  const depth = Math.min(ESCALATION_LEVELS.length - 1 - ESCALATION_LEVELS.indexOf(level), depthOf(area));
  return depth === 0 ? '' : (areaAt(area, depth) ?? area);
}

function levelAbove(level: EscalationLevel): EscalationLevel | undefined {
  return ESCALATION_LEVELS[ESCALATION_LEVELS.indexOf(level) + 1];
}

function joined(member: Member): ClusterEvent {
  return { type: 'ClusterCaseJoined', data: member };
}
