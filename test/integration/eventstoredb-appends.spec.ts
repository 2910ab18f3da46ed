import { setTimeout as sleep } from 'node:timers/promises';
import { StoreOverloaded, StoreUnavailable } from '../../src/event-store/event-store.js';
import type { OpenEventStoreDb } from '../../src/event-store/eventstoredb/open-eventstoredb.js';
import { idsOf, inLanes, newEvent, newEvents, opening, stored } from '../contract/samples.js';
import type { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { OpenedLogs } from '../support/eventstoredb-double/opened-log.js';

/** What the client and the server of EventStoreDB do to appends, and that it does no harm. */
describe('appends to EventStoreDB', () => {
  const opened = new OpenedLogs();
  let double: EventStoreDbDouble;
  let log: OpenEventStoreDb;
  beforeEach(async () => {
    double = await opened.double();
    log = await opened.log(double);
  });
  afterEach(() => opened.close());

  it('are not touched by what breaks at another client of the process', async () => {
    const other = await opened.double(double.log);
    const broken = await opened.log(other);
    const outcomes: string[] = [];
    let ours = 0;
    await inLanes(16, 300, async (number) => {
      if (number % 10 === 5) other.link.cut();
      if (number % 2) return void outcomes.push((await log.store.append(opening())).outcome);
      const request = opening();
      while (!(await broken.store.append(request).then(isStored, () => false))) await sleep(10);
      ours++;
    });
    expect(outcomes).toEqual(Array(150).fill('appended'));
    expect(ours).toBe(150);
    expect((await log.feed.lag(null)).events).toBe(300);
  });

  it('whose events the server stamped apart have no single time, and are answered with their own', async () => {
    double.log.stampedApartMs = 1;
    const apart = opening(newEvents(3));
    expect((await stored(log.store, apart)).recordedAt).toBeNull();
    const times = (await log.store.read(apart.stream)).map(({ recordedAt }) => recordedAt.getTime());
    const [first = 0] = times;
    expect(times).toEqual([first, first + 1, first + 2]);
    double.log.stampedApartMs = 0;
    const together = opening(newEvents(3));
    const { recordedAt } = await stored(log.store, together);
    expect((await log.store.read(together.stream)).map((event) => event.recordedAt)).toEqual(
      Array(3).fill(recordedAt),
    );
  });

  it('may be answered twice', async () => {
    double.faults.answerTwice = 20;
    await inLanes(8, 40, async () => void (await stored(log.store, opening())));
    expect((await log.feed.lag(null)).events).toBe(40);
  });

  it.each(['silence', 'break'] as const)('stand once where the answer was lost in %s', async (by) => {
    double.faults.loseAnswers = { left: 3, by };
    const requests = Array.from({ length: 12 }, () => opening(newEvents(2)));
    const sent = requests.map(async (request) => {
      while (!(await log.store.append(request).then(isStored, () => false))) await sleep(10);
    });
    await Promise.all(sent);
    expect((await log.feed.lag(null)).events).toBe(24);
    for (const { stream, events } of requests)
      expect(idsOf(await log.store.read(stream))).toEqual(idsOf(events));
  });

  it('are tried again where the server says "timeout" or goes away for a moment', async () => {
    double.faults.timeOut = 3;
    await stored(log.store, opening());
    await double.link.refuse();
    const waiting = Promise.all([stored(log.store, opening()), stored(log.store, opening())]);
    await sleep(300);
    await double.link.open();
    await waiting;
    expect((await log.feed.lag(null)).events).toBe(3);
  });

  it('to a server that says nothing end in time with an unknown outcome, and stand once when it speaks again', async () => {
    const before = opening();
    await stored(log.store, before);
    double.link.block();
    const request = opening();
    const follow = { stream: before.stream, expected: 0, events: newEvents(1) };
    const tried = await Promise.allSettled([
      log.store.append(request),
      log.store.append(follow),
      log.store.read(before.stream),
    ]);
    for (const result of tried) expect(result).toMatchObject({ reason: expect.any(StoreUnavailable) });
    double.link.unblock();
    for (const again of [request, follow]) {
      while (!(await log.store.append(again).then(isStored, () => false))) await sleep(10);
    }
    expect(await log.store.read(before.stream)).toHaveLength(2);
    expect(await log.store.read(request.stream)).toHaveLength(1);
  });

  it('go to the leader where the node is none, and readers go on meanwhile', async () => {
    const leader = await opened.double(double.log);
    await stored(log.store, opening());
    double.faults.leader = { host: '127.0.0.1', port: leader.link.port };
    double.link.cut();
    for (let count = 0; count < 5; count++) await stored(log.store, opening());
    expect((await log.feed.lag(null)).events).toBe(6);
    expect(leader.link.connections).toBeGreaterThan(0);
  });

  it('with ids that stand already keep what stands, whatever data comes with them', async () => {
    const elsewhere = await opened.elsewhere(double);
    const first = opening([newEvent({ data: { text: 'first' } })]);
    await stored(log.store, first);
    const other = { ...first, events: first.events.map((event) => ({ ...event, data: { text: 'other' } })) };
    expect(await elsewhere.store.append(other)).toMatchObject({ outcome: 'duplicate', revision: 0 });
    expect(await elsewhere.store.read(first.stream)).toMatchObject([{ data: { text: 'first' } }]);
  });

  it('with equal ids and other data, sent at once by two processes, tell the one whose data was dropped', async () => {
    const elsewhere = await opened.elsewhere(double);
    for (let round = 0; round < 3; round++) {
      const one = opening([newEvent({ data: { text: 'one' } })]);
      const other = { ...one, events: one.events.map((event) => ({ ...event, data: { text: 'other' } })) };
      const [mine, theirs] = await Promise.all([log.store.append(one), elsewhere.store.append(other)]);
      const [event] = await log.store.read(one.stream);
      const won = JSON.stringify(event?.data) === '{"text":"one"}' ? mine : theirs;
      expect([mine.outcome, theirs.outcome].sort()).toEqual(['appended', 'duplicate']);
      expect(won.outcome).toBe('appended');
    }
  }, 60_000);

  it('with an id that stands in the stream are not written again at the right revision', async () => {
    const elsewhere = await opened.elsewhere(double);
    const { stream, events } = opening(newEvents(2));
    await stored(log.store, { stream, expected: 'no-stream', events });
    const again = { stream, expected: 1, events: [newEvent(), events[0] as (typeof events)[0]] };
    for (const { store } of [log, elsewhere])
      expect(await store.append(again)).toEqual({ outcome: 'overlap' });
    expect(await log.store.read(stream)).toHaveLength(2);
  });

  it('are judged by what can be read only in a moment', async () => {
    const elsewhere = await opened.elsewhere(double);
    double.faults.indexingMs = 60;
    for (let round = 0; round < 5; round++) {
      const { stream } = opening();
      const requests = [log, elsewhere].map(({ store }) => {
        return store.append({ stream, expected: 'no-stream', events: newEvents(1) });
      });
      const results = await Promise.all(requests);
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'conflict']);
      expect(results).toContainEqual({ outcome: 'conflict', current: 0 });
    }
  });

  it('carry no deadline that another clock could judge', async () => {
    double.log.clockAheadMs = 3_600_000;
    double.faults.judgeDeadlinesMs = 3_600_000;
    await stored(log.store, opening());
  });

  it('wait in a queue that has an end', async () => {
    await stored(log.store, opening());
    double.link.block();
    const requests = Array.from({ length: 5_050 }, () => log.store.append(opening()));
    const late = await Promise.allSettled(requests.slice(5_000));
    for (const result of late) expect(result).toMatchObject({ reason: expect.any(StoreOverloaded) });
    const waiting = await Promise.allSettled(requests.slice(0, 5_000));
    expect(waiting.every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('leave no connection behind', async () => {
    await stored(log.store, opening());
    const stop = new AbortController();
    for await (const { caughtUp } of log.feed.subscribe(null, { signal: stop.signal })) if (caughtUp) break;
    await log.health.look();
    await log.close();
    for (let turn = 0; turn < 50 && double.link.connections > 0; turn++) await sleep(20);
    expect(double.link.connections).toBe(0);
  });
});

function isStored({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'appended' || outcome === 'duplicate';
}
