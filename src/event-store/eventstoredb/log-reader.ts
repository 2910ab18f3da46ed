import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { collect } from './collect.js';
import type { Connection } from './connection.js';
import { isFinal, isSenseless } from './faults.js';
import type { Commit } from './log-position.js';
import { logRequest, type StreamSlice, streamRequest } from './read-requests.js';
import { persistently } from './retry.js';
import type { StoredEvent } from './stored-event.js';

/** The server counts no further, and fails where it is asked to. */
const LAST: Commit = 2n ** 63n - 1n;

/** Reads with an end: of one stream, and of our part of the log. Errors: `StoreUnavailable`. */
export class LogReader {
  constructor(private readonly connection: Connection) {}

  /** Empty where there is no such stream. */
  stream(name: string, slice: StreamSlice): Promise<StoredEvent[]> {
    return this.ask(streamRequest(this.connection.space.nameOf(name), slice));
  }

  /** The events from a position on, that of the position included. */
  from(commit: Commit, limit: number): Promise<StoredEvent[]> {
    return this.ask(logRequest(this.connection.space, commit, limit));
  }

  /** The event at a position; undefined where none begins there. */
  async at(commit: Commit): Promise<StoredEvent | undefined> {
    if (commit > LAST) return undefined;
    try {
      const [event] = await this.ask(logRequest(this.connection.space, commit, 1));
      return event?.commit === commit ? event : undefined;
    } catch (error) {
      if (isSenseless(error)) return undefined;
      throw error;
    }
  }

  /** The last event; undefined where there is none. */
  async last(): Promise<StoredEvent | undefined> {
    const [event] = await this.ask(logRequest(this.connection.space, 'end', 1));
    return event;
  }

  private ask(request: ReadReq): Promise<StoredEvent[]> {
    return persistently(
      (ms) => this.connection.use((client) => collect(client, request, ms)),
      (error) => isSenseless(error) || isFinal(error),
    );
  }
}
