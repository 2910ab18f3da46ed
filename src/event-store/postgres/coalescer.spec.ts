import type pg from 'pg';
import { StoreOverloaded, StoreUnavailable } from '../event-store.js';
import { Coalescer, type FlushAnswer, type Placement } from './coalescer.js';

/** One statement under way: who travels in it, and how it ends. */
interface Flight {
  readonly streams: readonly string[];
  readonly bytes: number;
  answer(outcome?: FlushAnswer['outcome']): void;
  refuse(error: unknown): void;
}

/** A pool that sends nothing; what was asked waits until the test answers it. */
class HeldPool {
  readonly flights: Flight[] = [];

  readonly given: boolean[] = [];

  async connect(): Promise<object> {
    const release = (broken: boolean) => this.given.push(broken);
    const ignore = () => undefined;
    return {
      query: (statement: { values: Buffer[] }) => this.query(statement),
      on: ignore,
      off: ignore,
      release,
    };
  }

  private query({ values }: { values: Buffer[] }): Promise<{ rows: FlushAnswer[] }> {
    const [, streams, , , , datas] = values.map(read);
    return new Promise((resolve, reject) => {
      const names = (streams as Buffer[]).map(String);
      this.flights.push({
        streams: names,
        bytes: (datas as Buffer[]).reduce((sum, data) => sum + data.length, 0),
        answer: (outcome = 'ok') => {
          resolve({ rows: names.map((_, index) => ({ outcome, rev: 0, pos: index + 1, at: new Date() })) });
        },
        refuse: reject,
      });
    });
  }
}

