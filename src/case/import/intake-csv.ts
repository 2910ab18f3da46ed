import { parse } from 'csv-parse/sync';
import { DomainError } from '../../kernel/domain-error.js';
import { type IntakeCells, IntakeHeader } from './intake-columns.js';
import { type IntakeLine, intakeLines, LINE_LIMIT } from './intake-lines.js';

/** Rows of one file at most; the header and empty lines do not count. */
export const ROW_LIMIT = 10_000;

/** A row as it stands in the file: its cells, or why it has none. */
export type IntakeRow =
  /** `line` is the physical line (from 1) on which the row starts. */
  | { readonly line: number; readonly cells: IntakeCells }
  | {
      readonly line: number;
      /** The quotes do not close, the row is too long, or it has more or fewer fields than the header. */
      readonly bad: 'malformed_row' | 'wrong_field_count';
      /** What stands in its column No, as far as that can be told. */
      readonly no: string;
    };

interface Fields {
  readonly line: number;
  /** Null where the text is no CSV row. */
  readonly fields: readonly string[] | null;
}

const DELIMITERS = [';', ',', '\t'];

/**
 * Reads a spreadsheet saved as CSV, one row at a time. Lines in which every cell is empty are passed over.
 * A bad row never hides its neighbours: reading goes on with the line after the one on which it started.
 * Throws what refuses the file whole: `not_utf8`, `missing_header`, `missing_column`, `duplicate_column`,
 * `too_many_rows`; the last only when it gets there, so a file is read to its end once before a row is recorded.
 */
export async function* readIntake(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<IntakeRow> {
  const layout = new Layout();
  let rows = 0;
  for await (const { line, fields } of records(intakeLines(bytes), layout)) {
    if (fields?.every((field) => field.trim() === '')) continue;
    if (layout.header === undefined) {
      layout.learn(fields);
      continue;
    }
    rows += 1;
    if (rows > ROW_LIMIT) throw new DomainError('too_many_rows', { limit: ROW_LIMIT });
    yield rowOf(line, fields, layout.header);
  }
  if (layout.header === undefined) throw new DomainError('missing_header');
}

function rowOf(line: number, fields: readonly string[] | null, header: IntakeHeader): IntakeRow {
  if (fields === null) return { line, bad: 'malformed_row', no: '' };
  const surplus = fields.slice(header.width).some((field) => field.trim() !== '');
  const cells = header.cells(fields);
  if (surplus || fields.length < header.width) return { line, bad: 'wrong_field_count', no: cells.no };
  return { line, cells };
}

/** What the header tells about the rows below it. */
class Layout {
  header: IntakeHeader | undefined;
  private delimiter: string | undefined;

  /** The fields of a row, null where its quotes are wrong; the first row settles the delimiter. */
  split(text: string): readonly string[] | null {
    if (this.delimiter !== undefined) return splitRow(text, this.delimiter);
    const known = (delimiter: string) => IntakeHeader.known(splitRow(text, delimiter) ?? []);
    const [delimiter = ';'] = DELIMITERS.toSorted((a, b) => known(b) - known(a));
    if (text.trim() !== '') this.delimiter = delimiter;
    return splitRow(text, delimiter);
  }

  learn(names: readonly string[] | null): void {
    // A file whose lines end with a carriage return alone is one line.
    if (names === null || names.some((name) => /\r(?!\n)/.test(name)))
      throw new DomainError('missing_header');
    this.header = IntakeHeader.of(names);
  }
}

/**
 * Puts physical lines together to rows: a row goes on while a quote stands open, for inside quotes each quote is
 * doubled. A row that turns out to be none gives its later lines back.
 */
async function* records(lines: AsyncGenerator<IntakeLine>, layout: Layout): AsyncGenerator<Fields> {
  const returned: IntakeLine[] = [];
  const next = async (): Promise<IntakeLine | undefined> => {
    const line = returned.shift();
    if (line !== undefined) return line;
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };
  for (let first = await next(); first !== undefined; first = await next()) {
    const taken = [first, ...(await untilQuotesClose(first, next))];
    const text = taken.map((line) => line.text).join('\n');
    const whole = text.length <= LINE_LIMIT && !hasOddQuotes(text) && !taken.some(({ cut }) => cut);
    const fields = whole ? layout.split(text.endsWith('\r') ? text.slice(0, -1) : text) : null;
    if (fields === null) returned.unshift(...taken.slice(1));
    yield { line: first.number, fields };
  }
}

/** The lines over which a row goes on; they end where the quotes close, the row grows too long, or the file ends. */
async function untilQuotesClose(
  first: IntakeLine,
  next: () => Promise<IntakeLine | undefined>,
): Promise<IntakeLine[]> {
  const taken: IntakeLine[] = [];
  let length = first.text.length;
  let open = hasOddQuotes(first.text);
  while (open && length <= LINE_LIMIT) {
    const more = await next();
    if (more === undefined) break;
    taken.push(more);
    length += more.text.length + 1;
    if (hasOddQuotes(more.text)) open = false;
  }
  return taken;
}

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

function splitRow(text: string, delimiter: string): readonly string[] | null {
  // Without a quote there is nothing to parse; most rows are so, and parsing costs ten times as much.
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const rows = parse(text, { delimiter, relax_column_count: true });
    return rows.length === 1 ? (rows[0] ?? null) : null;
  } catch {
    return null;
  }
}
