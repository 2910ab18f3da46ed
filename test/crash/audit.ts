import { openLog } from '../../src/app-log.js';
import { caseNumber } from '../../src/case/domain/number.js';
import { Database } from '../../src/database/database.js';
import type { EventFeed } from '../../src/event-store/event-feed.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { verify } from '../../src/projection/verify.js';
import { PROJECTIONS } from '../../src/projections.js';
import type { Command, Ledger } from './ledger.js';

/** What was found wrong, in sentences; all empty where nothing is. */
export interface Findings {
  /** Acknowledged, and not in the log as it was acknowledged. */
  readonly lost: readonly string[];
  /** More than once in the log, or in part. */
  readonly doubled: readonly string[];
  /** A row or a checkpoint that a replay of the log does not give. */
  readonly differences: readonly string[];
  readonly events: number;
  readonly cases: number;
}

type Fault = Pick<Findings, 'lost' | 'doubled'>;

/** The first event of each kind of command; `EscalationStarted` follows a `CaseRecorded`. */
const MARKS = {
  CaseRecorded: 'record',
  NoteAdded: 'note',
  CaseVerified: 'verification',
  CaseAssigned: 'assignment',
} as const;

/** Compares what the log and the views hold with what was sent and answered. */
export async function audit(databaseUrl: string, ledger: Ledger): Promise<Findings> {
  const database = await Database.connect(databaseUrl);
  const log = await openLog({}, database);
  try {
    const events = await wholeLog(log.feed);
    const faults = [...commandFaults(events, ledger), rowFaults(events, ledger), numberFaults(events)];
    return {
      lost: faults.flatMap(({ lost }) => lost),
      doubled: faults.flatMap(({ doubled }) => doubled),
      differences: [...(await viewFaults(database, log.feed)), ...(await checkpointFaults(database, events))],
      events: events.length,
      cases: events.filter(({ type }) => type === 'CaseRecorded').length,
    };
  } finally {
    await log.close();
    await database.close();
  }
}

async function wholeLog(feed: EventFeed): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  const stop = new AbortController();
  for await (const batch of feed.subscribe(null, { signal: stop.signal, limit: 5_000 })) {
    events.push(...batch.events);
    if (batch.caughtUp) break;
  }
  return events;
}

/** Each command by the text or the case that it left in its first event. */
function commandFaults(events: readonly RecordedEvent[], { commands }: Ledger): Fault[] {
  const found = groupBy(events, (event) => markOf(event));
  const byCommand = groupBy(events, ({ meta }) => meta.commandId);
  return commands.map((command) => {
    const first = found.get(expectedMark(command)) ?? [];
    const name = `${command.kind} ${command.key}`;
    if (first.length > 1) return fault('doubled', `${name} stands ${first.length} times`);
    const [recorded] = first;
    if (recorded === undefined) return command.acknowledged ? fault('lost', `${name} is missing`) : NONE;
    const all = byCommand.get(recorded.meta.commandId) ?? [];
    if (!isWhole(command, all)) return fault('doubled', `${name} stands as ${all.map(({ type }) => type)}`);
    if (command.refused) return fault('doubled', `${name} was refused (${command.refused}) and stands`);
    const wrong = command.acknowledged && wrongAnswer(command, all);
    return wrong ? fault('lost', `${name} was answered with another ${wrong}`) : NONE;
  });
}

function markOf(event: RecordedEvent): string {
  const kind = MARKS[event.type as keyof typeof MARKS];
  const data = event.data as { text?: string; report?: { description?: string } };
  if (kind === 'record') return `record ${data.report?.description}`;
  return kind === 'note' ? `note ${data.text}` : `${kind} ${event.stream}`;
}

function expectedMark({ kind, key, about }: Command): string {
  return kind === 'record' || kind === 'note' ? `${kind} ${key}` : `${kind} case-${about?.id}`;
}