/** The elements of an array in the server's binary form. */
function read(array: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  for (let at = 20; at < array.length; ) {
    const size = array.readInt32BE(at);
    elements.push(array.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  expect(array.readInt32BE(12)).toBe(elements.length);
  return elements;
}

function placement(stream: string, bytes = 10): Placement {
  const event = { id: crypto.randomUUID(), type: 'NoteTaken', data: 'x'.repeat(bytes), meta: '' };
  return { stream, first: 0, events: [event], bytes };
}

const turns = async (count = 3): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

function fault(code: string): Error {
  return Object.assign(new Error(`SQLSTATE ${code}`), { code });
}

describe('the coalescer', () => {
  let pool: HeldPool;
  let coalescer: Coalescer;
  beforeEach(() => {
    pool = new HeldPool();
    coalescer = new Coalescer(pool as unknown as pg.Pool);
  });

  /** The outcome, or the name of the error. */
  const add = (stream: string, bytes?: number): Promise<string> =>
    coalescer.add(placement(stream, bytes)).then(
      ([answer]) => answer?.outcome ?? 'none',
      (error: Error) => error.name,
    );

  it('joins what arrives together into two statements at most, and all that waits into the next', async () => {
    const first = Array.from({ length: 20 }, (_, index) => add(`a-${index}`));
    await turns();
    expect(pool.flights.map(({ streams }) => streams.length)).toEqual([10, 10]);
    const second = Array.from({ length: 30 }, (_, index) => add(`b-${index}`));
    await turns();
    expect(pool.flights).toHaveLength(2);
    pool.flights[0]?.answer();
    await turns();
    expect(pool.flights[2]?.streams).toHaveLength(30);
    for (const flight of pool.flights) flight.answer();
    expect(new Set(await Promise.all([...first, ...second]))).toEqual(new Set(['ok']));
  });

  it('never has two requests of one stream under way, and keeps their order', async () => {
    const streams = Array.from({ length: 6 }, () => ['a-1', 'b-1']).flat();
    const order: string[] = [];
    const all = streams.map((stream, index) => add(stream).then(() => order.push(`${stream} ${index}`)));
    for (let next = 0; next < 6; next++) {
      await turns();
      expect(pool.flights.slice(next).flatMap((flight) => flight.streams)).toEqual(['a-1', 'b-1']);
      pool.flights[next]?.answer();
    }
    await Promise.all(all);
    expect(order).toEqual(streams.map((stream, index) => `${stream} ${index}`));
  });

  it('takes at most 200 requests and 4 MiB in one statement, oldest first, and passes nothing large over', async () => {
    for (let index = 0; index < 500; index++) void add(`a-${index}`);
    await turns();
    expect(pool.flights.map(({ streams }) => streams.length)).toEqual([200, 200]);
    expect(pool.flights[0]?.streams[199]).toBe('a-199');
    pool.flights[0]?.answer();
    await turns();
    expect(pool.flights[2]?.streams).toHaveLength(100);
    const large = Array.from({ length: 12 }, (_, index) => add(`large-${index}`, 900_000));
    void add('large-11');
    for (let flight = 1; flight < pool.flights.length; flight++) {
      pool.flights[flight]?.answer();
      await turns();
    }
    await Promise.all(large);
    const later = pool.flights.slice(3);
    for (const { bytes } of later) expect(bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(later[0]?.streams).toContain('large-0');
    const place = (stream: string) => later.findIndex(({ streams }) => streams.includes(stream));
    expect(place('large-0')).toBeLessThanOrEqual(place('large-11'));
    expect(later.flatMap(({ streams }) => streams).filter((stream) => stream === 'large-11')).toHaveLength(2);
  });

  it('bounds what waits, in number and in bytes', async () => {
    const many = Array.from({ length: 5_001 }, (_, index) => coalescer.add(placement(`a-${index}`)));
    await expect(many[5_000]).rejects.toBeInstanceOf(StoreOverloaded);
    for (let flight = 0; flight < 30; flight++) {
      await turns();
      pool.flights[flight]?.answer();
    }
    await Promise.all(many.slice(0, 5_000));
    const heavy = Array.from({ length: 100 }, (_, index) => coalescer.add(placement(`b-${index}`, 900_000)));
    const results = Promise.allSettled(heavy);
    for (let flight = 0; flight < pool.flights.length || flight < 60; flight++) {
      await turns();
      pool.flights[flight]?.answer();
    }
    const refused = (await results).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(100 - Math.floor((64 * 1024 * 1024) / 900_000));
    const later = add('b-1', 900_000);
    await turns();
    pool.flights.at(-1)?.answer();
    expect(await later).toBe('ok');
  });

  it('sends what the database refuses one by one, so that it fails alone', async () => {
    const all = ['a-1', 'a-2', 'a-3'].map((stream) => add(stream));
    await turns();
    pool.flights[0]?.refuse(fault('23505'));
    await turns();
    expect(pool.flights[1]?.streams).toEqual(['a-1']);
    pool.flights[1]?.refuse(fault('23505'));
    await turns();
    expect(pool.flights[2]?.streams).toEqual(['a-2']);
    pool.flights[2]?.answer();
    await turns();
    expect(pool.flights[3]?.streams).toEqual(['a-3']);
    pool.flights[3]?.answer();
    expect(await Promise.all(all)).toEqual(['StoreUnavailable', 'ok', 'ok']);
    expect(pool.given).not.toContain(true);
  });

  it('lets few wait for the statement under way, and many go in a second one', async () => {
    const first = add('a-1');
    await turns();
    const few = ['b-1', 'b-2', 'b-3'].map((stream) => add(stream));
    await turns();
    expect(pool.flights).toHaveLength(1);
    const many = add('b-4');
    await turns();
    expect(pool.flights[1]?.streams).toEqual(['b-1', 'b-2', 'b-3', 'b-4']);
    for (const flight of pool.flights) flight.answer();
    expect(await Promise.all([first, ...few, many])).toEqual(Array(5).fill('ok'));
  });

  it('sends again once where a connection broke, then says that the outcome is not known', async () => {
    const one = add('a-1');
    await turns();
    pool.flights[0]?.refuse(new Error('Connection terminated unexpectedly'));
    await turns();
    pool.flights[1]?.answer('dup');
    expect(await one).toBe('dup');
    expect(pool.given).toEqual([true, false]);
    const two = coalescer.add(placement('a-1'));
    await turns();
    pool.flights[2]?.refuse(fault('57P01'));
    await turns();
    pool.flights[3]?.refuse(fault('ECONNREFUSED'));
    await expect(two).rejects.toBeInstanceOf(StoreUnavailable);
    const three = coalescer.add(placement('a-1'));
    await turns();
    pool.flights[4]?.refuse(new Error('Query read timeout'));
    await expect(three).rejects.toBeInstanceOf(StoreUnavailable);
    expect(pool.flights).toHaveLength(5);
    const four = add('a-1');
    await turns();
    pool.flights[5]?.answer();
    expect(await four).toBe('ok');
  });
});
