import fc from 'fast-check';
import type { CaseAction, NewReport } from '../../src/case/domain/case.commands.js';
import type { CaseEvent } from '../../src/case/domain/case.events.js';
import { known } from '../../src/case/domain/case.state.js';
import { accessOf, type CaseAccess, visible } from '../../src/case/domain/visibility.policies.js';
import type { CaseFilter } from '../../src/case/views/case-list/case-filter.js';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { type CasePage, ListCases, ListCasesQuery } from '../../src/case/views/case-list/case-list.query.js';
import type { CaseListRow } from '../../src/case/views/case-list/case-list.row.js';
import { CASE_SORTS, type PageEnd } from '../../src/case/views/case-list/case-order.js';
import type { Fact } from '../../src/kernel/decider.js';
import type { Principal } from '../../src/kernel/grant.js';
import type { PastRow, StandingRow } from '../../src/projection/batch-fold.js';
import { type Handler, pastTableOf, tableOf } from '../../src/projection/projection.js';
import { createTables, writeBatch } from '../../src/projection/view-tables.js';
import { acting, actor, history, recording, refusal, type Step, stateOf } from '../support/case-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  AGENCIES,
  accessOfRow,
  agency,
  type Contents,
  contents,
  filter,
  fits,
  isLeftOut,
  MOST_ROWS,
  manyContents,
  person,
  position,
  principal,
  rowOf,
  WHYS,
  whyOrWhyNot,
} from './visible-cases.fixture.js';

const RUNS = 300;

const area = fc.constantFrom('33', '33.74', '33.74.10', '33.75.10');
const opening = fc.record({
  area,
  access: fc.constantFrom('OPEN' as const, 'RESTRICTED' as const),
  accusedOffice: fc.constantFrom(undefined, { area: '33.74.10' }, { area: '33.74', agency: 'DLH' }),
  severity: fc.constant(3),
});
const action: fc.Arbitrary<CaseAction> = fc.oneof(
  fc.record({
    type: fc.constant('assignment' as const),
    lead: agency,
    supporting: fc.subarray(AGENCIES),
    dueAt: fc.constant('2026-11-30T00:00:00Z'),
  }),
  fc.constant({ type: 'assignment/refusal' as const, reason: 'x' }),
  fc.record({ type: fc.constant('input-requests' as const), agency, question: fc.constant('x') }),
  fc.record({
    type: fc.constant('referrals' as const),
    body: agency,
    as: fc.constant('TRANSFER' as const),
    reason: fc.constant('x'),
  }),
  fc.record({
    type: fc.constant('referrals/progress' as const),
    n: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('HANDED_ON' as const, 'PROVEN' as const),
    at: fc.constant('2026-11-22T01:00:00Z'),
    handedTo: agency,
  }),
  fc
    .oneof(
      fc.record({ field: fc.constant('area'), value: area }),
      fc.record({ field: fc.constant('access'), value: fc.constantFrom('OPEN', 'RESTRICTED') }),
      fc.record({
        field: fc.constant('accusedOffice'),
        value: fc.constantFrom(null, { area: '33.74' }, { area: '33.74', agency: 'DLH' }),
      }),
    )
    .map((correction) => ({ type: 'corrections' as const, ...correction, reason: 'x' })),
  fc.record({ type: fc.constant('access' as const), person, reason: fc.constant('x') }),
);
const step: fc.Arbitrary<Step> = fc
  .tuple(action, agency)
  .map(([action, agency]) =>
    acting(action, { by: actor('OFFICER', { agency }), facts: { personExists: true } }),
  );

/** The facts of a case to which the steps were tried; what a rule refuses is left out. */
function recorded(opening: Partial<NewReport>, steps: readonly Step[]): readonly Fact<CaseEvent>[] {
  let taken: readonly Step[] = [recording(opening)];
  for (const step of steps) {
    if (refusal(() => history(...taken, step)) === undefined) taken = [...taken, step];
  }
  return history(...taken);
}