/** All of a command's events, side by side in one stream, each once. */
function isWhole({ kind }: Command, events: readonly RecordedEvent[]): boolean {
  const [first] = events;
  return (
    events.length === (kind === 'record' ? 2 : 1) &&
    events.every(
      (event, index) =>
        event.stream === first?.stream && event.revision === (first?.revision ?? Number.NaN) + index,
    )
  );
}

/** What of an acknowledgement does not fit the events; null where all does. */
function wrongAnswer({ kind, acknowledged }: Command, events: readonly RecordedEvent[]): string | null {
  const [first] = events;
  const last = events.at(-1);
  if (acknowledged === undefined || first === undefined || last === undefined) return 'outcome';
  const { body, etag, position } = acknowledged;
  if (body.revision !== last.revision || etag !== `"${last.revision}"`) return 'revision';
  if (position !== last.position) return 'position';
  if (kind !== 'record') return null;
  if (first.stream !== `case-${body.id}`) return 'id';
  return body.number === caseNumber(first.recordedAt, serialOf(first)) ? null : 'number';
}

/** Rows of an acknowledged spreadsheet stand once each; of another at most once. */
function rowFaults(events: readonly RecordedEvent[], { spreadsheets }: Ledger): Fault {
  const rows = groupBy(events, (event) => {
    const origin = (event.data as { import?: { source: string; no: string } }).import;
    return origin === undefined ? '' : `${origin.source} row ${origin.no}`;
  });
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { source, rows: count, acknowledged } of spreadsheets) {
    const told = Number(acknowledged?.recorded ?? 0) + Number(acknowledged?.alreadyRecorded ?? 0);
    if (acknowledged && told !== count) lost.push(`${source} tells of ${told} rows of ${count}`);
    for (let no = 1; no <= count; no++) {
      const times = rows.get(`${source} row ${no}`)?.length ?? 0;
      if (times > 1) doubled.push(`${source} row ${no} stands ${times} times`);
      if (times === 0 && acknowledged) lost.push(`${source} row ${no} is missing`);
    }
  }
  return { lost, doubled };
}

function numberFaults(events: readonly RecordedEvent[]): Fault {
  const recorded = events.filter(({ type }) => type === 'CaseRecorded');
  const twice = [...groupBy(recorded, (event) => String(serialOf(event)))].filter(
    ([, { length }]) => length > 1,
  );
  return {
    lost: [],
    doubled: twice.map(([serial, { length }]) => `Serial ${serial} was given ${length} times`),
  };
}

/** Every view against a replay, as it stood at its checkpoint. */
async function viewFaults({ pool }: Database, feed: EventFeed): Promise<string[]> {
  const faults: string[] = [];
  for (const projection of PROJECTIONS) {
    const differences = await verify(pool, feed, projection);
    faults.push(...differences.map(({ table, key, onlyIn }) => `${table} ${key} is only in the ${onlyIn}`));
  }
  return faults;
}

/** A checkpoint names an event of the log, and no row is of a later one. */
async function checkpointFaults({ pool }: Database, events: readonly RecordedEvent[]): Promise<string[]> {
  const ids = new Map(events.map(({ position, id }) => [position, id]));
  const faults: string[] = [];
  for (const { name, version } of PROJECTIONS) {
    const { rows } = await pool.query<{ position: string | null; event_id: string; newest: string | null }>(
      `select position, event_id, (select max(since) from ${name}_v${version}) as newest
       from projection_checkpoint where name = $1 and version = $2 and build = 'live'`,
      [name, version],
    );
    const [row] = rows;
    if (row === undefined) faults.push(`${name} has no checkpoint`);
    else if (row.position !== null && ids.get(row.position) !== row.event_id)
      faults.push(`${name} stands at an event that is not in the log`);
    else if ((row.newest ?? '') > (row.position ?? '')) faults.push(`${name} has rows past its checkpoint`);
  }
  return faults;
}

function serialOf(event: RecordedEvent): number {
  return (event.data as { serial: number }).serial;
}

const NONE: Fault = { lost: [], doubled: [] };

function fault(kind: keyof Fault, sentence: string): Fault {
  return { ...NONE, [kind]: [sentence] };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
