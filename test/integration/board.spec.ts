import type { AreaRegister } from '../../src/area/area.register.js';
import { AreaRegister as Areas } from '../../src/area/area.register.js';
import { DAY_MS } from '../../src/calendar/area-calendar.js';
import { type CaseFilter } from '../../src/case/views/case-list/case-filter.js';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { ListCases, ListCasesQuery } from '../../src/case/views/case-list/case-list.query.js';
import { aboveUsualOf, readDays } from '../../src/escalation/board/above-usual.js';
import type { Board } from '../../src/escalation/board/board.js';
import { GetBoard, GetBoardQuery } from '../../src/escalation/board/board.query.js';
import { BoardNames } from '../../src/escalation/board/board-names.js';
import { BoardPoints } from '../../src/escalation/board/board-points.js';
import type { BoardSigns } from '../../src/escalation/board/board-signs.js';
import { dayTotals, localDay } from '../../src/escalation/board/board-totals.js';
import { caseBoard } from '../../src/escalation/board/case-board.projection.js';
import {
  type EscalationFilter,
  ListEscalations,
  ListEscalationsQuery,
} from '../../src/escalation/board/escalations.query.js';
import { EscalationPolicies } from '../../src/escalation/policies/escalation-policies.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import {
  logIdOf,
  PostgresEventFeed,
  PostgresEventStore,
} from '../../src/event-store/postgres/postgres-event-store.js';
import type { AsOfPoint } from '../../src/http/request.js';
import { SystemClock } from '../../src/kernel/clock.js';
import type { Grant, Principal } from '../../src/kernel/grant.js';
import { HealthChecks } from '../../src/ops/health-checks.js';
import { pastTableOf, tableOf, totalsTableOf } from '../../src/projection/projection.js';
import { rebuild } from '../../src/projection/rebuild.js';
import { verify } from '../../src/projection/verify.js';
import { ViewPositions } from '../../src/projection/view-positions.js';
import { TaxonomyRegister } from '../../src/taxonomy/taxonomy.register.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Dice, playCases } from './board-histories.js';

const SEED = 20_261_122;
const AREAS = ['', '33', '33.74', '33.74.10', '33.74.10.1004', '33.16', '34'];
const LEVELS = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;

function person(...grants: Grant[]): Principal {
  return { id: 'reader', grants };
}

/** Readers for whom board and case list count the same: nobody of them recorded a case or was named in one. */
const READERS: Readonly<Record<string, Principal>> = {
  auditor: person({ role: 'AUDITOR', area: '' }),
  province: person({ role: 'SECRETARIAT', area: '33' }),
  // Cases that accuse the mayor's office are hidden from whoever sits in it.
  barred: person({ role: 'SECRETARIAT', area: '33.74' }),
  operator: person({ role: 'OPERATOR', area: '33' }),
  district: person({ role: 'DESK', area: '33.74.10' }, { role: 'VERIFIER', area: '33.16' }),
  village: person({ role: 'OPERATOR', area: '33.74.10.1004' }),
};

