import type { EventFeed } from '../../src/event-store/event-feed.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { MARK_EVERY } from '../../src/event-store/eventstoredb/log-clock.js';
import type { OpenEventStoreDb } from '../../src/event-store/eventstoredb/open-eventstoredb.js';
import type { LogMarks } from '../../src/event-store/log-marks.js';
import { PostgresLogMarks } from '../../src/event-store/postgres/postgres-log-marks.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { newEvents, opening, readToEnd, stored } from '../contract/samples.js';
import type { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { OpenedLogs } from '../support/eventstoredb-double/opened-log.js';
import { InMemoryLogMarks } from '../support/in-memory-log-marks.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const HOUR_MS = 3_600_000;

/** A log that was just opened reads all of it first, which on a busy machine takes longer than a caller waits. */
async function hasCaughtUp(feed: EventFeed): Promise<boolean> {
  try {
    await feed.end();
    return true;
  } catch (error) {
    if (error instanceof StoreUnavailable) return false;
    throw error;
  }
}

/** Rule 15 on a store whose clock may go back and that cannot be asked for a time. */
describe('the clock of a log on EventStoreDB', () => {
  const opened = new OpenedLogs();
  let database: TestDatabase;
  let double: EventStoreDbDouble;
  let log: OpenEventStoreDb;
  let marks: LogMarks;
  beforeAll(async () => {
    database = await createTestDatabase();
    marks = new PostgresLogMarks(database.database.pool);
    double = await opened.double();
    log = await opened.log(double, marks);
    // Back and forth by hours, and so many events that most of them are behind the marks.
    for (const hours of [0, 5, 2, 1, 6, 3, 9, 9, 4, 10, 10.5, 2]) {
      double.log.clockAheadMs = hours * HOUR_MS;
      for (let count = 0; count < 5; count++) await stored(log.store, opening(newEvents(100)));
    }
  }, 120_000);
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  /** The log's own answers, worked out from all of it. */
  const truth = (): { at: number; position: string }[] => {
    let at = 0;
    const id = (positions[0] as string).slice(0, 9);
    return double.log.events
      .filter(({ stream }) => stream.startsWith('note-'))
      .map(({ created, position }) => {
        at = Math.max(at, Number(created / 10_000n));
        return { at, position: id + position.toString(16).padStart(16, '0') };
      });
  };
  let positions: string[] = [];
  const instants = (events: readonly { at: number }[]): Date[] => {
    const times = [...new Set(events.map(({ at }) => at))];
    const some = times.filter((_, index) => index % Math.ceil(times.length / 5) === 0);
    return [...some, ...times.slice(-2)].flatMap((at) => [new Date(at - 1), new Date(at), new Date(at + 1)]);
  };

  it('shows times that never go back, the same in the feed and in every stream', async () => {
    const all = await readToEnd(log.feed, null);
    positions = all.map(({ position }) => position);
    expect(all.map(({ recordedAt, position }) => ({ at: recordedAt.getTime(), position }))).toEqual(truth());
    for (const index of [0, 1_400, 2_700, all.length - 1]) {
      const { stream } = all[index] as RecordedEvent;
      expect(await log.store.read(stream)).toEqual(all.filter((event) => event.stream === stream));
    }
  });

  it('finds the place of any instant, before and after a new start, with and without marks', async () => {
    const expected = truth();
    const kept = await opened.log(double, marks);
    const bare = await opened.log(double, new InMemoryLogMarks());
    for (const { feed } of [kept, bare]) await until(() => hasCaughtUp(feed), 30_000);
    for (const instant of instants(expected)) {
      const last = expected.findLast(({ at }) => at <= instant.getTime());
      const place = last?.position ?? (positions[0] as string).slice(0, 9) + '0'.repeat(16);
      for (const { feed } of [log, kept, bare]) expect(await feed.positionAt(instant)).toBe(place);
    }
    expect((await kept.feed.lag(null)).events).toBe(expected.length);
    expect((await kept.feed.lag(positions.at(-3) ?? null)).events).toBe(2);
    expect(await readToEnd(kept.feed, null)).toEqual(await readToEnd(bare.feed, null));
  }, 60_000);

  it('keeps one mark for a thousand events and one wherever the clock went back', async () => {
    const [logId = ''] = (await log.feed.end()).split('-');
    const saved = await marks.load(logId);
    // Behind every five hundred events the hour changes; it goes back to 2, to 3, to 4 and to 2.
    const expected = [1, 2_501, 4_001, 5_501];
    for (let number = 1; number <= positions.length; number += MARK_EVERY) expected.push(number);
    expect(saved.map(({ number }) => number)).toEqual([...new Set(expected)].sort((a, b) => a - b));
    await marks.save(logId, saved);
    expect(await marks.load(logId)).toEqual(saved);
  });

  it('forgets the marks of events that are gone with an older copy', async () => {
    const [logId = ''] = (await log.feed.end()).split('-');
    const before = await marks.load(logId);
    const left = 2_345;
    double.truncate(positions.length - left);
    const fresh = await opened.log(double, marks);
    expect((await fresh.feed.lag(null)).events).toBe(left);
    const after = await marks.load(logId);
    expect(after).toEqual(before.filter(({ number }) => number <= left));
    double.log.clockAheadMs = 20 * HOUR_MS;
    await stored(fresh.store, opening());
    const all = await readToEnd(fresh.feed, null);
    expect(all.map(({ recordedAt }) => recordedAt.getTime())).toEqual(truth().map(({ at }) => at));
  });
});
