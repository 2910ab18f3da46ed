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

/** What one row adds to the totals of one key. */
export interface Share {
  /** A value for each key column, in their order. */
  readonly key: readonly string[];
  /** Counters that are not named are zero. */
  readonly counters: Readonly<Record<string, number>>;
  /** RFC 3339: of all rows of the key the latest stands in the column `latest`. */
  readonly latest?: string;
}

/**
 * Sums over the rows of a view that can be looked up for any instant: for every key one line stands at each position at
 * which its sums changed, so that the last line up to a position tells them, whatever the number of rows. What a row adds
 * is told by the row alone: the difference between what it added before and after an event is what the event changes.
 */
export interface Totals<Row extends object> {
  /** Ends the table's name. */
  readonly name: string;
  /** Column → PostgreSQL type. */
  readonly key: Readonly<Record<string, string>>;
  /** Columns of whole numbers. */
  readonly counters: readonly string[];
  of(row: Row): readonly Share[];
}

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
  /** `create index` tails of the table of past rows. */
  readonly pastIndexes?: readonly string[];
  /** Sums over the rows, for any instant. */
  readonly totals?: readonly Totals<Row>[];
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

/** The table of running totals: their key, `position`, their counters, and `latest`. */
export function totalsTableOf(
  projection: Pick<AnyProjection, 'name' | 'version'>,
  { name }: { readonly name: string },
): string {
  return `${tableOf(projection)}_${name}`;
}
