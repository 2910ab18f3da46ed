/** Of the answer to `GET /v1/cases/{id}/escalation`, what is printed. */
interface Explanation {
  readonly level?: string;
  readonly steps?: readonly { readonly text: string }[];
  readonly informed?: readonly string[];
  readonly next?: { readonly text: string } | null;
  readonly clocks?: readonly { readonly text: string }[];
}

interface BoardRow {
  readonly area: { readonly code: string; readonly name: string };
  readonly open: number;
  readonly levels: Readonly<Record<string, number>>;
  readonly worst: string | null;
  readonly response: string;
  readonly reasons: readonly { readonly text: string }[];
}

interface Board {
  readonly area?: { readonly name: string };
  readonly rows?: readonly BoardRow[];
  readonly totals?: { readonly open: number; readonly levels: Readonly<Record<string, number>> };
  readonly decisions?: readonly { readonly text: string }[];
}

const LEVELS = ['E0', 'E1', 'E2', 'E3', 'E4'];
const RESPONSE: Readonly<Record<string, string>> = {
  WAITING: 'menunggu',
  HANDLED: 'ditangani',
  CLEAR: 'tidak ada',
};
const NAME = 24;
/** Types of events that tell of the escalation. */
const COURSE =
  /^(Escalation(Raised|Acknowledged|Proposed|Lowered)|UpperLevelInformed|Proposal|GroupInformed)/;

/** Why a case is where it is, as lines of Indonesian. */
export function explanationLines(number: string, answer: object): string[] {
  const { level, steps = [], informed = [], next, clocks = [] } = answer as Explanation;
  return [
    `Kasus ${number}, sekarang di ${level ?? 'luar tangga'}:`,
    ...steps.map(({ text }) => `  - ${text}`),
    ...(informed.length > 0 ? [`  Diberi tahu: ${informed.join(', ')}`] : []),
    ...(next ? [`  Selanjutnya: ${next.text}`] : []),
    ...clocks.map(({ text }) => `  Tenggat: ${text}`),
  ];
}

/** What happened to the escalation of a case, from its timeline, as lines of Indonesian. */
export function courseLines(timeline: object): string[] {
  const { items = [] } = timeline as { items?: readonly { readonly type: string; readonly title: string }[] };
  return items.filter(({ type }) => COURSE.test(type)).map(({ title }) => `  * ${title}`);
}

/** A board as a table: the areas where anything is open, the sum, and what waits for a decision. */
export function boardLines(answer: object): string[] {
  const { area, rows = [], totals, decisions = [] } = answer as Board;
  const busy = rows.filter(({ open }) => open > 0);
  const head = ['Wilayah'.padEnd(NAME), 'buka', ...LEVELS, 'tanggapan'].join('  ');
  return [
    `Papan kendali ${area?.name ?? ''}: ${rows.length} wilayah, ${busy.length} dengan kasus terbuka.`,
    `  ${head}`,
    ...busy.map((row) => `  ${line(row.area.name, row)}  ${RESPONSE[row.response] ?? row.response}`),
    ...(totals === undefined ? [] : [`  ${line('Jumlah', totals)}`]),
    ...busy.flatMap(({ area: { name }, reasons }) => reasons.map(({ text }) => `  ${name}: ${text}`)),
    ...decisions.map(({ text }) => `  Perlu keputusan: ${text}`),
  ];
}

function line(name: string, { open, levels }: Pick<BoardRow, 'open' | 'levels'>): string {
  const counts = LEVELS.map((level) => String(levels[level] ?? 0).padStart(2));
  return [name.slice(0, NAME).padEnd(NAME), String(open).padStart(4), ...counts].join('  ');
}
