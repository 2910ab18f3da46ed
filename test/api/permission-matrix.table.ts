import { readFileSync, writeFileSync } from 'node:fs';

/**
 * What somebody gets who asks: `yes` they may (whatever the state of the case then says to it), `–` refused (403),
 * `hidden` as if it did not exist (404), `empty` an answer that has nothing of it.
 */
export type Outcome = 'yes' | '–' | 'hidden' | 'empty';

/** Where the person stands towards what is asked about. */
export const PLACES = ['inside', 'outside', 'barred'] as const;
export type Place = (typeof PLACES)[number];

/** A route in one situation, with a cell for each column. */
export interface TableRow {
  readonly route: string;
  /** Empty where the route has one row only. */
  readonly situation: string;
  /** Outcomes by place; an empty list where the question makes no sense. */
  readonly cells: readonly (readonly Outcome[])[];
}

const PAGE = 'docs/permissions.md';
const MARK = '<!-- Made by test/api/permissions.spec.ts; UPDATE_PERMISSIONS=1 makes it anew. -->\n';

/** The committed tables. */
export function committedTables(): string {
  return readFileSync(PAGE, 'utf8').split(MARK)[1] ?? '';
}

/** Puts tables in the place of the committed ones. */
export function commitTables(tables: string): void {
  const [introduction = ''] = readFileSync(PAGE, 'utf8').split(MARK);
  writeFileSync(PAGE, `${introduction}${MARK}${tables}`);
}

/** A Markdown table whose columns stand below each other also where it is read as text. */
export function tableOf(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = widths.map((width) => '-'.repeat(width));
  return `\n## ${title}\n\n${line(headings)}${line(rule)}${rows.map(line).join('')}`;
}

/** The permissions of a section; a cell says it once where all places get the same. */
export function permissionTable(
  title: string,
  columns: readonly string[],
  rows: readonly TableRow[],
): string {
  const texts = rows.map(({ route, situation, cells }) => [`\`${route}\``, situation, ...cells.map(cellOf)]);
  return tableOf(title, ['route', 'situation', ...columns], texts);
}

function cellOf(outcomes: readonly Outcome[]): string {
  return new Set(outcomes).size === 1 ? (outcomes[0] ?? '') : outcomes.join(' / ');
}
