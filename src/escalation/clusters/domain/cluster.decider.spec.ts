import { zoneOf } from '../../../area/area-zone.js';
import { HOLIDAYS } from '../../../calendar/holidays.js';
import { SYSTEM } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';
import { POLICY_1 } from '../../policy/policy-1.js';
import type { Candidate } from './candidate.js';
import type { ClusterCommand, DetectCluster, FireClusterClock } from './cluster.commands.js';
import { clusterDecider } from './cluster.decider.js';
import type { ClusterDetected, ClusterEvent } from './cluster.events.js';
import { type ClusterState, NO_CLUSTER } from './cluster.state.js';
import { ALL_CLOSED, NOT_ACKNOWLEDGED } from './cluster-rules.js';

/** Sunday 22 November 2026, 14.00 WIB. */
const NOW = '2026-11-22T07:00:00.000Z';
const CALENDAR = { zone: zoneOf('33'), stages: [], days: HOLIDAYS };

function candidate(n: number, more: Partial<Candidate> = {}): Candidate {
  const kind = { category: 'GROUP_CLASH', subcategory: 'BRAWL', severity: 3 };
  const at = `2026-11-2${n % 3}T0${n % 10}:00:00.000Z`;
  return {
    id: `case-${n}`,
    ...kind,
    area: '33.74.10',
    at,
    out: null,
    closed: false,
    links: [],
    tps: null,
    ...more,
  };
}

function detection(
  cases: readonly Candidate[],
  rule = 'repeated_disorder',
  area = '33.74.10',
): DetectCluster {
  return {
    type: 'detect',
    rule: POLICY_1.clusters.find(({ id }) => id === rule) as ClusterRule,
    scope: { area, link: null },
    cases,
    policy: POLICY_1,
    calendar: CALENDAR,
  };
}

type Given = DistributiveOmit<ClusterCommand, 'at'>;
type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;

function when(command: Given, state: ClusterState, at = NOW): readonly ClusterEvent[] {
  return clusterDecider.decide({ ...command, at } as ClusterCommand, state);
}

function stateAfter(...commands: readonly Given[]): ClusterState {
  return commands.reduce<ClusterState>(
    (state, command) =>
      when(command, state).reduce(
        (next, event) => clusterDecider.evolve(next, { ...event, by: SYSTEM, at: NOW }),
        state,
      ),
    NO_CLUSTER,
  );
}

function detectedBy([first]: readonly ClusterEvent[]): ClusterDetected['data'] {
  if (first?.type !== 'ClusterDetected') throw new Error('Nothing was detected.');
  return first.data;
}

const THREE = [candidate(1), candidate(2), candidate(3)];
const DETECTED = detection(THREE);
const CLOSED = { type: 'settle', allClosed: true, rule: { hours: 72 }, calendar: CALENDAR } as const;
const ACKNOWLEDGED = { type: 'acknowledge', by: 'sekda', via: 'PHONE', acknowledgedAt: NOW } as const;

function clock(rule: string, startedAt = NOW): FireClusterClock {
  const kind = rule === ALL_CLOSED ? 'review' : 'acknowledge';
  return { type: 'fire-clock', kind, rule, startedAt, moment: 'due' };
}

