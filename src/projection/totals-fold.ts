import type { AnyProjection, Share } from './projection.js';

/** Totals of whatever rows. */
export type AnyTotals = NonNullable<AnyProjection['totals']>[number];

/** What an event adds to the totals of one key. */
export interface TotalsChange {
  readonly position: string;
  readonly key: readonly string[];
  /** In the order of the counters. */
  readonly differences: readonly number[];
  /** Null where the event does not touch it. */
  readonly latest: string | null;
}

/** The totals of a key as they stand; `position` null where there are none yet. */
export interface StandingTotals {
  readonly key: readonly string[];
  readonly position: string | null;
  readonly counters: readonly number[];
  readonly latest: string | null;
}

/** The totals of a key from a position on. */
export interface TotalsLine extends StandingTotals {
  readonly position: string;
}

/** Lines to add after all others, and changes that belong before lines that stand already. */
export interface FoldedTotals {
  readonly lines: readonly TotalsLine[];
  readonly late: readonly TotalsChange[];
}

/** What the step from one row to the next changes in the totals; nothing where it adds the same as before. */
export type TotalsStep = (before: object | null, after: object, position: string) => TotalsChange[];

/** The steps of one batch. What a row adds is reckoned once, though it is the end of one step and the begin of the next. */
export function totalsSteps(totals: AnyTotals): TotalsStep {
  const known = new WeakMap<object, Map<string, Share>>();
  const sharesOf = (row: object): Map<string, Share> => {
    const shares = known.get(row) ?? byKey(totals.of(row));
    known.set(row, shares);
    return shares;
  };
  return (before, after, position) => {
    const old = before === null ? NOTHING : sharesOf(before);
    return changesBetween(totals, old, sharesOf(after), position);
  };
}

const NOTHING: ReadonlyMap<string, Share> = new Map();

function changesBetween(
  { counters }: AnyTotals,
  old: ReadonlyMap<string, Share>,
  now: ReadonlyMap<string, Share>,
  position: string,
): TotalsChange[] {
  const changes: TotalsChange[] = [];
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(id), now.get(id)];
    const differences = counters.map((name) => (is?.counters[name] ?? 0) - (was?.counters[name] ?? 0));
    const latest = isLater(is?.latest, was?.latest) ? (is?.latest ?? null) : null;
    if (latest === null && differences.every((one) => one === 0)) continue;
    changes.push({ position, key: (is ?? (was as Share)).key, differences, latest });
  }
  return changes;
}

/**
 * Adds changes, in the order of the log, to the totals as they stand. A change that comes late (its stream was parked
 * and read again) is told apart: the lines after it are raised by it, so that they are what a rebuild would make.
 */
export function foldTotals(
  standing: Iterable<StandingTotals>,
  changes: readonly TotalsChange[],
  counters: number,
): FoldedTotals {
  const running = new Map([...standing].map((one) => [idOf(one.key), one]));
  const lines: TotalsLine[] = [];
  const late: TotalsChange[] = [];
  for (const change of changes) {
    const id = idOf(change.key);
    const before = running.get(id) ?? nothing(change.key, counters);
    const isLate = before.position !== null && before.position >= change.position;
    const line = {
      key: change.key,
      position: isLate ? (before.position as string) : change.position,
      counters: before.counters.map((value, index) => value + (change.differences[index] ?? 0)),
      latest: isLater(change.latest, before.latest) ? change.latest : before.latest,
    };
    running.set(id, line);
    if (isLate) late.push(change);
    else lines.push(line);
  }
  return { lines, late };
}

/** The keys of the changes, each once. */
export function keysOf(changes: readonly TotalsChange[]): (readonly string[])[] {
  return [...new Map(changes.map(({ key }) => [idOf(key), key])).values()];
}

function nothing(key: readonly string[], counters: number): StandingTotals {
  return { key, position: null, counters: new Array<number>(counters).fill(0), latest: null };
}

/** Shares of one key are added up. */
function byKey(shares: readonly Share[]): Map<string, Share> {
  const found = new Map<string, Share>();
  for (const share of shares) {
    const id = idOf(share.key);
    const other = found.get(id);
    found.set(id, other === undefined ? share : sum(other, share));
  }
  return found;
}

function sum(a: Share, b: Share): Share {
  const counters = { ...a.counters };
  for (const [name, value] of Object.entries(b.counters)) counters[name] = (counters[name] ?? 0) + value;
  const latest = isLater(b.latest, a.latest) ? b.latest : a.latest;
  return { key: a.key, counters, ...(latest !== undefined && { latest }) };
}

/** Instants may be written in different ways. */
function isLater(one: string | null | undefined, other: string | null | undefined): boolean {
  if (one === null || one === undefined) return false;
  return other === null || other === undefined || Date.parse(one) > Date.parse(other);
}

/** No text of the database has a NUL in it. */
function idOf(key: readonly string[]): string {
  return key.join('\0');
}