describe('the board', () => {
  let db: TestDatabase;
  let wake: LogWake;
  let store: PostgresEventStore;
  let feed: PostgresEventFeed;
  let areas: AreaRegister;
  let boards: GetBoardQuery;
  let lists: ListCasesQuery;
  let escalations: ListEscalationsQuery;
  const past: AsOfPoint[] = [];
  const dice = new Dice(SEED);

  beforeAll(async () => {
    db = await createTestDatabase();
    const logId = await logIdOf(db.database.pool);
    store = new PostgresEventStore(db.database.pool, logId);
    wake = new LogWake(db.url);
    await wake.open();
    feed = new PostgresEventFeed(db.database.pool, logId, wake);
    const positions = await playCases(store, dice, 90, 500);
    for (let i = 0; i < 20; i++) past.push({ position: dice.one(positions.slice(0, -1)), instant: null });
    await build();
    areas = await Areas.load(db.database.dataSource, new HealthChecks());
    const { dataSource } = db.database;
    const points = new BoardPoints(dataSource, feed, new SystemClock());
    const reached = new ViewPositions(db.database.pool, [caseList, caseBoard]);
    const names = new BoardNames(areas, new TaxonomyRegister());
    const signs = { of: async () => [], overdueDirections: async () => [] } as unknown as BoardSigns;
    boards = new GetBoardQuery(dataSource, names, new EscalationPolicies(store, feed), points, signs);
    lists = new ListCasesQuery(dataSource);
    escalations = new ListEscalationsQuery(dataSource, points, reached);
  }, 60_000);

  afterAll(async () => {
    await wake.close();
    await db.drop();
  });

  async function build(): Promise<void> {
    await rebuild(db.database.pool, feed, caseList);
    await rebuild(db.database.pool, feed, caseBoard);
  }

  const boardOf = (
    reader: Principal,
    area: string,
    asOf: AsOfPoint | null,
    by: 'area' | 'agency' | 'category' = 'area',
  ) => boards.execute(new GetBoard(reader, area, by, asOf, null, 'id'));

  async function listed(reader: Principal, filter: CaseFilter, asOf: AsOfPoint | null): Promise<number> {
    const query = new ListCases(
      reader,
      { open: true, ...filter },
      '-recordedAt',
      1,
      null,
      asOf?.position ?? null,
    );
    return (await lists.execute(query)).total;
  }

  async function behind(
    reader: Principal,
    filter: EscalationFilter,
    asOf: AsOfPoint | null,
  ): Promise<number> {
    const query = new ListEscalations(reader, filter, 1, null, asOf?.position ?? null);
    return (await escalations.execute(query)).total;
  }

  /** Rows add up to totals, totals to the case list and to the cases behind the board; by one level and one filter each time. */
  async function expectAddsUp(reader: Principal, area: string, asOf: AsOfPoint | null): Promise<void> {
    const level = dice.one(LEVELS);
    const filter = dice.one(['unacknowledged', 'overdue', 'handled'] as const);
    const asked = filter === 'unacknowledged' ? { acknowledged: false } : { [filter]: true };
    const [board, open, onLevel, found] = await Promise.all([
      boardOf(reader, area, asOf),
      listed(reader, { area: [area] }, asOf),
      listed(reader, { area: [area], level: [level] }, asOf),
      behind(reader, { area: [area], level: LEVELS, ...asked }, asOf),
    ]);
    const sum = (of: (row: Board['rows'][number]) => number): number =>
      board.rows.reduce((total, row) => total + of(row), 0);
    expect([sum((row) => row.open), board.totals.open]).toEqual([open, open]);
    expect([sum(({ levels }) => levels[level]), board.totals.levels[level]]).toEqual([onLevel, onLevel]);
    expect(sum((row) => row[filter])).toBe(found);
  }

  it('adds up to its totals, to the case list and to the cases behind it, live and at past instants', async () => {
    for (const reader of Object.values(READERS)) {
      for (const area of AREAS) await expectAddsUp(reader, area, null);
    }
    for (const asOf of past) {
      for (const area of AREAS) await expectAddsUp(dice.one(Object.values(READERS)), area, asOf);
    }
  }, 30_000);

  it('counts by agency and by category what it counts by area', async () => {
    for (const reader of Object.values(READERS)) {
      for (const asOf of [null, past[3] ?? null]) {
        const byArea = await boardOf(reader, '33', asOf);
        for (const by of ['agency', 'category'] as const) {
          const groups = await boardOf(reader, '33', asOf, by);
          expect(groups.totals).toEqual(byArea.totals);
          expect(countsIn(groups)).toEqual(countsIn(byArea));
        }
      }
    }
  });

  it('has a row for every area below, also where nothing is open, and one for what is known no nearer', async () => {
    const board = await boardOf(READERS.auditor as Principal, '33', null);
    const [here, ...children] = board.rows;
    expect(here).toMatchObject({ area: { code: '33' }, here: true });
    expect(children.map(({ area }) => area?.code)).toEqual(areas.childrenOf('33').map(({ code }) => code));
    expect(children.find(({ area }) => area?.code === '33.01')).toMatchObject({
      open: 0,
      worst: null,
      silent: true,
      response: 'WAITING',
      situation: 'NONE',
      lastHeardAt: null,
    });
  });

  it('shows a reader of a part that part only', async () => {
    const board = await boardOf(READERS.district as Principal, '33', null);
    expect(board.rows.map(({ area, within }) => [area?.code, within])).toEqual([
      ['33.16', undefined],
      ['33.74', ['33.74.10']],
    ]);
    expect((await boardOf(READERS.district as Principal, '34', null)).rows).toEqual([]);
  });

  it('counts restricted cases for a head of the kota, and says where they are missing', async () => {
    const secretariat = await boardOf(person({ role: 'SECRETARIAT', area: '33' }), '33.74', null);
    const head = await boardOf(person({ role: 'HEAD', area: '33' }), '33.74', null);
    expect(head.totals).toEqual(secretariat.totals);
    expect(head.partial).toBeUndefined();
    const camat = await boardOf(person({ role: 'HEAD', area: '33.74.10' }), '33.74.10', null);
    const operator = await boardOf(person({ role: 'OPERATOR', area: '33.74.10' }), '33.74.10', null);
    expect(camat.totals).toEqual(operator.totals);
    expect(camat.partial).toBe(true);
  });

  it('tells what changed since an instant', async () => {
    const [before] = past;
    const reader = READERS.auditor as Principal;
    const query = new GetBoard(reader, '33', 'area', null, before ?? null, 'en');
    const [changed, then] = [await boards.execute(query), await boardOf(reader, '33', before ?? null)];
    expect(changed.totals.open - (changed.totals.change?.open ?? 0)).toBe(then.totals.open);
    for (const row of changed.rows) {
      const old = then.rows.find(({ area }) => area?.code === row.area?.code && row.here === undefined);
      if (old === undefined) continue;
      expect(row.open - (row.change?.open ?? 0)).toBe(old.open);
      expect(row.change?.worstBefore).toBe(old.worst);
    }
  });

  it('shows the nearest deadline of a row, live and as it was', async () => {
    for (const asOf of [null, ...past.slice(0, 6)]) {
      const board = await boardOf(READERS.auditor as Principal, '33', asOf);
      const { rows } = await db.database.pool.query<{ area: string; at: Date }>(
        `select area, min(deadline_at) as at from (
           select area, deadline_at, since, 'z' as until, open from ${tableOf(caseBoard)}
           union all select area, deadline_at, since, until, open from ${pastTableOf(caseBoard)}) r
         where open and ($1::text is null or (since <= $1 and until > $1)) and (until = 'z' or $1 is not null) group by area`,
        [asOf?.position ?? null],
      );
      for (const row of board.rows) {
        const own = rows.filter(
          ({ area, at }) =>
            at !== null &&
            (row.here
              ? area === row.area?.code
              : area === row.area?.code || area.startsWith(`${row.area?.code}.`)),
        );
        const first = own.map(({ at }) => at.getTime()).sort((a, b) => a - b)[0];
        expect(row.nextDeadline?.at ?? null).toBe(first === undefined ? null : new Date(first).toISOString());
      }
    }
  });

  it('is the same after a rebuild, and what the log says', async () => {
    const reader = READERS.province as Principal;
    const boardsNow = () => Promise.all(past.map((asOf) => boardOf(reader, '33', asOf)));
    const before = await boardsNow();
    expect(await verify(db.database.pool, feed, caseBoard)).toEqual([]);
    await build();
    expect(await boardsNow()).toEqual(before);
  });

  it('names a category of which today brought far more than the days before', async () => {
    const { dataSource, pool } = db.database;
    const at = new Date();
    const brought = async (key: string, ago: number, cases: number) => {
      const counters = dayTotals.counters.map((name) => (name === 'apk_placement' ? cases : 0));
      const day = localDay(new Date(at.getTime() - ago * DAY_MS), key);
      await pool.query(
        `insert into ${totalsTableOf(caseBoard, dayTotals)} (area, access, day, position, ${dayTotals.counters.join(', ')})
         values ($1, 'OPEN', $2, '1', ${counters.join(', ')})`,
        [key, day],
      );
    };
    // Of today, and of each of the seven days before.
    const days = { '95.01': [12, 2], '95.02': [4, 0], '95.03': [8, 4], '95.04': [9, 4] } as const;
    for (const [key, [today, before]] of Object.entries(days)) {
      await brought(key, 0, today);
      for (let ago = 1; ago <= 7; ago++) await brought(key, ago, before);
    }
    const cells = Object.keys(days).map((key) => ({
      ...{ area: key, here: false, within: null },
      shares: [{ key, access: 'OPEN' as const }],
    }));
    const point = { position: '2', at, isLive: false };
    const lines = await readDays(dataSource, cells, point, POLICY_1);
    expect(aboveUsualOf(lines, cells, point, [], POLICY_1)).toEqual([
      [{ category: 'APK_PLACEMENT', today: 12, usual: 2 }],
      [],
      [],
      [{ category: 'APK_PLACEMENT', today: 9, usual: 4 }],
    ]);
    // At a time before these cases nothing had come in.
    const earlier = { ...point, position: '0' };
    const before = await readDays(dataSource, cells, earlier, POLICY_1);
    expect(aboveUsualOf(before, cells, earlier, [], POLICY_1)).toEqual(cells.map(() => []));
  });
});

/** The sums over the rows of what is counted. */
function countsIn({ rows }: Board) {
  const sum = { unacknowledged: 0, overdue: 0, handled: 0, reasons: {} as Record<string, number> };
  for (const row of rows) {
    sum.unacknowledged += row.unacknowledged;
    sum.overdue += row.overdue;
    sum.handled += row.handled;
    for (const { code, count } of row.reasons) {
      if (code !== 'silent') sum.reasons[code] = (sum.reasons[code] ?? 0) + count;
    }
  }
  return sum;
}
