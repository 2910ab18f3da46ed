import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import type { AppendRequest, AppendResult, EventStore } from '../../src/event-store/event-store.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-feed.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import type { NewEvent, RecordedEvent } from '../../src/event-store/recorded-event.js';
import { newEvent, readToEnd } from '../contract/samples.js';
import { InMemoryEventStore } from '../support/in-memory-event-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** An append as data: a stream, a guess where it ends, and which of a few known events to append. */
interface Move {
  readonly stream: number;
  readonly expected: number;
  readonly events: readonly number[];
}

/** An append that was carried out beside others. */
interface Call {
  readonly request: AppendRequest;
  readonly result: AppendResult;
  /** Events that were surely stored before it began. */
  readonly after: number;
}

const EVENTS = 14;
const STREAMS = 3;

const move = fc.record<Move>({
  stream: fc.nat(STREAMS - 1),
  expected: fc.integer({ min: -1, max: 5 }),
  events: fc.uniqueArray(fc.nat(EVENTS - 1), { minLength: 1, maxLength: 3 }),
});

/** Moves that mostly continue their streams, so that histories grow; the others are guesses and retries. */
const moves = fc.array(fc.oneof(move, { arbitrary: fc.nat(99), weight: 2 }), { minLength: 1, maxLength: 25 });

/** Streams and events of one run, the same for the store and for the model. */
class Cast {
  readonly streams = Array.from({ length: STREAMS }, () => `note-${randomUUID()}`);
  readonly events: NewEvent[] = Array.from({ length: EVENTS }, (_, number) => newEvent({ data: { number } }));

  request(move: Move | number, used: readonly AppendRequest[]): AppendRequest {
    if (typeof move === 'number' && used.length > 0 && move % 3 === 0) {
      return used[move % used.length] as AppendRequest;
    }
    const { stream, expected, events } = typeof move === 'number' ? this.fresh(move, used) : move;
    return {
      stream: this.streams[stream] as string,
      expected: expected < 0 ? 'no-stream' : expected,
      events: events.map((number) => this.events[number] ?? newEvent()),
    };
  }

  /** Continues a stream where it would end if all so far had gone well, with an event nobody has seen. */
  private fresh(seed: number, used: readonly AppendRequest[]): Move {
    const stream = seed % STREAMS;
    const before = used.filter((request) => request.stream === this.streams[stream]).length;
    return {
      stream,
      expected: Math.min(before, seed % 5) - 1,
      events: seed % 2 ? [EVENTS] : [EVENTS, EVENTS + 1],
    };
  }
}

describe('PostgreSQL and the model', () => {
  let test: TestDatabase;
  let otherPool: pg.Pool;
  let doors: readonly [EventStore, EventStore];
  let feed: PostgresEventFeed;

  beforeAll(async () => {
    test = await createTestDatabase();
    otherPool = new pg.Pool({ connectionString: test.url, max: 4 });
    const logId = await logIdOf(otherPool);
    doors = [new PostgresEventStore(test.database.pool, logId), new PostgresEventStore(otherPool, logId)];
    feed = new PostgresEventFeed(otherPool, logId, new LogWake(test.url));
  });
  afterAll(async () => {
    await otherPool.end();
    await test.drop();
  });

  /** What was written since the position, in log order. */
  const since = (position: string): Promise<RecordedEvent[]> => readToEnd(feed, { position, eventId: null });

  it('answer every history alike, one append after the other', async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (history) => {
        const cast = new Cast();
        const model = new InMemoryEventStore();
        const start = await feed.end();
        const used: AppendRequest[] = [];
        const answers: [AppendResult, AppendResult][] = [];
        for (const [index, one] of history.entries()) {
          const request = cast.request(one, used);
          used.push(request);
          const door = doors[index % 2] as EventStore;
          answers.push([await door.append(request), await model.append(request)]);
        }
        const [log, wanted] = [await since(start), await readToEnd(model, null)];
        expect(log.map(lineOf)).toEqual(wanted.map(lineOf));
        for (const [ours, models] of answers)
          expect(comparable(ours, log)).toEqual(comparable(models, wanted));
        for (const stream of cast.streams) {
          expect((await doors[0].read(stream)).map(lineOf)).toEqual((await model.read(stream)).map(lineOf));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answer appends that race as if they had come one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 4 }), async (lanes) => {
        const cast = new Cast();
        const start = await feed.end();
        const used: AppendRequest[] = [];
        const calls: Call[] = [];
        let surely = 0;
        const run = async (lane: (typeof lanes)[number], door: EventStore): Promise<void> => {
          for (const one of lane) {
            const request = cast.request(one, used);
            used.push(request);
            const after = surely;
            const result = await door.append(request);
            calls.push({ request, result, after });
            if ('positions' in result) surely = Math.max(surely, placeOf(result, start));
          }
        };
        await Promise.all(lanes.map((lane, index) => run(lane, doors[index % 2] as EventStore)));
        await expectLinear(await since(start), calls);
      }),
      { numRuns: 60 },
    );
  });
});

