import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Checkpoint, InvalidPosition, LogMismatch } from '../../src/event-store/event-feed.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import type { ContractStore, MakeStore } from './contract-store.js';
import {
  checkpointOf,
  idsOf,
  inLanes,
  newEvent,
  newEvents,
  opening,
  openStream,
  readToEnd,
  readUntil,
  stored,
} from './samples.js';

/** The whole log in commit order. */
export function feedContract(makeStore: MakeStore): void {
  describe('the feed', () => {
    let log: ContractStore;
    beforeEach(async () => {
      log = await makeStore();
    });
    afterEach(() => log.close());

    it('of an empty log stands before every event', async () => {
      const start = await log.feed.end();
      expect(await log.feed.lag(null)).toEqual({ events: 0, seconds: 0 });
      expect(await log.feed.positionAt(new Date())).toBe(start);
      expect(await readToEnd(log.feed, null)).toEqual([]);
      const { positions } = await stored(log.store, opening());
      expect(start < (positions[0] as string)).toBe(true);
      expect(await readToEnd(log.feed, { position: start, eventId: null })).toHaveLength(1);
    });

    it('shows all streams in the order in which they were written, in pages of any size', async () => {
      const results = [];
      const one = opening(newEvents(2));
      const two = opening(newEvents(1));
      results.push(await stored(log.store, one), await stored(log.elsewhere, two));
      const more = newEvents(2);
      results.push(await stored(log.elsewhere, { stream: one.stream, expected: 1, events: more }));
      const written = [...one.events, ...two.events, ...more];
      const positions = results.flatMap((result) => result.positions);
      expect(positions).toEqual([...positions].sort());
      expect(new Set(positions).size).toBe(5);
      for (const limit of [1, 2, 5, 500]) {
        const read = await readToEnd(log.feed, null, limit);
        expect(idsOf(read)).toEqual(idsOf(written));
        expect(read.map(({ position }) => position)).toEqual(positions);
      }
      const stream = await log.store.read(one.stream);
      const all = await readToEnd(log.feed, null);
      expect(all.filter((event) => event.stream === one.stream)).toEqual(stream);
      expect(await log.feed.end()).toBe(positions.at(-1));
    });

    it('goes on after a checkpoint', async () => {
      await openStream(log.store, 5);
      const all = await readToEnd(log.feed, null);
      for (const [index, event] of all.entries()) {
        expect(await readToEnd(log.feed, checkpointOf(event), 2)).toEqual(all.slice(index + 1));
        const unnamed = { position: event.position, eventId: null };
        expect(await readToEnd(log.feed, unnamed)).toEqual(all.slice(index + 1));
      }
    });

    it('goes on living, from every process', async () => {
      const first = opening();
      await stored(log.store, first);
      const later = [opening(), opening(newEvents(3)), opening()];
      let sent = 0;
      const read = await readUntil(log.feed, null, (events, { caughtUp }) => {
        const request = later[sent];
        if (!caughtUp || request === undefined) return events.length === 6;
        if (events.length >= sent + 1) void (sent++ % 2 ? log.store : log.elsewhere).append(request);
        return false;
      });
      expect(idsOf(read)).toEqual(idsOf([first, ...later].flatMap(({ events }) => events)));
    });

    it('shows what was written while its reader was at work, and breathes while nothing happens', async () => {
      const stop = new AbortController();
      const batches = log.feed.subscribe(null, { signal: stop.signal })[Symbol.asyncIterator]();
      expect((await batches.next()).value).toEqual({ events: [], caughtUp: true });
      await openStream(log.store, 1);
      const { value } = await batches.next();
      expect(value.events).toHaveLength(1);
      expect((await batches.next()).value).toEqual({ events: [], caughtUp: true });
      stop.abort();
      expect((await batches.next()).done).toBe(true);
    });

    it('shows to a reader that comes all that was acknowledged before it came', async () => {
      const acknowledged: string[] = [];
      for (let round = 0; round < 20; round++) {
        const request = opening();
        await stored(round % 2 ? log.store : log.elsewhere, request);
        acknowledged.push(...idsOf(request.events));
        const [read, again] = await Promise.all([readToEnd(log.feed, null), readToEnd(log.feed, null)]);
        expect(idsOf(read)).toEqual(acknowledged);
        expect(again).toEqual(read);
      }
    });

    it('ends at once when it is told to, and leaves nothing behind', async () => {
      await openStream(log.store, 3);
      const stop = new AbortController();
      const reader = async (): Promise<string> => {
        for await (const batch of log.feed.subscribe(null, { signal: stop.signal })) void batch;
        return 'ended';
      };
      const readers = Promise.race([Promise.all([reader(), reader(), reader()]), sleep(800)]);
      await sleep(50);
      expect(getEventListeners(stop.signal, 'abort').length).toBeLessThanOrEqual(3);
      stop.abort();
      expect(await readers).toEqual(['ended', 'ended', 'ended']);
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
      for await (const _ of log.feed.subscribe(null, { signal: stop.signal })) throw new Error('It went on.');
      const other = new AbortController();
      for await (const { caughtUp } of log.feed.subscribe(null, { signal: other.signal }))
        if (caughtUp) break;
      expect(getEventListeners(other.signal, 'abort')).toHaveLength(0);
    });

    it('neither loses, doubles nor turns round anything when its connections break', async () => {
      const written = new Set<string>();
      const write = inLanes(4, 150, async (number) => {
        const request = opening();
        // The ids are the same, so an append whose answer was lost is simply sent again.
        while (!(await log.store.append(request).then(isStored, () => false))) await sleep(20);
        written.add(request.events[0]?.id as string);
        if (number % 40 === 20) await log.breakConnections();
      });
      const read = await readUntil(log.feed, null, (events) => events.length >= 150, 7);
      await write;
      const all = await readToEnd(log.feed, null);
      expect(idsOf(read)).toEqual(idsOf(all).slice(0, read.length));
      expect(new Set(idsOf(all))).toEqual(written);
      expect(all).toHaveLength(150);
    });

    it('is not overtaken: nothing is passed over while a slow writer is in the middle of it', async () => {
      await openStream(log.store, 1);
      const slow = opening([newEvent({ type: 'Slow' })]);
      const goOn = await log.slowAppend(slow);
      const reading = readUntil(log.feed, null, (events) => events.length >= 12);
      const others = Promise.all(Array.from({ length: 10 }, () => log.store.append(opening())));
      const early = readToEnd(log.feed, null);
      await sleep(100);
      await goOn();
      expect((await others).every(isStored)).toBe(true);
      const all = await readToEnd(log.feed, null);
      expect(all[1]?.id).toBe(slow.events[0]?.id);
      expect(all).toHaveLength(12);
      expect(await reading).toEqual(all);
      const before = await early;
      expect(before).toEqual(all.slice(0, before.length));
    });

    it('shows every event once and in order to every reader under twenty writers in two processes', async () => {
      const written: string[] = [];
      const total = 900;
      const writing = inLanes(20, total / 3, async (number) => {
        const store = number % 2 ? log.store : log.elsewhere;
        const request = opening(newEvents(2));
        await stored(store, request);
        const third = newEvents(1);
        await stored(store, { stream: request.stream, expected: 1, events: third });
        written.push(...idsOf([...request.events, ...third]));
      });
      const enough = (events: readonly RecordedEvent[]): boolean => events.length >= total;
      const readers = [
        readUntil(log.feed, null, enough),
        readUntil(log.feed, null, enough, 3),
        readInPieces(log, total),
      ];
      await writing;
      const [first, ...others] = await Promise.all(readers);
      expect(new Set(idsOf(first ?? []))).toEqual(new Set(written));
      expect(first).toHaveLength(total);
      for (const other of others) expect(other).toEqual(first);
      expectInOrder(first ?? []);
    });

    it('knows where the log stood at any instant', async () => {
      const start = await log.feed.end();
      for (let count = 0; count < 6; count++) {
        await openStream(log.store, 1 + (count % 2));
        await sleep(3);
      }
      const all = await readToEnd(log.feed, null);
      const first = all[0] as RecordedEvent;
      expect(await log.feed.positionAt(new Date(first.recordedAt.getTime() - 1))).toBe(start);
      for (const { recordedAt } of all) {
        for (const instant of [recordedAt, new Date(recordedAt.getTime() + 1)]) {
          const last = all.findLast((event) => event.recordedAt <= instant);
          expect(await log.feed.positionAt(instant)).toBe(last?.position);
        }
      }
      expect(await log.feed.positionAt(new Date('9999-01-01'))).toBe(all.at(-1)?.position);
      expect(await log.feed.positionAt(new Date(0))).toBe(start);
    });

    it('says how far a reader is behind', async () => {
      await openStream(log.store, 3);
      await sleep(20);
      const all = await readToEnd(log.feed, null);
      const { events, seconds } = await log.feed.lag(null);
      expect(events).toBe(3);
      expect(seconds).toBeGreaterThan(0.01);
      expect(seconds).toBeLessThan(30);
      expect((await log.feed.lag(all[0]?.position ?? null)).events).toBe(2);
      expect(await log.feed.lag(all[2]?.position ?? null)).toEqual({ events: 0, seconds: 0 });
      expect(await log.feed.lag(await log.positionBeyondEnd())).toEqual({ events: 0, seconds: 0 });
    });

    it('refuses positions and checkpoints of another log', async () => {
      await openStream(log.store, 3);
      const other = await makeStore();
      try {
        await openStream(other.store, 3);
        const foreign = (await readToEnd(other.feed, null))[1] as RecordedEvent;
        expect(() => log.feed.parsePosition(foreign.position)).toThrow(InvalidPosition);
        await expectMismatch(log, checkpointOf(foreign));
        await expectMismatch(log, { position: foreign.position, eventId: null });
        await expect(log.feed.lag(foreign.position)).rejects.toBeInstanceOf(InvalidPosition);
      } finally {
        await other.close();
      }
      const own = (await readToEnd(log.feed, null))[1] as RecordedEvent;
      expect(log.feed.parsePosition(own.position)).toBe(own.position);
      for (const text of ['', ' ', 'first', '0', '-1', `${own.position}0`, own.position.slice(1), '\u0000']) {
        expect(() => log.feed.parsePosition(text)).toThrow(InvalidPosition);
      }
    });

    it('refuses a checkpoint that an older or emptied log cannot have given', async () => {
      await openStream(log.store, 2);
      const [first, last] = (await readToEnd(log.feed, null)) as [RecordedEvent, RecordedEvent];
      await expectMismatch(log, { position: last.position, eventId: newEvent().id });
      await expectMismatch(log, { position: last.position, eventId: first.id });
      const beyond = await log.positionBeyondEnd();
      await expectMismatch(log, { position: beyond, eventId: newEvent().id });
      await expectMismatch(log, { position: beyond, eventId: null });
    });
  });
}

function isStored(result: { readonly outcome: string }): boolean {
  return result.outcome === 'appended' || result.outcome === 'duplicate';
}

/** Positions grow, times never go back, revisions have no gap in any stream. */
function expectInOrder(events: readonly RecordedEvent[]): void {
  const revisions = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (
      before !== undefined &&
      !(before.position < event.position && before.recordedAt <= event.recordedAt)
    ) {
      throw new Error(`${event.position} came after ${before.position}.`);
    }
    expect(event.revision).toBe((revisions.get(event.stream) ?? -1) + 1);
    revisions.set(event.stream, event.revision);
  }
}

/** Reads with a new subscription for every batch, as after many restarts. */
async function readInPieces(log: ContractStore, total: number): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  while (read.length < total) {
    const last = read.at(-1);
    const after = last === undefined ? null : checkpointOf(last);
    read.push(...(await readUntil(log.feed, after, (events) => events.length > 0, 50)));
  }
  return read;
}

async function expectMismatch(log: ContractStore, checkpoint: Checkpoint): Promise<void> {
  await expect(readToEnd(log.feed, checkpoint)).rejects.toBeInstanceOf(LogMismatch);
}
