import { type Fact, fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type ConflictStatusCommand, conflictStatusDecider } from './conflict-status.decider.js';
import type { ConflictStatusDeclared, ConflictStatusEvent, Decree } from './conflict-status.events.js';
import { type ConflictStatusState, clockOf } from './conflict-status.state.js';
import { CONFLICT_TERMS } from './conflict-terms.js';

const NOW = '2026-11-22T03:00:00.000Z';
const ASKED = { now: NOW, today: '2026-11-22', terms: CONFLICT_TERMS, others: [] };
const DECREE: Decree = { number: '300/1', date: '2026-11-21', office: 'REGENT_MAYOR' };
const FROM = '2026-11-21T17:00:00.000Z';
const UNTIL = '2026-12-21T17:00:00.000Z';
const REMIND = '2026-12-14T17:00:00.000Z';

type Declaration = Omit<ConflictStatusDeclared['data'], 'remindAt'>;
const DECLARATION: Declaration = {
  area: '33.74',
  scale: 'REGENCY',
  decree: DECREE,
  consultation: { with: 'Pimpinan DPRD Kota Semarang', date: '2026-11-20' },
  from: FROM,
  until: UNTIL,
};
const declared = (change: Partial<Declaration> = {}): ConflictStatusEvent => ({
  type: 'ConflictStatusDeclared',
  data: { ...DECLARATION, ...change, remindAt: REMIND },
});
const ending = (): ConflictStatusEvent => ({ type: 'ConflictStatusEnding', data: { until: UNTIL } });
const ended = (): ConflictStatusEvent => ({ type: 'ConflictStatusEnded', data: { until: UNTIL } });

/** Each event a second after the one before, from `NOW`. */
function stateAfter(...events: ConflictStatusEvent[]): ConflictStatusState {
  const facts = events.map(
    (event, second): Fact<ConflictStatusEvent> => ({
      ...event,
      by: { id: 'p', role: 'SECRETARIAT' },
      at: new Date(Date.parse(NOW) + second * 1_000).toISOString(),
    }),
  );
  return fold(conflictStatusDecider, conflictStatusDecider.initial, facts);
}

function refusals(command: ConflictStatusCommand, state: ConflictStatusState): string[] {
  try {
    conflictStatusDecider.decide(command, state);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code === 'invalid'
      ? error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
      : [error.code];
  }
}

const declare = (change: Partial<Declaration>, others: ConflictOthers = [], areaExists = true) =>
  refusals(
    { type: 'declare', ...ASKED, others, declaration: { ...DECLARATION, ...change }, areaExists },
    null,
  );
type ConflictOthers = readonly { readonly from: string; readonly until: string }[];

describe('a declared keadaan konflik', () => {
  it.each<[string, Partial<Declaration>, string[]]>([
    ['stands', {}, []],
    [
      'of a kota is not the governor’s',
      { decree: { ...DECREE, office: 'GOVERNOR' } },
      ['/decree/office not_the_office_of_the_scale'],
    ],
    ['of a kota is not that of a kecamatan', { area: '33.74.10' }, ['/area not_the_scale_of_the_area']],
    [
      'of a province is the governor’s',
      { area: '33', scale: 'PROVINCE', decree: { ...DECREE, office: 'GOVERNOR' } },
      [],
    ],
    [
      'of the country is the President’s',
      { area: '', scale: 'NATIONAL', decree: { ...DECREE, office: 'PRESIDENT' } },
      [],
    ],
    [
      'of the country is not that of a province',
      { area: '33', scale: 'NATIONAL', decree: { ...DECREE, office: 'PRESIDENT' } },
      ['/area not_the_scale_of_the_area'],
    ],
    ['is decreed by today', { decree: { ...DECREE, date: '2026-11-23' } }, ['/decree/date dated_ahead']],
    [
      'follows its consultation',
      { consultation: { with: 'DPRD', date: '2026-11-22' } },
      ['/consultation/date after_the_decree'],
    ],
    ['ends after it begins', { until: FROM }, ['/until not_after_from']],
    ['is not over already', { from: '2026-10-01T00:00:00.000Z', until: NOW }, ['/until in_the_past']],
    ['lasts 90 days', { until: '2027-02-19T17:00:00.000Z' }, []],
    ['lasts no millisecond longer', { until: '2027-02-19T17:00:00.001Z' }, ['/until longer_than_the_term']],
    [
      'begins soon',
      { from: '2027-06-01T00:00:00.000Z', until: '2027-06-30T00:00:00.000Z' },
      ['/from too_far_ahead'],
    ],
  ])('%s', (_, change, expected) => {
    expect(declare(change)).toEqual(expected);
  });

  it('is of an area that exists', () => {
    expect(declare({}, [], false)).toEqual(['/area unknown_area']);
  });

  it('overlaps no other of its area, and may follow one to the millisecond', () => {
    expect(declare({}, [{ from: '2026-11-01T00:00:00.000Z', until: FROM }])).toEqual([]);
    expect(declare({}, [{ from: UNTIL, until: '2027-01-21T17:00:00.000Z' }])).toEqual([]);
    expect(declare({}, [{ from: '2026-11-01T00:00:00.000Z', until: '2026-11-21T17:00:00.001Z' }])).toEqual([
      'conflict_status_overlaps',
    ]);
  });

  it('is reminded of a week before its end, a short one when a quarter is left', () => {
    const remindAt = (until: string) => {
      const declaration = { ...DECLARATION, until };
      const [event] = conflictStatusDecider.decide(
        { type: 'declare', ...ASKED, declaration, areaExists: true },
        null,
      );
      return event?.type === 'ConflictStatusDeclared' ? event.data.remindAt : null;
    };
    expect(remindAt(UNTIL)).toBe(REMIND);
    expect(remindAt('2026-11-25T17:00:00.000Z')).toBe('2026-11-24T17:00:00.000Z');
  });
});