function rowFrom(facts: readonly Fact<CaseEvent>[]): CaseListRow {
  return facts.reduce<CaseListRow | null>((row, fact, revision) => {
    const handler = caseList.on[fact.type] as Handler<CaseListRow, CaseEvent>;
    const projected = { ...fact, stream: 'case-1', revision, position: position(revision) };
    return handler === 'ignored' ? row : handler(row, projected);
  }, null) as CaseListRow;
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();

/** The filters by which it is told that something is left out: by the others a hidden case could be felt out. */
const coarse = ({ area, category }: CaseFilter): CaseFilter => ({ area, category });

/** The row as far as it was made here, so that a row of another time is seen to be another. */
function shown(rows: readonly CaseListRow[]) {
  return rows
    .map(({ id, area, category, access, agencies }) => ({ id, area, category, access, agencies }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function inOrder(access: CaseAccess): CaseAccess {
  const { named, agencies, bodies } = access;
  return { ...access, named: named.toSorted(), agencies: agencies.toSorted(), bodies: bodies.toSorted() };
}

describe('the cases that a person sees in a list', () => {
  let db: TestDatabase;
  let query: ListCasesQuery;

  beforeAll(async () => {
    db = await createTestDatabase();
    await createTables(db.database.pool as never, caseList, 'live');
    query = new ListCasesQuery(db.database.dataSource);
  });

  afterAll(() => db.drop());

  async function fill(rows: readonly StandingRow[], past: readonly PastRow[] = []): Promise<void> {
    await db.database.pool.query(`truncate ${tableOf(caseList)}, ${pastTableOf(caseList)}`);
    const keyed = new Map(rows.map((row, index) => [String(index), row]));
    await writeBatch(db.database.pool as never, caseList, 'live', {
      rows: keyed,
      past,
      poisoned: [],
      totals: [],
    });
  }

  async function fillWith(all: readonly Contents[]): Promise<readonly CaseListRow[]> {
    const rows = all.map((contents, index) => rowOf(index, contents));
    await fill(rows.map((row) => ({ row, since: position(0) })));
    return rows;
  }

  const list = (who: Principal, filter: CaseFilter = {}, asOf: string | null = null) =>
    query.execute(new ListCases(who, filter, '-recordedAt', MOST_ROWS, null, asOf));

  it('are those that the rule shows them, and so many says the total', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(principal, manyContents, async (who, all) => {
        const rows = await fillWith(all);
        const expected = rows.filter((_, index) => visible(who, accessOfRow(all[index] as Contents)));
        const found = await list(who);
        expect(ids(found.rows)).toEqual(ids(expected));
        expect(found.total).toBe(expected.length);
        expect(found.partial).toBe(all.some((one) => isLeftOut(who, accessOfRow(one))));
        for (const one of all) for (const note of whyOrWhyNot(who, accessOfRow(one))) seen.add(note);
      }),
      { numRuns: RUNS },
    );
    // Persons who see everything, or nothing, would prove nothing.
    expect([...seen].sort()).toEqual(WHYS);
  });

  it('are the same on its pages, counted whole on each, whatever the filter and the order', async () => {
    await fc.assert(
      fc.asyncProperty(
        principal,
        manyContents,
        filter,
        fc.constantFrom(...CASE_SORTS),
        fc.integer({ min: 1, max: 6 }),
        async (who, all, filter, sort, limit) => {
          const rows = await fillWith(all);
          const expected = rows.filter((_, index) => {
            const contents = all[index] as Contents;
            return visible(who, accessOfRow(contents)) && fits(contents, filter);
          });
          const partial = all.some((one) => isLeftOut(who, accessOfRow(one)) && fits(one, coarse(filter)));
          const found: CaseListRow[] = [];
          let end: PageEnd | null = null;
          do {
            const page: CasePage = await query.execute(new ListCases(who, filter, sort, limit, end, null));
            expect(page.total).toBe(expected.length);
            expect(page.partial).toBe(partial);
            found.push(...page.rows);
            end = page.end;
          } while (end !== null);
          expect(ids(found)).toEqual(ids(expected));
        },
      ),
      { numRuns: RUNS / 2 },
    );
  });

  it('are, at a past instant, those of then that the person may see today', async () => {
    const versions = fc.array(contents, { minLength: 1, maxLength: 3, size: 'max' });
    const seen = { hiddenToday: 0, hiddenThen: 0 };
    await fc.assert(
      fc.asyncProperty(
        principal,
        fc.array(fc.tuple(fc.nat(3), versions), { maxLength: MOST_ROWS, size: 'max' }),
        filter,
        fc.nat(6),
        async (who, courses, filter, at) => {
          const cases = courses.map(([begins, all], index) =>
            all.map((contents, step) => ({ contents, since: begins + step, row: rowOf(index, contents) })),
          );
          const standing = cases.flatMap((all) => all.slice(-1));
          const past = cases.flatMap((all) =>
            all.slice(0, -1).map(({ row, since }) => ({
              row,
              since: position(since),
              until: position(since + 1),
            })),
          );
          await fill(
            standing.map(({ row, since }) => ({ row, since: position(since) })),
            past,
          );
          let partial = false;
          const expected = cases.flatMap((all) => {
            const then = all.findLast(({ since }) => since <= at);
            const now = all.at(-1);
            if (then === undefined || now === undefined) return [];
            if (isLeftOut(who, accessOfRow(now.contents)) && fits(then.contents, coarse(filter)))
              partial = true;
            if (!fits(then.contents, filter)) return [];
            const may = visible(who, accessOfRow(now.contents));
            const might = visible(who, accessOfRow(then.contents));
            if (might && !may) seen.hiddenToday++;
            if (may && !might) seen.hiddenThen++;
            return may ? [then] : [];
          });
          const found = await list(who, filter, position(at));
          expect(found.total).toBe(expected.length);
          expect(found.partial).toBe(partial);
          expect(shown(found.rows)).toEqual(shown(expected.map(({ row }) => row)));
        },
      ),
      { numRuns: RUNS / 2 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  it('have rows that say of access what their streams say', () => {
    const changes = new Set<string>();
    fc.assert(
      fc.property(opening, fc.array(step, { maxLength: 20 }), (first, steps) => {
        const facts = recorded(first, steps);
        for (const { type } of facts) changes.add(type);
        expect(inOrder(accessOfRow(rowFrom(facts)))).toEqual(inOrder(accessOf(known(stateOf(facts)))));
      }),
      { numRuns: RUNS },
    );
    expect([...changes]).toEqual(
      expect.arrayContaining([
        'EscalationMoved',
        'AssignmentRefused',
        'InputRequested',
        'ReferralProgressed',
        'PersonNamed',
      ]),
    );
  });
});
