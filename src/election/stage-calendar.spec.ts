import { contestKindByText } from './contest-kind.js';
import { Fresh } from './fresh.js';
import { shippedCalendars } from './shipped-calendars.js';
import { areaCalendarOf, stagesAt } from './stage-calendar.js';

const shipped = shippedCalendars().map(({ contest, stages }) => ({ contest: contest.id, stages }));

/** An area of each zone: Kota Semarang (WIB), Makassar (WITA), Jayapura (WIT). */
const AREAS = [
  ['33.74', '+07:00'],
  ['73.71', '+08:00'],
  ['91.71', '+09:00'],
] as const;

describe.each(AREAS)('in %s (%s) the stage follows the clocks of the place', (area, offset) => {
  it.each<[string, string[]]>([
    ['2024-09-24T23:59:59', []],
    ['2024-09-25T00:00:00', ['campaign']],
    ['2024-11-23T23:59:59', ['campaign']],
    ['2024-11-24T00:00:00', ['quiet_days']],
    ['2024-11-26T22:00:00', ['quiet_days']],
    ['2024-11-26T23:59:59', ['quiet_days']],
    ['2024-11-27T00:00:00', ['voting']],
    ['2024-11-27T12:59:59', ['voting']],
    ['2024-11-27T13:00:00', ['counting']],
    ['2024-11-28T12:00:00', ['recapitulation']],
    ['2024-12-17T00:00:00', []],
  ])('at %s: %j', (local, stages) => {
    const found = stagesAt(shipped, area, new Date(`${local}${offset}`));
    expect(found).toEqual(stages.map((stage) => ({ contest: 'PILKADA_2024', stage })));
  });
});

it('tells the same instant apart by zone: voting has begun in the east, not yet in the west', () => {
  const instant = new Date('2024-11-26T15:30:00Z');
  const stageIn = (area: string) => stagesAt(shipped, area, instant).map(({ stage }) => stage);
  expect(AREAS.map(([area]) => stageIn(area))).toEqual([['quiet_days'], ['quiet_days'], ['voting']]);
});

it('adds what holds for the area alone, such as a repeated vote, and nothing of a neighbour', () => {
  const revote = {
    area: '33.74.10',
    stage: 'revote' as const,
    from: '2024-12-01T07:00',
    until: '2024-12-02T00:00',
    source: null,
  };
  const calendars = [...shipped, { contest: 'pilwalkot-semarang', stages: [revote] }];
  const at = new Date('2024-12-01T08:00:00+07:00');
  expect(stagesAt(calendars, '33.74.10.1004', at)).toEqual([
    { contest: 'PILKADA_2024', stage: 'recapitulation' },
    { contest: 'pilwalkot-semarang', stage: 'revote' },
  ]);
  expect(stagesAt(calendars, '33.74.1', at)).toHaveLength(1);
  expect(stagesAt(calendars, '33.74', at)).toHaveLength(1);
});

it('gives deadlines the calendar of an area: its zone, the stages that reach it with their law, the days off', () => {
  const revote = {
    stage: 'revote' as const,
    from: '2024-12-01T07:00',
    until: '2024-12-02T00:00',
    source: null,
  };
  const calendars = [
    ...shipped.map((calendar) => ({ ...calendar, kind: 'ELECTION' as const, members: [] })),
    {
      contest: 'pilwalkot-semarang',
      kind: 'REGENT_MAYOR' as const,
      members: [],
      stages: [
        { ...revote, area: '33.74.10' },
        { ...revote, area: '33.74.11' },
      ],
    },
  ];
  const { zone, stages, days } = areaCalendarOf(calendars, '33.74.10.1004');
  expect(zone.label).toBe('WIB');
  expect(days.until).toBe('2026-12-31');
  expect(stages.map(({ contest, regime }) => `${contest} ${regime}`)).toEqual([
    ...Array<string>(4).fill('PEMILU_2024 PEMILU'),
    ...Array<string>(5).fill('PILKADA_2024 PILKADA'),
    'pilwalkot-semarang PILKADA',
  ]);
  expect(stages.at(-1)).toEqual({
    contest: 'pilwalkot-semarang',
    regime: 'PILKADA',
    stage: 'revote',
    from: '2024-12-01T07:00',
    until: '2024-12-02T00:00',
  });
  expect(areaCalendarOf(calendars, '91.71').stages).toHaveLength(9);
  expect(areaCalendarOf(calendars, '91.71').zone.label).toBe('WIT');
});

it('ships two calendars whose stages follow each other, each with its source', () => {
  expect(shipped.map(({ contest, stages }) => [contest, stages.length])).toEqual([
    ['PEMILU_2024', 4],
    ['PILKADA_2024', 5],
  ]);
  expect(shipped.flatMap(({ stages }) => stages).every(({ source }) => source !== null)).toBe(true);
});

it.each([
  ['GUBERNUR', 'GOVERNOR'],
  ['gubernur', 'GOVERNOR'],
  ['BUPATI_WALIKOTA', 'REGENT_MAYOR'],
  ['Bupati/Wali Kota', 'REGENT_MAYOR'],
  ['REGENT_MAYOR', 'REGENT_MAYOR'],
  ['DPRD Kab/Kota', 'DPRD_REGENCY'],
  ['KETUA RT', undefined],
  ['', undefined],
])('reads the kind of contest %j as %j', (text, kind) => {
  expect(contestKindByText(text)).toBe(kind);
});

describe('a value that is kept fresh', () => {
  it('is read once for readers that come while it is young enough', async () => {
    let reads = 0;
    const fresh = new Fresh(async () => ++reads, 60_000);
    expect(await Promise.all([fresh.get(), fresh.get()])).toEqual([1, 1]);
  });

  it('is read again when it is old', async () => {
    let reads = 0;
    const fresh = new Fresh(async () => ++reads, 0);
    await fresh.get();
    expect(await fresh.get()).toBe(2);
  });

  it('is not kept where reading it failed', async () => {
    let reads = 0;
    const fresh = new Fresh(async () => {
      if (++reads === 1) throw new Error('away');
      return reads;
    }, 60_000);
    await expect(fresh.get()).rejects.toThrow('away');
    expect(await fresh.get()).toBe(2);
  });
});