/** What both must agree on. */
function lineOf({ stream, revision, id, type, data, meta }: RecordedEvent): object {
  return { stream, revision, id, type, data, meta };
}

/** An answer with positions counted in its own log. */
function comparable(result: AppendResult, log: readonly RecordedEvent[]): object {
  if (!('positions' in result)) return result;
  const places = result.positions.map((position) => log.findIndex((event) => event.position === position));
  return { outcome: result.outcome, revision: result.revision, places };
}

function numberOf(position: string): number {
  return Number.parseInt(position.slice(9), 16);
}

/** How many events stand up to and including the answered one. */
function placeOf(result: Extract<AppendResult, { positions: unknown }>, start: string): number {
  return numberOf(result.positions.at(-1) as string) - numberOf(start);
}

/**
 * The log is what the appended requests give one after the other, and every other answer was right at some moment
 * while its call was under way.
 */
async function expectLinear(log: readonly RecordedEvent[], calls: readonly Call[]): Promise<void> {
  const appended = calls
    .filter(({ result }) => result.outcome === 'appended')
    .sort((a, b) => String(firstOf(a.result)).localeCompare(String(firstOf(b.result))));
  const model = new InMemoryEventStore();
  const answersAt = new Map<number, string[]>();
  const others = calls.filter((call) => !appended.includes(call));
  const judge = async (place: number): Promise<void> => {
    const answers = await Promise.all(
      others.map(async ({ request }) => shapeOf(await asked(model, request))),
    );
    answersAt.set(place, answers);
  };
  await judge(0);
  let place = 0;
  for (const { request, result } of appended) {
    const again = await model.append(request);
    expect(shapeOf(again)).toBe(shapeOf(result));
    place += request.events.length;
    await judge(place);
  }
  expect((await readToEnd(model, null)).map(lineOf)).toEqual(log.map(lineOf));
  others.forEach(({ result, after }, index) => {
    const moments = [...answersAt].filter(([at]) => at >= after).map(([, answers]) => answers[index]);
    expect(moments).toContain(shapeOf(result));
  });
}

function firstOf(result: AppendResult): string {
  return 'positions' in result ? (result.positions[0] as string) : '';
}

/** What the model would answer, without letting it store anything. */
async function asked(model: InMemoryEventStore, request: AppendRequest): Promise<AppendResult> {
  const copy = new InMemoryEventStore();
  for (const { stream, revision, ...event } of await readToEnd(model, null)) {
    await copy.append({ stream, expected: revision === 0 ? 'no-stream' : revision - 1, events: [event] });
  }
  return copy.append(request);
}

function shapeOf(result: AppendResult): string {
  const { outcome } = result;
  if ('positions' in result) return `${outcome} ${result.revision}`;
  return outcome === 'conflict' ? `conflict ${result.current}` : outcome;
}
