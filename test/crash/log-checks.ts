import { caseNumber } from '../../src/case/domain/number.js';
import { doubled, type Fault, lost } from './fault.js';
import { type Command, markOf, type Spreadsheet } from './ledger.js';
import type { LogCopy, Placed } from './log-copy.js';

/** An acknowledged command stands once, whole and as it was answered; any other once at most, and a refused one never. */
export function commandFaults(log: LogCopy, commands: Iterable<Command>): Fault[] {
  return [...commands].flatMap((command) => commandFault(log, command) ?? []);
}

function commandFault(log: LogCopy, command: Command): Fault | undefined {
  const [first, ...others] = log.byMark.get(markOf(command)) ?? [];
  const name = `${command.kind} ${command.key}`;
  if (first === undefined) return command.acknowledged && lost(`${name} is missing`);
  if (others.length > 0) return doubled(`${name} stands ${1 + others.length} times`);
  const all = log.byCommand.get(first.commandId) ?? [];
  if (!isWhole(command, all)) return doubled(`${name} stands as ${all.map(({ type }) => type)}`);
  if (command.refused) return doubled(`${name} was refused (${command.refused}) and stands`);
  const wrong = command.acknowledged && wrongAnswer(command, all);
  return wrong ? lost(`${name} was answered with another ${wrong}`) : undefined;
}

/** All of a command's events, side by side in one stream, each once: its own, and what the ladder does about it. */
function isWhole({ kind }: Command, events: readonly Placed[]): boolean {
  const [first, ...others] = events;
  const types = others.map(({ type }) => type);
  return (
    (kind === 'record' ? types.join() === 'EscalationStarted' : types.every(isOfClocks)) &&
    types.length <= 1 &&
    events.every(
      ({ stream, revision }, index) =>
        stream === first?.stream && revision === (first?.revision ?? Number.NaN) + index,
    )
  );
}

function isOfClocks(type: string): boolean {
  return type === 'EscalationClocksSet';
}

/** What of an acknowledgement does not fit the events; undefined where all does. */
function wrongAnswer({ kind, acknowledged }: Command, events: readonly Placed[]): string | undefined {
  const [first] = events;
  const last = events.at(-1);
  if (acknowledged === undefined || first === undefined || last === undefined) return 'outcome';
  const { body, etag, position } = acknowledged;
  if (body.revision !== last.revision || etag !== `"${last.revision}"`) return 'revision';
  if (position !== last.position) return 'position';
  if (kind !== 'record') return undefined;
  if (first.stream !== `case-${body.id}`) return 'id';
  return body.number === caseNumber(first.recordedAt, first.serial) ? undefined : 'number';
}

/** Rows of an acknowledged spreadsheet stand once each; of another at most once. */
export function sheetFaults(log: LogCopy, sheets: readonly Spreadsheet[]): Fault[] {
  return sheets.flatMap(({ source, rows, acknowledged }) => {
    const faults: Fault[] = [];
    const told = Number(acknowledged?.recorded ?? 0) + Number(acknowledged?.alreadyRecorded ?? 0);
    if (acknowledged && told !== rows) faults.push(lost(`${source} tells of ${told} rows of ${rows}`));
    for (let no = 1; no <= rows; no++) {
      const times = log.byRow.get(`${source} row ${no}`)?.length ?? 0;
      if (times > 1) faults.push(doubled(`${source} row ${no} stands ${times} times`));
      if (times === 0 && acknowledged) faults.push(lost(`${source} row ${no} is missing`));
    }
    return faults;
  });
}

/** No serial was given to two cases. */
export function serialFaults(log: LogCopy, events: readonly Placed[]): Fault[] {
  const serials = new Set(events.filter(({ type }) => type === 'CaseRecorded').map(({ serial }) => serial));
  return [...serials].flatMap((serial) => {
    const times = log.bySerial.get(serial)?.length ?? 0;
    return times > 1 ? [doubled(`Serial ${serial} was given ${times} times`)] : [];
  });
}
