import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import type { DoubleFaults } from './double-faults.js';
import type { DoubleLog, Logged } from './double-log.js';
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  eventAnswer,
  notFoundAnswer,
} from './double-messages.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

/** A read that the server breaks off, with gRPC's number. */
export class Broken extends Error {
  constructor(
    readonly code: number,
    readonly details: string,
  ) {
    super(details);
  }
}

/** The events that a read with an end answers. Throws `Broken`; 'not-found' for a stream that is not there. */
export function eventsOf(log: DoubleLog, options: Options): readonly Logged[] | 'not-found' {
  const backwards = options.getReadDirection() === 1;
  const limit = Number(options.getCount());
  const stream = options.getStream();
  if (stream !== undefined) {
    const events = log.stream(nameIn(stream));
    if (events === undefined || events.length === 0) return 'not-found';
    const from = stream.hasEnd()
      ? Number.MAX_SAFE_INTEGER
      : stream.hasStart()
        ? 0
        : Number(stream.getRevision());
    const wanted = backwards
      ? events.filter(({ revision }) => revision <= from).reverse()
      : events.filter(({ revision }) => revision >= from);
    return wanted.slice(0, limit);
  }
  return allOf(log, options, backwards).filter(filterOf(options)).slice(0, limit);
}

function allOf(log: DoubleLog, options: Options, backwards: boolean): Logged[] {
  const all = options.getAll();
  const position = positionIn(options);
  if (all?.hasEnd()) return backwards ? [...log.all()].reverse() : [];
  if (position === undefined) return backwards ? [] : [...log.all()];
  if (position > 2n ** 63n - 1n) throw new Broken(status.UNKNOWN, 'Exception was thrown by handler.');
  if (!log.isBoundary(position)) {
    const kind = options.hasFilter() ? 'FilteredReadAllResult' : 'ReadAllResult';
    throw new Broken(status.UNKNOWN, `Unexpected ${kind}: InvalidPosition`);
  }
  if (backwards)
    return log
      .all()
      .filter((event) => event.position < position)
      .reverse();
  return log.all().filter((event) => event.position >= position);
}

/** The log after a position and then live, until the caller leaves. */
export class DoubleSubscription {
  private next: number;
  private readonly after: bigint;
  private readonly matches: (event: Logged) => boolean;
  private written = 0;
  private isLive = false;
  private isWaiting = false;

  constructor(
    private readonly call: ReadCall,
    private readonly log: DoubleLog,
    options: Options,
    private readonly faults: DoubleFaults,
  ) {
    call.write(confirmationAnswer(randomUUID()));
    const isEnd = options.getAll()?.hasEnd() ?? false;
    const position = positionIn(options);
    if (position !== undefined && !log.isBoundary(position)) {
      throw new Broken(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
    }
    this.after = position ?? -1n;
    this.next = isEnd ? log.indexed : 0;
    this.matches = filterOf(options);
  }

  /** Sends what there is; the call takes no more than its reader does. */
  push(): void {
    if (this.isWaiting) return;
    while (this.next < this.log.indexed) {
      const event = this.log.events[this.next++] as Logged;
      if (event.position <= this.after || !this.matches(event)) continue;
      if (this.fails()) return;
      this.written++;
      if (!this.call.write(eventAnswer(event))) {
        this.wait();
        return;
      }
    }
    if (this.isLive) return;
    this.isLive = true;
    const last = this.log.all().at(-1);
    if (last !== undefined && last.position > this.after) this.call.write(checkpointAnswer(last.position));
    this.call.write(caughtUpAnswer());
  }

  private wait(): void {
    this.isWaiting = true;
    this.call.once('drain', () => {
      this.isWaiting = false;
      this.push();
    });
  }

  private fails(): boolean {
    const { breakReads, stallSubscriptions } = this.faults;
    if (breakReads.left > 0 && this.written >= breakReads.after) {
      breakReads.left--;
      this.call.emit('error', Object.assign(new Error('Connection dropped'), { code: status.UNAVAILABLE }));
      this.isWaiting = true;
    } else if (stallSubscriptions.left > 0 && this.written >= stallSubscriptions.after) {
      stallSubscriptions.left--;
      this.isWaiting = true;
    }
    return this.isWaiting;
  }
}

/** Answers a read with an end. */
export function answerRead(call: ReadCall, log: DoubleLog, faults: DoubleFaults): void {
  const options = call.request.getOptions() as Options;
  const events = eventsOf(log, options);
  if (events === 'not-found') {
    call.write(notFoundAnswer(nameIn(options.getStream() as ReadReq.Options.StreamOptions)));
    call.end();
    return;
  }
  const { breakReads } = faults;
  const breaks = breakReads.left > 0 && events.length > breakReads.after;
  for (const event of breaks ? events.slice(0, breakReads.after) : events) call.write(eventAnswer(event));
  if (breaks) {
    breakReads.left--;
    throw new Broken(status.UNAVAILABLE, 'Connection dropped');
  }
  call.end();
}

function nameIn(stream: ReadReq.Options.StreamOptions): string {
  return Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
}

function positionIn(options: Options): bigint | undefined {
  const position = options.getAll()?.getPosition();
  return position === undefined ? undefined : BigInt(position.getCommitPosition());
}

function filterOf(options: Options): (event: Logged) => boolean {
  const names = options.getFilter()?.getStreamIdentifier()?.getRegex();
  if (names === undefined || names === '') return () => true;
  const pattern = new RegExp(names);
  return ({ stream }) => pattern.test(stream);
}