describe('a cluster', () => {
  it('is held by the office of its level, wherever its rule counts', () => {
    const [event] = when(DETECTED, NO_CLUSTER);
    expect(event).toMatchObject({
      type: 'ClusterDetected',
      data: {
        level: 'E2',
        holder: { area: '33.74', role: 'HEAD' },
        area: '33.74.10',
        category: 'GROUP_CLASH',
        count: 3,
      },
    });
    const [wide] = when(detection(THREE, 'spreading_disorder', '33'), NO_CLUSTER);
    expect(wide).toMatchObject({ data: { level: 'E3', holder: { area: '33', role: 'HEAD' } } });
  });

  it('says what the rule looked at, and has no category where its cases are mixed', () => {
    const [event] = when(detection([...THREE, candidate(4, { category: 'INTIMIDATION' })]), NO_CLUSTER);
    expect(event?.data).toMatchObject({
      category: null,
      window: { from: '2026-11-20T03:00:00.000Z', until: '2026-11-22T02:00:00.000Z' },
      inputs: {
        counts: 'cases',
        reached: 4,
        threshold: 3,
        hours: 72,
        cases: ['case-3', 'case-1', 'case-4', 'case-2'],
      },
    });
  });

  it('names at most twenty cases in one event, and counts all', () => {
    const events = when(detection(Array.from({ length: 25 }, (_, n) => candidate(n))), NO_CLUSTER);
    expect(events.map(({ type }) => type)).toEqual([
      'ClusterDetected',
      ...Array(5).fill('ClusterCaseJoined'),
    ]);
    expect(events[0]?.data).toMatchObject({ count: 25 });
    expect(detectedBy(events).cases).toHaveLength(20);
  });

  it('waits four hours of the clock for its holder where a case is grave, else in service hours', () => {
    const dueOf = (events: readonly ClusterEvent[]) => detectedBy(events).clocks[0]?.calendar.dueAt;
    expect(dueOf(when(DETECTED, NO_CLUSTER))).toBe('2026-11-22T11:00:00.000Z');
    const light = THREE.map((one) => ({ ...one, severity: 2 }));
    // Monday 12.00 WIB: offices open at 08.00.
    expect(dueOf(when(detection(light), NO_CLUSTER))).toBe('2026-11-23T05:00:00.000Z');
  });

  it('is not detected twice, and takes a case once', () => {
    const state = stateAfter(DETECTED);
    expect(when(DETECTED, state)).toEqual([]);
    const joining = { type: 'join', members: [{ id: 'case-9', at: NOW, category: 'INTIMIDATION' }] } as const;
    expect(when(joining, state)).toHaveLength(1);
    expect(when(joining, stateAfter(DETECTED, joining))).toEqual([]);
    expect(when({ type: 'leave', id: 'case-8', why: 'rejected' }, state)).toEqual([]);
  });

  it('does not end where its cases leave it', () => {
    const left = THREE.map(({ id }) => ({ type: 'leave', id, why: 'rejected' }) as const);
    expect(stateAfter(DETECTED, ...left)).toMatchObject({ status: 'OPEN', members: [] });
  });

  it('tells the level above when its clock runs out, once', () => {
    const fired = when(clock(NOT_ACKNOWLEDGED), stateAfter(DETECTED), '2026-11-22T11:00:01.000Z');
    expect(fired).toMatchObject([{ type: 'ClusterUpperInformed', data: { level: 'E3' } }]);
    expect(fired[0]?.data).not.toHaveProperty('late');
    const told = fired.reduce(
      (state, event) => clusterDecider.evolve(state, { ...event, by: SYSTEM, at: NOW }),
      stateAfter(DETECTED),
    );
    expect(when(clock(NOT_ACKNOWLEDGED), told, '2026-11-22T12:00:00.000Z')).toEqual([]);
  });

  it('of a province tells nobody above: it is marked; and a late firing says so', () => {
    const province = stateAfter(detection(THREE, 'spreading_disorder', '33'));
    const fired = when(clock(NOT_ACKNOWLEDGED), province, '2026-11-22T11:02:00.000Z');
    expect(fired).toMatchObject([{ type: 'ClusterDeadlinePassed', data: { late: true } }]);
  });

  it('ignores a clock that is not due, was stopped, or never ran', () => {
    const state = stateAfter(DETECTED);
    expect(when(clock(NOT_ACKNOWLEDGED), state, '2026-11-22T10:59:59.000Z')).toEqual([]);
    expect(
      when(clock(NOT_ACKNOWLEDGED, '2026-11-22T06:00:00.000Z'), state, '2026-11-23T00:00:00.000Z'),
    ).toEqual([]);
    expect(
      when(clock(NOT_ACKNOWLEDGED), stateAfter(DETECTED, ACKNOWLEDGED), '2026-11-23T00:00:00.000Z'),
    ).toEqual([]);
  });

  it('ends a window after its last case was closed, unless one is opened again', () => {
    const closed = stateAfter(DETECTED, CLOSED);
    expect(when(clock(ALL_CLOSED), closed, '2026-11-25T06:59:59.000Z')).toEqual([]);
    expect(when(clock(ALL_CLOSED), closed, '2026-11-25T07:00:00.000Z')).toEqual([
      { type: 'ClusterEnded', data: { by: 'rule', reason: 'all_closed' } },
    ]);
    const opened = stateAfter(DETECTED, CLOSED, { ...CLOSED, allClosed: false });
    expect(when(clock(ALL_CLOSED), opened, '2026-11-26T00:00:00.000Z')).toEqual([]);
    expect(when(clock(NOT_ACKNOWLEDGED), opened, '2026-11-22T11:00:00.000Z')).toHaveLength(1);
    expect(when(CLOSED, closed)).toEqual([]);
  });

  it('is acknowledged once, and ended by a person in their words', () => {
    expect(when(ACKNOWLEDGED, stateAfter(DETECTED))).toMatchObject([
      { type: 'ClusterAcknowledged', data: { level: 'E2', by: 'sekda', via: 'PHONE' } },
    ]);
    expect(() => when(ACKNOWLEDGED, stateAfter(DETECTED, ACKNOWLEDGED))).toThrow('already_acknowledged');
    expect(when({ type: 'close', reason: 'Sudah damai.' }, stateAfter(DETECTED))).toEqual([
      { type: 'ClusterEnded', data: { by: 'person', reason: 'Sudah damai.' } },
    ]);
  });

  it('takes nothing any more when it is over: people are told, the service finds nothing to do', () => {
    const over = stateAfter(DETECTED, { type: 'close', reason: 'Sudah damai.' });
    for (const command of [ACKNOWLEDGED, { type: 'close', reason: 'Lagi.' } as const]) {
      expect(() => when(command, over)).toThrow(new DomainError('cluster_ended'));
    }
    for (const command of [CLOSED, clock(ALL_CLOSED), { type: 'merge', into: 'x' } as const]) {
      expect(when(command, over)).toEqual([]);
    }
    expect(() => when(ACKNOWLEDGED, NO_CLUSTER)).toThrow(new DomainError('not_found'));
  });
});
