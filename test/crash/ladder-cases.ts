import { randomUUID } from 'node:crypto';
import { NOT_ACKNOWLEDGED } from '../../src/escalation/clusters/domain/cluster-rules.js';
import { timerIdOf } from '../../src/escalation/timers/timer-source.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import type { NewEvent } from '../../src/event-store/recorded-event.js';
import { acknowledgeClock, caseEvents, newEvent } from './case-events.js';

/** A level at which nobody acknowledges, and what the policy has for that. */
const LEVELS = [
  { level: 'E0', area: '33.74.10.1004', rule: 'not_acknowledged', decision: 'EscalationRaised' },
  { level: 'E1', area: '33.74.10', rule: 'not_acknowledged', decision: 'EscalationRaised' },
  { level: 'E2', area: '33.74', rule: 'not_acknowledged_by_regency', decision: 'UpperLevelInformed' },
] as const;

/** The same of a cluster. */
const CLUSTER_LEVELS = [
  { level: 'E2', area: '33.74', decision: 'ClusterUpperInformed' },
  { level: 'E3', area: '33', decision: 'ClusterDeadlinePassed' },
] as const;

/** A case or a cluster with one clock, and the one decision that follows when it runs out. */
export interface Clocked {
  readonly stream: string;
  /** Type of the event. */
  readonly decision: string;
  /** Id of its command. */
  readonly timerId: string;
}

/** Types of all decisions that follow from clocks here. */
export const DECISIONS: ReadonlySet<string> = new Set(
  [...LEVELS, ...CLUSTER_LEVELS].map(({ decision }) => decision),
);

/** Records a case whose only clock runs out at the given time, and says what is to come of it. */
export function recordClockedCase(store: EventStore, serial: number, dueAt: Date): Promise<Clocked> {
  const { level, area, rule, decision } = LEVELS[serial % LEVELS.length] as (typeof LEVELS)[number];
  const clock = acknowledgeClock(rule, dueAt);
  const told = {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: '33.74.10.1004',
    description: `Jam ${serial}`,
    details: {},
    at: clock.startedAt,
  };
  const events = caseEvents(told, serial, { level, holder: { area, role: 'HEAD' }, clocks: [clock] });
  return record(store, 'case', events, { decision, rule, startedAt: clock.startedAt, dueAt });
}

/** Records a cluster, long over and far from all others, whose clock runs out at the given time. */
export function recordClockedCluster(store: EventStore, serial: number, dueAt: Date): Promise<Clocked> {
  const { level, area, decision } = CLUSTER_LEVELS[
    serial % CLUSTER_LEVELS.length
  ] as (typeof CLUSTER_LEVELS)[number];
  const clock = acknowledgeClock(NOT_ACKNOWLEDGED, dueAt);
  const at = '2024-02-01T05:00:00.000Z';
  const cases = [1, 2, 3].map(() => ({ id: randomUUID(), at, category: 'GROUP_CLASH' }));
  const detected = newEvent(area, 'ClusterDetected', {
    rule: 'repeated_disorder',
    policyVersion: 1,
    level,
    holder: { area, role: 'HEAD' },
    area: '33.74.10',
    category: 'GROUP_CLASH',
    cases,
    count: cases.length,
    window: { from: at, until: at },
    inputs: { counts: 'cases', reached: cases.length, threshold: 3, minSeverity: 1, hours: 72 },
    clocks: [clock],
  });
  const { rule, startedAt } = clock;
  return record(store, 'cluster', [detected], { decision, rule, startedAt, dueAt });
}

async function record(
  store: EventStore,
  kind: 'case' | 'cluster',
  events: readonly NewEvent[],
  { decision, rule, startedAt, dueAt }: Pick<Clocked, 'decision'> & Ends,
): Promise<Clocked> {
  const id = randomUUID();
  const stream = `${kind}-${id}`;
  const { outcome } = await store.append({ stream, expected: 'no-stream', events });
  if (outcome !== 'appended') throw new Error(`A ${kind} was answered with ${outcome}.`);
  const next = { kind: 'acknowledge', rule, startedAt, moment: 'due' } as const;
  return { stream, decision, timerId: timerIdOf(id, next, dueAt) };
}

/** By what the end of a clock is known. */
interface Ends {
  readonly rule: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly dueAt: Date;
}
