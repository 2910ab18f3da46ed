import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { DomainEvent, Fact } from '../kernel/decider.js';

/** A fact with its place in the log and in its stream. */
export type Projected<E extends DomainEvent> = Fact<E> & {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
};

/** What one type of event does to its row: a new row from the old one (null before the first), or nothing. */
export type Handler<Row, E extends DomainEvent> = 'ignored' | ((row: Row | null, event: Projected<E>) => Row);

/**
 * A view as data: one row for each stream of its kind. Every type of event has an entry in `on`; forgetting one is a
 * compile error. Raise `version` whenever the columns or a handler change: the new table is built beside the old.
 */
export interface Projection<Row extends object, E extends DomainEvent> {
  /** Lower-case with underscores, e.g. `case_list`. */
  readonly name: string;
  readonly version: number;
  /** Streams it reads: `case` reads `case-…`. Events of other streams are passed over. */
  readonly streams: string;
  /** Column → PostgreSQL type (with constraints). The columns are the row's members. */
  readonly columns: { readonly [C in keyof Row & string]: string };
  /** The column that holds the row's key: the stream's name without its kind. */
  readonly key: keyof Row & string;
  /** `create index` tails, e.g. `(area collate "C")` or `using gin (place gin_trgm_ops)`. */
  readonly indexes: readonly string[];
  /** Keeps every past row with the positions between which it stood, so that any instant can be asked for. */
  readonly keepsPast: boolean;
  /** Brings a stored event to its newest shape. */
  upcast(event: RecordedEvent): E;
  readonly on: { readonly [T in E['type']]: Handler<Row, Extract<E, { type: T }>> };
}

/** A projection of whatever rows and events: the type in which lists of them are kept. */
// biome-ignore lint/suspicious/noExplicitAny: handlers are contravariant in their events, so no narrower type holds them all
export type AnyProjection = Projection<any, any>;

/** The table of a projection's version: code reads only its own. Columns: the row's, and `since` (position). */
export function tableOf({ name, version }: Pick<AnyProjection, 'name' | 'version'>): string {
  return `${name}_v${version}`;
}

/** The table of past rows: the row's columns, `since` and `until` (positions). */
export function pastTableOf(projection: Pick<AnyProjection, 'name' | 'version'>): string {
  return `${tableOf(projection)}_past`;
}
