import { type Fact, fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type DirectionCommand, type DirectionFacts, directionDecider } from './direction.decider.js';
import type { DirectionEvent, DirectionIssued } from './direction.events.js';
import { clockOf, type DirectionState } from './direction.state.js';

const AT = '2026-11-22T08:00:00.000Z';
const DUE = '2026-11-23T05:00:00.000Z';
const ISSUED: DirectionIssued['data'] = {
  from: '33.74',
  to: { agency: 'SATPOL_PP', area: '33.74.10' },
  cases: ['a', 'b'],
  cluster: null,
  text: 'Tertibkan.',
  dueAt: DUE,
};
const FACTS: DirectionFacts = {
  areaExists: true,
  agencyExists: true,
  clusterExists: false,
  visibleCases: new Set(['a', 'b']),
};

function stateAfter(...events: DirectionEvent[]): DirectionState {
  const facts = events.map(
    (event): Fact<DirectionEvent> => ({ ...event, by: { id: 'p', role: 'HEAD' }, at: AT }),
  );
  return fold(directionDecider, directionDecider.initial, facts);
}

const issued = (): DirectionEvent => ({ type: 'DirectionIssued', data: ISSUED });
const completed = (): DirectionEvent => ({ type: 'DirectionCompleted', data: { as: 'ISSUER' } });
const overdue = (): DirectionEvent => ({ type: 'DirectionOverdue', data: { dueAt: DUE } });

function faults(change: Partial<DirectionIssued['data']>, facts: Partial<DirectionFacts> = {}): string[] {
  const command: DirectionCommand = {
    type: 'issue',
    now: AT,
    direction: { ...ISSUED, ...change },
    facts: { ...FACTS, ...facts },
  };
  try {
    directionDecider.decide(command, null);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

function strike(state: DirectionState, now: string, startedAt = AT): readonly DirectionEvent[] {
  const clock = { kind: 'direction', rule: 'due', startedAt, moment: 'due' } as const;
  return directionDecider.decide({ type: 'run-clock', now, clock }, state);
}

describe('a direction', () => {
  it.each<[string, Partial<DirectionIssued['data']>, Partial<DirectionFacts>, string[]]>([
    ['is issued', {}, {}, []],
    ['goes to an area that exists', {}, { areaExists: false }, ['/to/area unknown_area']],
    ['goes to an agency that exists', {}, { agencyExists: false }, ['/to/agency unknown_agency']],
    ['is about cases that its issuer sees', {}, { visibleCases: new Set(['a']) }, ['/cases/1 unknown_case']],
    ['names a case once', { cases: ['a', 'a'] }, {}, ['/cases/1 given_twice']],
    ['is about a cluster that exists', { cluster: 'c' }, {}, ['/cluster unknown_cluster']],
    ['is not due in the past', { dueAt: AT }, {}, ['/dueAt in_the_past']],
    ['is not due in another age', { dueAt: '2062-11-23T05:00:00.000Z' }, {}, ['/dueAt too_far_ahead']],
  ])('%s', (_, change, facts, expected) => {
    expect(faults(change, facts)).toEqual(expected);
  });

  it('is acknowledged once, reported on again and again, and completed once', () => {
    const acknowledged: DirectionEvent = { type: 'DirectionAcknowledged', data: {} };
    expect(directionDecider.decide({ type: 'acknowledge' }, stateAfter(issued()))).toEqual([acknowledged]);
    expect(directionDecider.decide({ type: 'acknowledge' }, stateAfter(issued(), acknowledged))).toEqual([]);
    const report: DirectionEvent = { type: 'DirectionReported', data: { text: 'Sebagian.' } };
    const state = stateAfter(issued(), acknowledged, report, report);
    expect(state).toMatchObject({ status: 'ACKNOWLEDGED', reports: [{ text: 'Sebagian.' }, { by: 'p' }] });
    expect(directionDecider.decide({ type: 'complete', as: 'ADDRESSEE', note: 'Selesai.' }, state)).toEqual([
      { type: 'DirectionCompleted', data: { as: 'ADDRESSEE', note: 'Selesai.' } },
    ]);
    for (const type of ['acknowledge', 'complete'] as const) {
      const again = () => directionDecider.decide({ type, as: 'ISSUER' }, stateAfter(issued(), completed()));
      expect(again).toThrow('direction_completed');
    }
  });

  it('takes no endless row of reports', () => {
    const report: DirectionEvent = { type: 'DirectionReported', data: { text: 'Sebagian.' } };
    const full = stateAfter(issued(), ...Array.from({ length: 200 }, () => report));
    expect(() => directionDecider.decide({ type: 'report', text: 'Lagi.' }, full)).toThrow(
      'too_many_reports',
    );
  });

  it('is found overdue once its time is up, not before, once only, and marked where that was late', () => {
    expect(strike(stateAfter(issued()), '2026-11-23T04:59:59.999Z')).toEqual([]);
    expect(strike(stateAfter(issued()), DUE)).toEqual([overdue()]);
    expect(strike(stateAfter(issued()), '2026-11-23T05:01:00.000Z')).toEqual([overdue()]);
    expect(strike(stateAfter(issued()), '2026-11-23T05:01:00.001Z')).toEqual([
      { type: 'DirectionOverdue', data: { dueAt: DUE, late: true } },
    ]);
    expect(strike(stateAfter(issued(), overdue()), DUE)).toEqual([]);
    expect(strike(stateAfter(issued(), completed()), DUE)).toEqual([]);
    expect(strike(stateAfter(issued()), DUE, '2026-11-01T00:00:00.000Z')).toEqual([]);
  });

  it('shows timers one clock until it is done or overdue; overdue it stays open', () => {
    const clock = (state: DirectionState) => (state === null ? undefined : clockOf(state));
    expect(clock(stateAfter(issued()))).toEqual({
      kind: 'direction',
      rule: 'due',
      startedAt: AT,
      moment: 'due',
    });
    expect(clock(stateAfter(issued(), completed()))).toBeNull();
    expect(clock(stateAfter(issued(), overdue()))).toBeNull();
    expect(stateAfter(issued(), overdue())).toMatchObject({ status: 'ISSUED', overdueSince: AT });
  });
});
