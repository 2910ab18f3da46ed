import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { AnyProjection } from './projection.js';
import { type TotalsChange, totalsSteps } from './totals-fold.js';

/** A row with the position since which it stands. */
export interface StandingRow {
  readonly row: object;
  readonly since: string;
}

/** A row that stood from `since` (inclusive) until `until` (exclusive). */
export interface PastRow extends StandingRow {
  readonly until: string;
}

/** A stream that a projection cannot read on, from the given event. */
export interface Poisoned {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly type: string;
  readonly error: string;
}

/** What a batch does to a view; written by one statement a table. */
export interface FoldedBatch {
  readonly rows: ReadonlyMap<string, StandingRow>;
  readonly past: readonly PastRow[];
  readonly poisoned: readonly Poisoned[];
  /** For each of the projection's totals, in the order of the log, what changed. */
  readonly totals: readonly (readonly TotalsChange[])[];
}

/** The row's key: the stream's name without its kind. */
export function keyOf(projection: Pick<AnyProjection, 'streams'>, stream: string): string | null {
  return stream.startsWith(`${projection.streams}-`) ? stream.slice(projection.streams.length + 1) : null;
}

/**
 * Folds the projection's events of a batch over the rows as they stand. An event whose handler throws leaves its row
 * as it was before it, and its stream is reported; the stream's later events in the batch are left alone.
 */
export function foldBatch(
  projection: AnyProjection,
  standing: ReadonlyMap<string, StandingRow>,
  events: readonly RecordedEvent[],
): FoldedBatch {
  const rows = new Map<string, StandingRow>();
  const past: PastRow[] = [];
  const poisoned = new Map<string, Poisoned>();
  const totals = (projection.totals ?? []).map((declared) => ({
    step: totalsSteps(declared),
    changes: [] as TotalsChange[],
  }));
  for (const event of events) {
    const key = keyOf(projection, event.stream);
    if (key === null || poisoned.has(event.stream)) continue;
    const before = rows.get(key) ?? standing.get(key) ?? null;
    try {
      const after = apply(projection, before?.row ?? null, event);
      if (after === undefined) continue;
      const changed = totals.map(({ step }) => step(before?.row ?? null, after, event.position));
      for (const [index, one] of totals.entries()) one.changes.push(...(changed[index] ?? []));
      if (before !== null && projection.keepsPast) past.push({ ...before, until: event.position });
      rows.set(key, { row: after, since: event.position });
    } catch (error) {
      poisoned.set(event.stream, poison(event, error));
    }
  }
  return {
    rows,
    past,
    poisoned: [...poisoned.values()],
    totals: totals.map(({ changes }) => changes),
  };
}

/** The parking entry of an event that could not be read. */
export function poison(event: RecordedEvent, error: unknown): Poisoned {
  return {
    stream: event.stream,
    revision: event.revision,
    eventId: event.id,
    type: event.type,
    error: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
  };
}

function apply(projection: AnyProjection, row: object | null, event: RecordedEvent): object | undefined {
  const upcast = projection.upcast(event);
  const handler = projection.on[event.type];
  if (handler === undefined) throw new Error(`${projection.name} does not know ${event.type}.`);
  if (handler === 'ignored') return undefined;
  return handler(row, {
    ...upcast,
    by: event.meta.actor,
    at: event.recordedAt.toISOString(),
    stream: event.stream,
    revision: event.revision,
    position: event.position,
  });
}
