import { at, calendarIn, JAYAPURA, SEMARANG } from '../../test/support/area-calendars.js';
import type { ContestKind } from '../election/domain/election.events.js';
import { regimeOf, regimeOfContest } from './regime.js';

const between = at('2024-05-01T10:00');

it.each<[ContestKind[], string | null]>([
  [['GOVERNOR'], 'PILKADA'],
  [['REGENT_MAYOR', 'GOVERNOR'], 'PILKADA'],
  [['PRESIDENT'], 'PEMILU'],
  [['DPR', 'DPD', 'DPRD_PROVINCE', 'DPRD_REGENCY'], 'PEMILU'],
  [['VILLAGE_HEAD'], null],
  [['GOVERNOR', 'DPR'], null],
  [[], null],
])('between elections a case of the contests %j is under %s', (kinds, regime) => {
  expect(regimeOf(kinds, calendarIn(SEMARANG), between)).toBe(regime);
});

it.each([
  ['2023-11-27T23:59', null],
  ['2023-11-28T00:00', 'PEMILU'],
  ['2024-02-15T11:59', 'PEMILU'],
  ['2024-02-15T12:00', null],
  ['2024-09-24T23:59', null],
  ['2024-09-25T00:00', 'PILKADA'],
  ['2024-12-16T23:59', 'PILKADA'],
  ['2024-12-17T00:00', null],
])('a case that names no contest is at %s under %s, in every zone', (local, regime) => {
  for (const area of [SEMARANG, JAYAPURA]) {
    expect(regimeOf([], calendarIn(area), at(local, area))).toBe(regime);
  }
});

it('what the contests say goes before the season', () => {
  expect(regimeOf(['PRESIDENT'], calendarIn(SEMARANG), at('2024-11-01T10:00'))).toBe('PEMILU');
  expect(regimeOf(['VILLAGE_HEAD'], calendarIn(SEMARANG), at('2024-11-01T10:00'))).toBe('PILKADA');
});

it('of two elections at once the one that began later holds; a contest of neither is no election', () => {
  const period = { stage: 'campaign', from: '2024-12-01T00:00', until: '2025-02-01T00:00' } as const;
  const stages = (contest: string, regime: 'PEMILU' | null) => [
    ...calendarIn(SEMARANG).stages,
    { ...period, contest, regime },
  ];
  const instant = at('2024-12-10T10:00');
  expect(regimeOf([], calendarIn(SEMARANG, stages('pemilu-ulang', 'PEMILU')), instant)).toBe('PEMILU');
  expect(regimeOf([], calendarIn(SEMARANG, stages('pilkades', null)), instant)).toBe('PILKADA');
});

it.each<[string, ContestKind | null, ContestKind[], string | null]>([
  ['pilgub-jateng', 'GOVERNOR', [], 'PILKADA'],
  ['PEMILU_2024', 'ELECTION', [], 'PEMILU'],
  ['PILKADA_2024', 'ELECTION', ['GOVERNOR', 'REGENT_MAYOR'], 'PILKADA'],
  ['serentak-2029', 'ELECTION', ['PRESIDENT', 'DPR'], 'PEMILU'],
  ['serentak-2029', 'ELECTION', [], null],
  ['PEMILU_2029', null, [], 'PEMILU'],
  ['PILKADA_DESA', 'VILLAGE_HEAD', [], null],
])('the contest %s (%s, members %j) is under %s', (id, kind, members, regime) => {
  expect(regimeOfContest(id, kind, members)).toBe(regime);
});
