import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../../src/app-log.js';
import { StartError } from '../../src/config/start-error.js';
import type { Database } from '../../src/database/database.js';
import { type Checkpoint, LogMismatch } from '../../src/event-store/event-feed.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import type { OpenEventStoreDb } from '../../src/event-store/eventstoredb/open-eventstoredb.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { idsOf, newEvents, opening, openStream, readToEnd, readUntil, stored } from '../contract/samples.js';
import type { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { OpenedLogs } from '../support/eventstoredb-double/opened-log.js';

/** What the client and the server of EventStoreDB do to subscriptions, and that nothing is lost by it. */
describe('the feed on EventStoreDB', () => {
  const opened = new OpenedLogs();
  let double: EventStoreDbDouble;
  let log: OpenEventStoreDb;
  beforeEach(async () => {
    double = await opened.double();
    log = await opened.log(double);
  });
  afterEach(() => opened.close());

  const lastCheckpoint = async (): Promise<Checkpoint> => {
    const last = (await readToEnd(log.feed, null)).at(-1) as RecordedEvent;
    return { position: last.position, eventId: last.id };
  };

  it('goes on where it was when subscriptions break, however often', async () => {
    const request = opening(newEvents(100));
    await stored(log.store, request);
    double.faults.breakReads = { left: 6, after: 7 };
    const slow = readUntil(log.feed, null, (events) => events.length === 100, 3);
    expect(idsOf(await slow)).toEqual(idsOf(request.events));
    expect(double.faults.breakReads.left).toBe(0);
  });

  it('goes on where a subscription says nothing any more', async () => {
    await openStream(log.store, 20);
    double.faults.stallSubscriptions = { left: 1, after: 5 };
    expect(await readUntil(log.feed, null, (events) => events.length === 20)).toHaveLength(20);
  });

  it('and appends go on where the subscription that keeps the clock says nothing any more', async () => {
    await openStream(log.store, 20);
    // That of the log, at its next event, and that of a process that comes, at its first.
    double.faults.stallSubscriptions = { left: 2, after: 0 };
    const fresh = await opened.log(double);
    await stored(fresh.store, opening());
    expect(double.faults.stallSubscriptions.left).toBe(0);
    expect((await log.feed.lag(null)).events).toBe(21);
    expect((await fresh.feed.lag(null)).events).toBe(21);
  });

  it('gives nothing away to a reader that stops in the middle', async () => {
    const request = opening(newEvents(60));
    await stored(log.store, request);
    const read: RecordedEvent[] = [];
    while (read.length < 60) {
      const last = read.at(-1);
      const after = last === undefined ? null : { position: last.position, eventId: last.id };
      read.push(...(await readUntil(log.feed, after, (events) => events.length > 0, 7)));
    }
    expect(idsOf(read)).toEqual(idsOf(request.events));
  });

  it('waits for a reader that is slow, and keeps only so much for it', async () => {
    for (let count = 0; count < 25; count++) await openStream(log.store, 100);
    const stop = new AbortController();
    let read = 0;
    for await (const { events } of log.feed.subscribe(null, { signal: stop.signal, limit: 50 })) {
      read += events.length;
      if (read % 500 === 0) await sleep(20);
      if (read === 2_500) break;
    }
    expect(read).toBe(2_500);
  });

  it('comes back when the server was away, without hurry and without a word lost', async () => {
    const before = opening();
    await stored(log.store, before);
    const reading = readUntil(log.feed, null, (events) => events.length === 3);
    await sleep(100);
    await double.link.refuse();
    await sleep(500);
    await double.link.open();
    const after = [opening(), opening()];
    for (const request of after) await stored(log.store, request);
    expect(idsOf(await reading)).toEqual(idsOf([before, ...after].flatMap(({ events }) => events)));
  });

  it('sees neither the events of the server nor those of other logs in the database', async () => {
    await openStream(log.store, 2);
    expect(double.log.events.length).toBe(4);
    expect(await readToEnd(log.feed, null)).toHaveLength(2);
  });

  it('notices a database that was emptied, while it runs and after a new start', async () => {
    await openStream(log.store, 5);
    const checkpoint = await lastCheckpoint();
    let seen = 0;
    const reading = readUntil(log.feed, null, (events) => {
      seen = events.length;
      return false;
    });
    while (seen < 5) await sleep(10);
    double.wipe();
    await expect(reading).rejects.toBeInstanceOf(LogMismatch);
    await expect(log.store.append(opening())).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(log.store.read('note-1')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(log.health.look()).rejects.toBeInstanceOf(StoreUnavailable);
    const fresh = await opened.log(double);
    await openStream(fresh.store, 9);
    await expect(readToEnd(fresh.feed, checkpoint)).rejects.toBeInstanceOf(LogMismatch);
    expect((await fresh.feed.lag(null)).events).toBe(9);
  });

  it('notices a database that was emptied before anything was written to it', async () => {
    double.wipe();
    await expect(log.store.append(opening())).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(log.feed.end()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('notices an older copy of the log, also where it was written on', async () => {
    await openStream(log.store, 3);
    await openStream(log.store, 2);
    const checkpoint = await lastCheckpoint();
    double.truncate(2);
    const fresh = await opened.log(double);
    await expect(readToEnd(fresh.feed, checkpoint)).rejects.toBeInstanceOf(LogMismatch);
    await openStream(fresh.store, 4);
    await expect(readToEnd(fresh.feed, checkpoint)).rejects.toBeInstanceOf(LogMismatch);
    expect(await readToEnd(fresh.feed, null)).toHaveLength(7);
  });

  it('is refused at the start in one sentence where the server does not answer, without the password', async () => {
    await double.link.refuse();
    const { port } = double.link;
    const start = openLog({ eventStoreUrl: `esdb://admin:secret@127.0.0.1:${port}?tls=false` }, {
      pool: undefined,
    } as unknown as Database);
    await expect(start).rejects.toThrow(/^The EventStoreDB of EVENTSTORE_URL cannot be used: [^\n]+\.$/);
    await expect(start).rejects.toBeInstanceOf(StartError);
    await expect(start).rejects.not.toThrow('secret');
    await double.link.open();
  });

  it('says how the server stands', async () => {
    expect(await log.health.look()).toMatchObject({
      ok: true,
      version: '24.2.0',
      nodes: ['leader'],
      unseenBytes: 0,
    });
    double.log.clockAheadMs = 60_000;
    const { ok, clock } = await log.health.look();
    expect(ok).toBe(false);
    expect(Math.round(clock.differenceMs / 10_000)).toBe(-6);
    await double.link.refuse();
    await expect(log.health.look()).rejects.toThrow();
    await double.link.open();
    double.log.clockAheadMs = 0;
    expect((await log.health.look()).ok).toBe(true);
  });
});
