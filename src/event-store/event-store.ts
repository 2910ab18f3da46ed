import type { NewEvent, Position, RecordedEvent } from './recorded-event.js';

/** Where a writer believes the stream ends: nothing there yet, or the revision of its last event. */
export type ExpectedRevision = 'no-stream' | number;

export interface AppendRequest {
  readonly stream: string;
  /** Exact. There is no "any": a retry with it writes a second copy. */
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

export type AppendResult =
  /** Stored now (`appended`) or by an earlier try with the same ids at the same place (`duplicate`). */
  | {
      readonly outcome: 'appended' | 'duplicate';
      /** Revision of the last event of the request. */
      readonly revision: number;
      /** One for each event of the request. */
      readonly positions: readonly Position[];
      /** Of every event; null where they have not one time. Read the stream where it must be answered. */
      readonly recordedAt: Date | null;
    }
  /** The stream ends elsewhere. */
  | { readonly outcome: 'conflict'; readonly current: ExpectedRevision }
  /** Some ids of the request are stored already, but not this request: a programming error. */
  | { readonly outcome: 'overlap' };

export interface ReadOptions {
  /** First revision to read; by default the first (the last, when backwards). */
  readonly from?: number;
  /** At most this many events; by default all. */
  readonly limit?: number;
  readonly backwards?: boolean;
}

/** Bounds that hold for every adapter; checked before anything is sent. */
export const BOUNDS = {
  /** `<kind>-<rest>`, no `$`, no white space. */
  stream: /^[a-z][a-z-]{0,31}-[A-Za-z0-9][A-Za-z0-9._-]{0,160}$/,
  type: /^[A-Z][A-Za-z0-9]{0,63}$/,
  /** The last revision that an append may expect. */
  revision: 2_000_000_000,
  eventsPerAppend: 100,
  bytesPerEvent: 256 * 1024,
  bytesPerAppend: 900 * 1024,
} as const;

/** The store cannot be reached or did not answer in time; whether an append was stored is not known. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** The bounded queue in front of the store is full. */
export class StoreOverloaded extends Error {
  constructor() {
    super('More is waiting to be written than may wait.');
    this.name = 'StoreOverloaded';
  }
}

/** A request that no store may be given: an empty append, a bad name, something over a bound. */
export class InvalidAppend extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAppend';
  }
}

/**
 * Port to the streams: writing at an exact revision and reading one stream.
 * Errors: `InvalidAppend` before anything is sent, `StoreOverloaded`, `StoreUnavailable`.
 */
export abstract class EventStore {
  abstract append(request: AppendRequest): Promise<AppendResult>;
  /** The events of one stream in order; empty where there is no such stream. */
  abstract read(stream: string, options?: ReadOptions): Promise<RecordedEvent[]>;
}
