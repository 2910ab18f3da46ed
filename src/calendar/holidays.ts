import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { DayOff, DayTable } from './area-calendar.js';

/** National holidays and joint leave by the yearly joint decrees of three ministers (SKB), and voting days. */
const CSV = new URL('./data/holidays-id.csv', import.meta.url);
const KINDS: readonly string[] = ['holiday', 'joint_leave', 'voting_day'] satisfies DayOff['kind'][];

/** The table that the program brings. */
export const HOLIDAYS: DayTable = dayTableOf(readFileSync(CSV, 'utf8'));

/**
 * Reads a table of `date,kind,name,source`. Of the first year it knows only what follows its first day (of 2023 the last
 * week); a later year stands in it by a decree, which names all days off of that year. Throws where a line is no such day.
 */
export function dayTableOf(csv: string): DayTable {
  const lines = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true });
  const days = new Map(lines.map((line) => [line.date ?? '', dayOffOf(line)] as const));
  const dates = [...days.keys()].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) throw new Error('The table of holidays is empty.');
  return { from: first, until: `${last.slice(0, 4)}-12-31`, days };
}

function dayOffOf({ date = '', kind = '', name = '' }: Record<string, string>): DayOff {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !isKind(kind) || name === '') {
    throw new Error(`The table of holidays has a line that is no day off: ${date} ${kind} ${name}`);
  }
  return { kind, name };
}

function isKind(text: string): text is DayOff['kind'] {
  return KINDS.includes(text);
}