describe('what becomes of it', () => {
  const later: Decree = { ...DECREE, number: '300/2', date: '2026-11-22' };
  const extend = (state: ConflictStatusState, until: string, change: Partial<Decree> = {}, now = NOW) =>
    refusals({ type: 'extend', ...ASKED, now, decree: { ...later, ...change }, until }, state);
  const revoke = (state: ConflictStatusState, now = NOW) =>
    refusals({ type: 'revoke', ...ASKED, now, decree: later, reason: 'Pulih.' }, state);

  it('is extended by a decree of the same office, not before the first, to a later end', () => {
    expect(extend(stateAfter(declared()), '2027-01-04T17:00:00.000Z')).toEqual([]);
    expect(extend(stateAfter(declared()), UNTIL)).toEqual(['/until not_after_its_end']);
    expect(extend(stateAfter(declared()), '2027-03-21T17:00:00.001Z')).toEqual([
      '/until longer_than_an_extension',
    ]);
    expect(extend(stateAfter(declared()), '2027-01-04T17:00:00.000Z', { office: 'GOVERNOR' })).toEqual([
      '/decree/office not_the_office_of_the_scale',
    ]);
    expect(extend(stateAfter(declared()), '2027-01-04T17:00:00.000Z', { date: '2026-11-20' })).toEqual([
      '/decree/date before_the_decree',
    ]);
  });

  it('is neither extended nor revoked once it is over, also where no timer has said so yet', () => {
    expect(extend(stateAfter(declared()), '2027-01-04T17:00:00.000Z', {}, UNTIL)).toEqual([
      'conflict_status_over',
    ]);
    expect(revoke(stateAfter(declared()), UNTIL)).toEqual(['conflict_status_over']);
    expect(revoke(stateAfter(declared(), ending(), ended()))).toEqual(['conflict_status_over']);
    expect(revoke(stateAfter(declared()))).toEqual([]);
  });

  it('is reminded of, then ends, each at its instant and once', () => {
    const strike = (state: ConflictStatusState, now: string, moment: 'alarm' | 'due', startedAt = NOW) =>
      conflictStatusDecider.decide(
        { type: 'run-clock', now, clock: { kind: 'conflict_status', rule: 'term', startedAt, moment } },
        state,
      );
    expect(strike(stateAfter(declared()), '2026-12-14T16:59:59.999Z', 'alarm')).toEqual([]);
    expect(strike(stateAfter(declared()), REMIND, 'alarm')).toEqual([ending()]);
    expect(strike(stateAfter(declared(), ending()), REMIND, 'alarm')).toEqual([]);
    expect(strike(stateAfter(declared(), ending()), UNTIL, 'due')).toEqual([ended()]);
    expect(strike(stateAfter(declared(), ending(), ended()), UNTIL, 'due')).toEqual([]);
    const late = '2027-01-04T17:00:00.000Z';
    expect(strike(stateAfter(declared()), late, 'alarm')).toEqual([
      { type: 'ConflictStatusEnded', data: { until: UNTIL, late: true } },
    ]);
    expect(strike(stateAfter(declared()), '2026-12-15T17:00:00.000Z', 'alarm')).toEqual([
      { type: 'ConflictStatusEnding', data: { until: UNTIL, late: true } },
    ]);
  });

  it('gets a reminder and an end of its own by an extension; the clocks before it are stale', () => {
    const until = '2027-01-20T17:00:00.000Z';
    const remindAt = '2027-01-13T17:00:00.000Z';
    const extended: ConflictStatusEvent = {
      type: 'ConflictStatusExtended',
      data: { decree: later, until, remindAt },
    };
    const state = stateAfter(declared(), ending(), extended);
    expect(state === null ? null : clockOf(state)).toEqual({
      clock: {
        kind: 'conflict_status',
        rule: 'term',
        startedAt: '2026-11-22T03:00:02.000Z',
        moment: 'alarm',
      },
      at: remindAt,
    });
    const before = { kind: 'conflict_status', rule: 'term', startedAt: NOW, moment: 'due' } as const;
    expect(conflictStatusDecider.decide({ type: 'run-clock', now: UNTIL, clock: before }, state)).toEqual([]);
  });
});
