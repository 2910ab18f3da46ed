import { openCases } from '../../src/escalation/amended-calendars/open-cases.js';
import { caseBoard } from '../../src/escalation/board/case-board.projection.js';
import type { CaseBoardRow } from '../../src/escalation/board/case-board.row.js';
import { EventStore } from '../../src/event-store/event-store.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { Clock } from '../../src/kernel/clock.js';
import { tableOf } from '../../src/projection/projection.js';
import { type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { until } from '../support/until.js';

const HOUR_MS = 3_600_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

class MovedClock extends Clock {
  movedMs = 0;

  now(): Date {
    return new Date(Date.now() + this.movedMs);
  }
}

const clock = new MovedClock();
let app: RunningApp;
let operator: Caller;

beforeAll(async () => {
  app = await startApp({ clock });
  operator = await app.person({ role: 'OPERATOR', area: '33.74' });
}, 60_000);

afterAll(() => app?.close());

async function recordCase(): Promise<string> {
  const { status, body } = await operator.post('/v1/cases', {
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: '33.74.10.1004',
    origin: 'CITIZEN',
    occurredAt: clock.now().toISOString(),
    description: 'Dua kelompok berhadapan.',
    severity: 3,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

async function rowOf(id: string): Promise<CaseBoardRow> {
  const { rows } = await app.db.database.pool.query(`select * from ${tableOf(caseBoard)} where id = $1`, [
    id,
  ]);
  return rows[0];
}

/** What the ladder did since the case was recorded. */
async function decisionsOn(id: string): Promise<RecordedEvent[]> {
  const events = await app.nest.get(EventStore, { strict: false }).read(`case-${id}`);
  return events.filter(({ type }) => type !== 'CaseRecorded' && type !== 'EscalationStarted');
}

describe('the clocks of a case', () => {
  it('raise it by one level after ten days in which nobody worked, and go on from there', async () => {
    const id = await recordCase();
    await until(async () => (await rowOf(id))?.level === 'E1');
    clock.movedMs = 10 * 24 * HOUR_MS;
    await until(async () => (await rowOf(id)).level === 'E2');
    const [raised, ...others] = await decisionsOn(id);
    expect(raised).toMatchObject({
      type: 'EscalationRaised',
      data: { from: 'E1', level: 'E2', trigger: 'time', rule: 'not_acknowledged', late: true },
    });
    expect(others).toEqual([]);
    const { next_due_at } = await rowOf(id);
    expect(Date.parse(String(next_due_at))).toBeGreaterThan(clock.now().getTime());
    clock.movedMs += 4 * HOUR_MS;
    await until(async () => (await rowOf(id)).informed.includes('E3'));
    expect((await decisionsOn(id)).map(({ type }) => type)).toEqual([
      'EscalationRaised',
      'UpperLevelInformed',
    ]);
  });

  it('are found by the areas that an amended calendar touches, page by page', async () => {
    clock.movedMs = 0;
    const ids = [await recordCase(), await recordCase()];
    await until(async () => (await Promise.all(ids.map(rowOf))).every((row) => row?.level === 'E1'));
    const found = (areas: string[], after = FIRST, limit = 10) =>
      openCases(app.db.database.dataSource, areas, after, limit);
    const all = await found(['']);
    expect(all).toEqual(expect.arrayContaining(ids));
    expect(await found(['33.74.1', '34'])).toEqual([]);
    expect(await found(['91', '33.74.10'])).toEqual(all);
    expect(await found(['33.74.10.1004'], all[0], 1)).toEqual([all[1]]);
  });
});
