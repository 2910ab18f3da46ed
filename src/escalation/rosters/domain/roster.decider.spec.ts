import { DomainError } from '../../../kernel/domain-error.js';
import type { Grant } from '../../../kernel/grant.js';
import { rosterDecider } from './roster.decider.js';
import type { Roster } from './roster.events.js';

const NOW = '2026-11-22T10:00:00.000Z';
const ROSTER: Roster = {
  area: '33.74',
  level: 'E2',
  person: 'rina',
  from: '2026-11-22T11:00:00.000Z',
  until: '2026-11-23T00:00:00.000Z',
};

/** Pointers and codes of what is wrong with a roster. */
function faults(
  change: Partial<Roster>,
  { areaExists = true, grants = [{ role: 'DESK', area: '33.74' }] as readonly Grant[] | null } = {},
): string[] {
  const roster = { ...ROSTER, ...change };
  try {
    rosterDecider.decide({ type: 'roster', roster, now: NOW, areaExists, grants }, null);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

describe('a duty roster', () => {
  it.each([
    ['33.74.10.1004', 'E0'],
    ['33.74.10', 'E1'],
    ['33.74', 'E2'],
    ['33', 'E3'],
    ['', 'E4'],
  ] as const)('of %j stands at level %s and at no other', (area, level) => {
    const grants: Grant[] = [{ role: 'DESK', area }];
    expect(faults({ area, level }, { grants })).toEqual([]);
    expect(faults({ area, level: level === 'E0' ? 'E1' : 'E0' }, { grants })).toEqual([
      '/level not_the_level_of_the_area',
    ]);
  });

  it.each<[string, Partial<Roster>, string[]]>([
    ['ends after it begins', { until: ROSTER.from }, ['/until not_after_from']],
    ['is not over already', { from: '2026-11-20T00:00:00.000Z', until: NOW }, ['/until in_the_past']],
    ['may have begun', { from: '2026-11-20T00:00:00.000Z' }, []],
    ['lasts 31 days', { until: '2026-12-23T11:00:00.000Z' }, []],
    ['lasts no millisecond longer', { until: '2026-12-23T11:00:00.001Z' }, ['/until longer_than_31_days']],
    [
      'is not of another year',
      { from: '2028-11-22T11:00:00.000Z', until: '2028-11-23T00:00:00.000Z' },
      ['/from too_far_ahead'],
    ],
  ])('%s', (_, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  it.each<[string, readonly Grant[] | null, string[]]>([
    ['somebody of the office', [{ role: 'OPERATOR', area: '33.74' }], []],
    ['a camat for the Sekda', [{ role: 'HEAD', area: '33.74.10' }], []],
    ['somebody of the province', [{ role: 'SECRETARIAT', area: '33' }], []],
    ['nobody of another kota', [{ role: 'HEAD', area: '33.75' }], ['/person not_of_the_area']],
    ['no auditor, who changes nothing', [{ role: 'AUDITOR', area: '33.74' }], ['/person not_of_the_area']],
    ['nobody who cannot sign in', null, ['/person unknown_person']],
  ])('names %s', (_, grants, expected) => {
    expect(faults({}, { grants })).toEqual(expected);
  });

  it('is not made for an area that does not exist', () => {
    expect(faults({}, { areaExists: false })).toEqual(['/area unknown_area']);
  });

  it('ends early, never begins where it had not begun, and ends once', () => {
    const end = (now: string, until = ROSTER.until) =>
      rosterDecider.decide({ type: 'end', now }, { ...ROSTER, until });
    expect(end('2026-11-22T12:00:00.000Z')).toEqual([
      { type: 'DutyEnded', data: { until: '2026-11-22T12:00:00.000Z' } },
    ]);
    expect(end(NOW)).toEqual([{ type: 'DutyEnded', data: { until: ROSTER.from } }]);
    expect(() => end('2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000Z')).toThrow('duty_over');
  });
});
