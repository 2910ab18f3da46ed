import { randomBytes } from 'node:crypto';
import type { Expected } from './double-log.js';
import { Wire } from './wire.js';

/** What a server answered in one step, in words that are the same for every run. */
export interface Step {
  readonly step: string;
  readonly answers: readonly unknown[];
}

const LIMIT = 1_048_576;

/**
 * Walks through what the adapter relies on, and what it guards against, on any server that speaks the protocol. Names,
 * ids and places in the log are replaced by what they stand for, so that two servers can be compared.
 */
export async function walk(url: string): Promise<Step[]> {
  const wire = new Wire(url, randomBytes(6).toString('hex'));
  try {
    const steps: Step[] = [];
    for (const [step, work] of Object.entries(WALK)) steps.push({ step, answers: await work(wire) });
    return wire.named(steps);
  } finally {
    wire.close();
  }
}

type Work = (wire: Wire) => Promise<unknown[]>;

const append =
  (stream: string, expected: Expected, ...events: (readonly [id: string, data: string])[]): Work =>
  (wire) =>
    wire.append(stream, expected, events);
const event = (id: string, data = '{}'): readonly [string, string] => [id, data];
const stream =
  (name: string, place: number | 'start' | 'end', limit: number, backwards = false): Work =>
  (wire) =>
    wire.read((requests) => requests.stream(name, place, limit, backwards));
const log =
  (place: (wire: Wire) => bigint | 'end', limit: number, backwards = false): Work =>
  (wire) =>
    wire.read((requests) => requests.log(place(wire), limit, backwards));
const subscription =
  (place: (wire: Wire) => bigint | null, live?: Work): Work =>
  (wire) =>
    wire.subscribe(place(wire), live);

const WALK: Readonly<Record<string, Work>> = {
  'the server says what it can do': (wire) => wire.features(),
  'a stream is opened': append('a', 'no-stream', event('A')),
  'two events follow in one append': append('a', 0, event('B'), event('C')),
  'the first comes again': append('a', 'no-stream', event('A')),
  'the first comes again with other data': append('a', 'no-stream', event('A', '{"other":1}')),
  'the second append comes again': append('a', 0, event('B'), event('C')),
  'a part of the second append comes again': append('a', 0, event('B')),
  'the rest of the second append comes again': append('a', 1, event('C')),
  'both come again as one': append('a', 'no-stream', event('A'), event('B'), event('C')),
  'the first comes again with any revision': append('a', 'any', event('A')),
  'the stream is opened again by another': append('a', 'no-stream', event('D')),
  'another expects too little': append('a', 0, event('D')),
  'another expects too much': append('a', 7, event('D')),
  'the two come in the other order': append('a', 0, event('C'), event('B')),
  'a known event comes at the wrong place': append('a', 0, event('A')),
  'a known event comes with a new one': append('a', 'no-stream', event('A'), event('D')),
  'a stream that is not there is expected': append('b', 7, event('D')),
  'a stream that is not there is expected to exist': append('b', 'stream-exists', event('D')),
  'a known event comes at the right revision': append('a', 2, event('A')),
  'a known event comes to another stream': append('b', 'no-stream', event('A')),
  'as much as may be': append('c', 'no-stream', event('E', `"${'x'.repeat(LIMIT - 2)}"`)),
  'one byte more than may be': append('d', 'no-stream', event('F', `"${'x'.repeat(LIMIT - 1)}"`)),
  'a deadline that is past': (wire) =>
    wire.append('d', 'no-stream', [event('G')], new Date(Date.now() - 60_000)),
  'a deadline that is far': (wire) =>
    wire.append('d', 'no-stream', [event('G')], new Date(Date.now() + 60_000)),
  'a stream is read': stream('a', 'start', 100),
  'a stream is read in part': stream('a', 1, 2),
  'a stream is read beyond its end': stream('a', 100, 10),
  'a stream is read backwards': stream('a', 'end', 2, true),
  'a stream is read backwards from the middle': stream('a', 1, 100, true),
  'a stream is read backwards from beyond its end': stream('a', 100, 2, true),
  'a stream that is not there is read': stream('nothing', 'start', 10),
  'a stream that is not there is read backwards': stream('nothing', 'end', 10, true),
  'the log is read from an event on': log((wire) => wire.place('a', 1), 2),
  'the log is read from its end': log(() => 'end', 1, true),
  'the log is read from within a record': log((wire) => wire.place('a', 1) + 1n, 2),
  'the log is read from beyond its end': log(() => 10n ** 12n, 2),
  'the log is read from where no number goes': log(() => 2n ** 63n, 2),
  'a subscription begins behind an event, and goes on': subscription(
    (wire) => wire.place('a', 2),
    append('e', 'no-stream', event('H'), event('I')),
  ),
  'a subscription begins within a record': subscription((wire) => wire.place('a', 1) + 1n),
  'a subscription begins beyond the end': subscription(() => 10n ** 12n),
};
