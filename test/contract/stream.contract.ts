import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { encode } from '../../src/event-store/codec.js';
import type { AppendResult } from '../../src/event-store/event-store.js';
import type { ContractStore, MakeStore } from './contract-store.js';
import { idsOf, inLanes, newEvent, newEvents, newStream, opening, openStream, stored } from './samples.js';

/** Appends at exact revisions and reads of one stream. */
export function streamContract(makeStore: MakeStore): void {
  describe('a stream', () => {
    let log: ContractStore;
    beforeAll(async () => {
      log = await makeStore();
    });
    afterAll(() => log.close());

    it('is opened once, and answers the place of every event', async () => {
      const request = opening(newEvents(3));
      const result = await stored(log.store, request);
      const events = await log.store.read(request.stream);
      expect(result.revision).toBe(2);
      expect(result.positions).toEqual(events.map(({ position }) => position));
      for (const { recordedAt } of events) expect([null, recordedAt]).toContainEqual(result.recordedAt);
      expect(events).toMatchObject(
        request.events.map((event, revision) => ({ ...event, stream: request.stream, revision })),
      );
      const again = await log.elsewhere.append({ ...request, events: newEvents(1) });
      expect(again).toEqual({ outcome: 'conflict', current: 2 });
    });

    it('takes the exact revision only and says where it ends', async () => {
      const stream = await openStream(log.store, 3);
      const at = (expected: number) => log.store.append({ stream, expected, events: newEvents(1) });
      expect(await at(1)).toEqual({ outcome: 'conflict', current: 2 });
      expect(await at(0)).toEqual({ outcome: 'conflict', current: 2 });
      expect(await at(3)).toEqual({ outcome: 'conflict', current: 2 });
      expect(await at(1_000_000)).toEqual({ outcome: 'conflict', current: 2 });
      expect(await at(2)).toMatchObject({ outcome: 'appended', revision: 3 });
      expect(await at(2)).toEqual({ outcome: 'conflict', current: 3 });
      expect(await log.store.read(stream)).toHaveLength(4);
    });

    it('that does not exist has no revision', async () => {
      const stream = newStream();
      expect(await log.store.append({ stream, expected: 0, events: newEvents(1) })).toEqual({
        outcome: 'conflict',
        current: 'no-stream',
      });
      expect(await log.store.read(stream)).toEqual([]);
      expect(await log.store.read(stream, { backwards: true })).toEqual([]);
      expect(await log.store.read('no stream has this name')).toEqual([]);
    });

    it('answers a repeated append with its first place, whatever came after it', async () => {
      const request = opening(newEvents(2));
      const first = await stored(log.store, request);
      const events = newEvents(2);
      const second = { stream: request.stream, expected: 1, events };
      const then = await stored(log.store, second);
      await stored(log.store, { stream: request.stream, expected: 3, events: newEvents(1) });
      for (const store of [log.store, log.elsewhere]) {
        expect(await store.append(request)).toEqual({ ...first, outcome: 'duplicate' });
        expect(await store.append(second)).toEqual({ ...then, outcome: 'duplicate' });
      }
      expect(await log.store.read(request.stream)).toHaveLength(5);
    });

    it('answers ten equal appends at once with one place', async () => {
      const request = opening(newEvents(2));
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? log.store : log.elsewhere).append(request)),
      );
      const outcomes = results.map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(['appended', ...Array(9).fill('duplicate')]);
      const places = results.map((result) => ('positions' in result ? result.positions : []));
      expect(new Set(places.map(String)).size).toBe(1);
    });

    it('recognises events that were stored one by one, at their own positions', async () => {
      const [one, two] = [newEvent(), newEvent()];
      const stream = newStream();
      const first = await stored(log.store, { stream, expected: 'no-stream', events: [one] });
      await stored(log.store, opening());
      const second = await stored(log.store, { stream, expected: 0, events: [two] });
      expect(await log.store.append({ stream, expected: 'no-stream', events: [one, two] })).toMatchObject({
        outcome: 'duplicate',
        revision: 1,
        positions: [...first.positions, ...second.positions],
      });
    });

    it('reports ids that stand in it already as something else, and writes nothing', async () => {
      const request = opening(newEvents(2));
      await stored(log.store, request);
      const { stream, events } = request;
      const [one, two] = events as [(typeof events)[0], (typeof events)[0]];
      const overlapping = [
        { stream, expected: 'no-stream' as const, events: [one, newEvent()] },
        { stream, expected: 0, events: [two, newEvent()] },
        { stream, expected: 1, events: [newEvent(), one] },
        { stream, expected: 1, events: [one] },
        { stream, expected: 1, events: [one, two] },
        { stream, expected: 'no-stream' as const, events: [two] },
        { stream, expected: 'no-stream' as const, events: [two, one] },
        { stream, expected: 7, events: [two] },
      ];
      const results: AppendResult[] = [];
      for (const overlap of overlapping) results.push(await log.store.append(overlap));
      expect(results).toEqual(overlapping.map(() => ({ outcome: 'overlap' })));
      expect(idsOf(await log.store.read(stream))).toEqual(idsOf(events));
    });

    it('gives each revision to exactly one of two writers', async () => {
      const stream = newStream();
      const race = async (store: ContractStore['store'], wins: Map<number, string>): Promise<void> => {
        for (let expected: number | 'no-stream' = 'no-stream'; expected === 'no-stream' || expected < 30; ) {
          const event = newEvent();
          const result: AppendResult = await store.append({ stream, expected, events: [event] });
          if (result.outcome === 'appended') wins.set(result.revision, event.id);
          expected =
            result.outcome === 'conflict' ? result.current : (result as { revision: number }).revision;
        }
      };
      const wins = [new Map<number, string>(), new Map<number, string>()] as const;
      await Promise.all([race(log.store, wins[0]), race(log.elsewhere, wins[1])]);
      const events = await log.store.read(stream);
      expect(wins[0].size + wins[1].size).toBe(events.length);
      for (const { revision, id } of events) {
        expect([wins[0].get(revision), wins[1].get(revision)].filter(Boolean)).toEqual([id]);
      }
    });

    it('gives chained appends and a foreign one revisions without a gap', async () => {
      for (let round = 0; round < 20; round++) {
        const stream = await openStream(log.store, 1);
        const chained = [0, 1, 2].map((expected) =>
          log.store.append({ stream, expected, events: newEvents(1) }),
        );
        const foreign = newEvent();
        const [results, other] = await Promise.all([
          Promise.all(chained),
          log.elsewhere.append({ stream, expected: 0, events: [foreign] }),
        ]);
        const events = await log.store.read(stream);
        expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
        expect(events[1]?.id === foreign.id).toBe(other.outcome === 'appended');
        const standing = results.filter(({ outcome }) => outcome === 'appended');
        expect(events).toHaveLength(1 + standing.length + (other.outcome === 'appended' ? 1 : 0));
      }
    });

    it('is read in pages, from any revision, forwards and backwards', async () => {
      const stream = await openStream(log.store, 10);
      const revisions = async (options: Parameters<typeof log.store.read>[1]) =>
        (await log.store.read(stream, options)).map(({ revision }) => revision);
      expect(await revisions({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await revisions({ limit: 3 })).toEqual([0, 1, 2]);
      expect(await revisions({ from: 3, limit: 4 })).toEqual([3, 4, 5, 6]);
      expect(await revisions({ from: 8, limit: 4 })).toEqual([8, 9]);
      expect(await revisions({ from: 10 })).toEqual([]);
      expect(await revisions({ backwards: true, limit: 2 })).toEqual([9, 8]);
      expect(await revisions({ backwards: true, from: 4, limit: 3 })).toEqual([4, 3, 2]);
      expect(await revisions({ backwards: true, from: 1 })).toEqual([1, 0]);
      expect(await revisions({ backwards: true, from: Number.MAX_SAFE_INTEGER, limit: 1 })).toEqual([9]);
    });

    it('is told from the others that are read at the same moment', async () => {
      const streams = await Promise.all(
        Array.from({ length: 70 }, (_, n) => openStream(log.store, 1 + (n % 5))),
      );
      const alone: string[][] = [];
      for (const stream of streams) alone.push(idsOf(await log.store.read(stream)));
      const wishes = [...streams, newStream(), ...streams, streams[4] as string];
      const together = await Promise.all(
        wishes.map(async (stream, n) => idsOf(await log.store.read(stream, { from: n % 3 }))),
      );
      const known = new Map(streams.map((stream, n) => [stream, alone[n]]));
      expect(together).toEqual(wishes.map((stream, n) => (known.get(stream) ?? []).slice(n % 3)));
    });

    it('keeps data and metadata exactly, with sorted keys', async () => {
      const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }).filter((value) => isStorable(value));
      await fc.assert(
        fc.asyncProperty(fc.dictionary(fc.string(), json), fc.string(), async (data, area) => {
          const event = newEvent({ data, meta: { ...newEvent().meta, area } });
          fc.pre(isStorable(data) && isStorable(area));
          const request = opening([event]);
          await stored(log.store, request);
          const [read] = await log.store.read(request.stream);
          expect(JSON.stringify(read?.data)).toBe(JSON.stringify(JSON.parse(encode(data))));
          expect(read?.data).toEqual(JSON.parse(JSON.stringify(data)));
          expect(JSON.stringify(read?.meta)).toBe(encode(event.meta));
        }),
        { numRuns: 150 },
      );
      expect(encode({ b: 1, a: { d: [2, { f: 3, e: 4 }], c: undefined } })).toBe(
        '{"a":{"d":[2,{"e":4,"f":3}]},"b":1}',
      );
    });

    it('loses and doubles nothing under twenty writers in two processes', async () => {
      const acknowledged = new Map<string, string[]>();
      await inLanes(20, 400, async (number) => {
        const store = number % 2 ? log.store : log.elsewhere;
        const request = opening(newEvents(1 + (number % 3)));
        await stored(store, request);
        const more = newEvents(1);
        const expected = request.events.length - 1;
        await stored(store, { stream: request.stream, expected, events: more });
        acknowledged.set(request.stream, idsOf([...request.events, ...more]));
      });
      expect(acknowledged.size).toBe(400);
      for (const [stream, ids] of acknowledged) expect(idsOf(await log.store.read(stream))).toEqual(ids);
    });

    it('keeps its order of requests where one is too large to travel with the others', async () => {
      const stream = newStream();
      const large = newEvent({ data: { text: 'x'.repeat(200_000), key: randomUUID() } });
      const results = await Promise.all([
        log.store.append({ stream, expected: 'no-stream', events: [large] }),
        ...Array.from({ length: 30 }, () => log.store.append(opening([newEvent({ data: large.data })]))),
        log.store.append({ stream, expected: 0, events: newEvents(1) }),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'appended'));
    });
  });
}

/** JSON as the codec takes it: no NUL, no half characters, no -0 (written as 0). */
function isStorable(value: unknown): boolean {
  try {
    return encode(value) !== '' && !Object.is(value, -0) && !JSON.stringify(value).includes('-0');
  } catch {
    return false;
  }
}
