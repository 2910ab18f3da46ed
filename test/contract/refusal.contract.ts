import { randomUUID } from 'node:crypto';
import { type AppendRequest, BOUNDS, InvalidAppend } from '../../src/event-store/event-store.js';
import type { NewEvent } from '../../src/event-store/recorded-event.js';
import type { ContractStore, MakeStore } from './contract-store.js';
import { newEvent, newEvents, newStream, opening, stored } from './samples.js';

class Place {
  readonly code = '33.74';
}

const NESTED = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as object;
const withData = (data: unknown): AppendRequest => opening([newEvent({ data: data as object })]);
const withEvent = (over: Record<string, unknown>): AppendRequest =>
  opening([newEvent(over as Partial<NewEvent>)]);
const onStream = (stream: unknown): AppendRequest => ({ ...opening(), stream: stream as string });
const expecting = (expected: unknown): AppendRequest => ({ ...opening(), expected: expected as number });
const twin = newEvent();

/** What no store may be given, each with the reason why. */
const INVALID: Record<string, AppendRequest> = {
  'no event at all': opening([]),
  'more events than an append may hold': opening(newEvents(BOUNDS.eventsPerAppend + 1)),
  'one id twice': opening([twin, { ...twin }]),
  'an id that is no UUID': withEvent({ id: 'first' }),
  'an id in capitals': withEvent({ id: randomUUID().toUpperCase() }),
  'an id with something after it': withEvent({ id: `${randomUUID()}\n` }),
  'an id that is no text': withEvent({ id: 7 }),
  'an empty type': withEvent({ type: '' }),
  'a type with a space': withEvent({ type: 'Case Recorded' }),
  'a type in small letters': withEvent({ type: 'recorded' }),
  'a type that is a list': withEvent({ type: ['CaseRecorded'] }),
  'an empty name': onStream(''),
  'the name of all streams': onStream('$all'),
  'a system stream': onStream('$case-1'),
  'a name without a kind': onStream('case'),
  'a name with white space': onStream('case-1 2'),
  'a name with a line end': onStream('case-1\n'),
  'a name with NUL': onStream('case-1\u0000'),
  'a name that is too long': onStream(`case-${'1'.repeat(200)}`),
  'a name that is no text': onStream(['case-1']),
  'any revision': expecting('any'),
  'no revision': expecting(undefined),
  'a negative revision': expecting(-1),
  'half a revision': expecting(0.5),
  'a revision that is no number': expecting(Number.NaN),
  'a revision beyond any stream': expecting(2 ** 40),
  'the revision 2^64 - 1': expecting(18_446_744_073_709_551_615n),
  'NUL in a text': withData({ text: 'a\u0000b' }),
  'NUL in a key': withData({ 'a\u0000': 1 }),
  'half a character': withData({ text: 'a\ud83d' }),
  'the other half of a character': withData({ text: '\ude00a' }),
  'half a character in a key': withData({ '\ud83d': 1 }),
  'half a character in the metadata': withEvent({ meta: { ...twin.meta, area: '\ud83d' } }),
  'a number without end': withData({ count: Number.POSITIVE_INFINITY }),
  'no number': withData({ count: Number.NaN }),
  'undefined in a list': withData({ list: [undefined] }),
  'a list with a hole': withData({ list: new Array(2) }),
  'a BigInt': withData({ count: 1n }),
  'a date': withData({ at: new Date() }),
  'an invalid date': withData({ at: new Date(Number.NaN) }),
  'a map': withData({ map: new Map() }),
  bytes: withData({ bytes: Buffer.from('a') }),
  'an instance of a class': withData({ place: new Place() }),
  'data that is an instance of a class': withData(new Place()),
  'an object made from another': withData({ place: Object.create({ code: '33' }) }),
  'a function': withData({ text: () => 'a' }),
  'an own toJSON': withData({ toJSON: () => ({}) }),
  'a symbol': withData({ text: Symbol('a') }),
  'deep nesting': withData(NESTED),
  'data that is a list': withData([1]),
  'data that is a text': withData('text'),
  'data that is null': withData(null),
  'no data': withData(undefined),
  'an event that is too large': withData({ text: 'x'.repeat(BOUNDS.bytesPerEvent) }),
  'an event that is too large only in bytes': withData({ text: 'é'.repeat(BOUNDS.bytesPerEvent / 2) }),
  'an append that is too large': opening(
    Array.from({ length: 5 }, () => newEvent({ data: { text: 'x'.repeat(200_000) } })),
  ),
};

/** What is refused before anything is sent, and never fails a neighbour. */
export function refusalContract(makeStore: MakeStore): void {
  describe('a request that no store may be given', () => {
    let log: ContractStore;
    beforeAll(async () => {
      log = await makeStore();
    });
    afterAll(() => log.close());

    it.each(Object.entries(INVALID))('is refused: %s', async (_, request) => {
      const before = await log.feed.end();
      await expect(log.store.append(request)).rejects.toBeInstanceOf(InvalidAppend);
      expect(await log.feed.end()).toBe(before);
    });

    it('never harms those that were sent with it', async () => {
      const taken = opening();
      await stored(log.store, taken);
      const { stream, events } = taken;
      const requests: AppendRequest[] = Object.values(INVALID).flatMap((request) => [request, opening()]);
      requests.push({ stream, expected: 'no-stream', events: newEvents(1) });
      requests.push(opening(), { stream, expected: 0, events }, opening(), taken, opening());
      const results = await Promise.allSettled(requests.map((request) => log.store.append(request)));
      const outcomes = results.map((result) =>
        result.status === 'fulfilled' ? result.value.outcome : (result.reason as Error).name,
      );
      const expected = Object.values(INVALID).flatMap(() => ['InvalidAppend', 'appended']);
      expect(outcomes.slice(0, expected.length)).toEqual(expected);
      const rest = ['conflict', 'appended', 'overlap', 'appended', 'duplicate', 'appended'];
      expect(outcomes.slice(expected.length)).toEqual(rest);
    });

    it('begins only beyond the bounds', async () => {
      const widest = opening(newEvents(BOUNDS.eventsPerAppend));
      const largest = newEvent({ data: { text: '' } });
      const room = BOUNDS.bytesPerEvent - Buffer.byteLength(JSON.stringify([largest.data, largest.meta])) + 3;
      const heaviest = opening([{ ...largest, data: { text: 'x'.repeat(room) } }]);
      const plain = Object.assign(Object.create(null), { text: 'a' }) as object;
      const odd = opening([newEvent({ data: { ...plain, nothing: undefined, zero: -0, deep: plain } })]);
      for (const request of [widest, heaviest, odd]) {
        expect(await log.store.append(request)).toMatchObject({ outcome: 'appended' });
        expect(await log.store.read(request.stream)).toHaveLength(request.events.length);
      }
      const named = { ...opening(), stream: `case-${newStream().slice(5)}.A_b` };
      expect(await log.store.append(named)).toMatchObject({ outcome: 'appended' });
    });
  });
}
