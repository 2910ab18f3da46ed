import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const CSV = new URL('./data/intake-jateng-2024.csv', import.meta.url);
const DATE_COLUMNS = ['Tanggal Kejadian', 'Tanggal Diketahui'];
const DAY_MS = 86_400_000;

/** A calendar day as a person types it, in the three ways that the sample has. */
const WRITTEN = [
  { form: /^(\d{4})-(\d{2})-(\d{2})$/, read: ([, y, m, d]: string[]) => dayOf(y, m, d) },
  { form: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, read: ([, d, m, y]: string[]) => dayOf(y, m, d) },
];

/** The sample intake as it is loaded in a drill. */
export interface DrillIntake {
  readonly csv: string;
  /** Days by which the sample was moved; the drill's election calendar moves with it. */
  readonly shift: number;
}

/**
 * The sample intake with its days moved so that the last of them is today (WIB). What is no date stays as it stands, so
 * that the drill has its faulty rows too.
 */
export function drillIntake(now: Date): DrillIntake {
  const rows = parse<Record<string, string>>(readFileSync(CSV), { bom: true, columns: true, delimiter: ';' });
  const days = rows.flatMap((row) => DATE_COLUMNS.map((column) => readDay(row[column] ?? ''))).filter(isDay);
  const shift = today(now) - Math.max(...days.filter((day) => day <= LAST_SENSIBLE));
  const header = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) =>
    header.map((column) => cell(moved(column, row[column] ?? '', shift))).join(';'),
  );
  return { csv: `${header.map(cell).join(';')}\n${lines.join('\n')}\n`, shift };
}

/** One row of the sample lies in the far future on purpose. */
const LAST_SENSIBLE = Date.UTC(2024, 11, 31) / DAY_MS;

function moved(column: string, value: string, shift: number): string {
  return DATE_COLUMNS.includes(column) ? movedDay(value, shift) : value;
}

/** The day as many days later, as `YYYY-MM-DD`; what is no day stays as it stands. */
export function movedDay(text: string, shift: number): string {
  const day = readDay(text);
  return day === null ? text : new Date((day + shift) * DAY_MS).toISOString().slice(0, 10);
}

function readDay(text: string): number | null {
  for (const { form, read } of WRITTEN) {
    const match = form.exec(text.trim());
    if (match !== null) return read(match);
  }
  return null;
}

function dayOf(year = '', month = '', day = ''): number | null {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  return isReal ? at.getTime() / DAY_MS : null;
}

function isDay(day: number | null): day is number {
  return day !== null;
}

function today(now: Date): number {
  const WIB_MS = 7 * 3_600_000;
  return Math.floor((now.getTime() + WIB_MS) / DAY_MS);
}

function cell(value: string): string {
  return /[";\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
