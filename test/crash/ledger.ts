import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Body } from '../support/running-app.js';
import { Bag } from './random.js';

export type CommandKind = 'record' | 'note' | 'verification' | 'assignment';

/** What the service said of a command that it carried out. */
export interface Acknowledgement {
  readonly status: number;
  readonly etag: string | null;
  readonly position: string | null;
  readonly body: Body;
}

/** A command as it is sent, again and again if need be, always with the same key. */
export interface Command {
  readonly kind: CommandKind;
  /** Who sends it. */
  readonly username: string;
  readonly path: string;
  readonly key: string;
  readonly body: Body;
  readonly ifMatch?: number;
  /** The case it acts on; undefined where it records one. */
  readonly about?: LoggedCase;
  tries: number;
  acknowledged?: Acknowledgement;
  /** The code of the refusal. */
  refused?: string;
}

/** A case that was acknowledged, with how far it was walked. */
export interface LoggedCase {
  readonly id: string;
  revision: number;
  stage: 'received' | 'verified' | 'assigned';
}

/** A spreadsheet that is imported until an answer comes. */
export interface Spreadsheet {
  readonly source: string;
  readonly rows: number;
  readonly csv: string;
  tries: number;
  acknowledged?: Body;
  /** The status and code of a refusal of the whole file. */
  refused?: string;
}

const DUE = new Date(Date.now() + 86_400_000).toISOString();
const HEADER =
  'No;Tanggal Kejadian;Jam Kejadian;Kabupaten/Kota;Kecamatan;Kelurahan/Desa;Kategori;Sub Kategori;Uraian Kejadian;Sumber';

/** A new case; half of them name their own id, the others leave it to the service. */
export function recordCommand(ownId: boolean): Command {
  const key = randomUUID();
  return {
    kind: 'record',
    username: 'operator',
    path: '/v1/cases',
    key,
    body: {
      ...(ownId && { id: randomUUID() }),
      category: 'APK_PLACEMENT',
      subcategory: 'TREE_NAILED',
      area: '33.74.10.1004',
      origin: 'CITIZEN',
      occurredAt: '2024-10-17T14:05:00+07:00',
      // By this it is found in the log.
      description: key,
    },
    tries: 0,
  };
}

export function noteCommand(about: LoggedCase): Command {
  const key = randomUUID();
  return { ...commandOn(about, 'note', 'operator', 'notes', { text: key }), key };
}

/** Brings a case one step further. */
export function stepCommand(about: LoggedCase): Command {
  const { revision, stage } = about;
  const ifMatch = { ifMatch: revision };
  return stage === 'received'
    ? { ...commandOn(about, 'verification', 'verifier', 'verification', { outcome: 'VERIFIED' }), ...ifMatch }
    : {
        ...commandOn(about, 'assignment', 'secretariat', 'assignment', { lead: 'SATPOL_PP', dueAt: DUE }),
        ...ifMatch,
      };
}

function spreadsheet(source: string, rows: number): Spreadsheet {
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `${index + 1};17/10/2024;14.05;Kota Semarang;Tembalang;Bulusan;APK_PLACEMENT;TREE_NAILED;Baris ${index + 1};LAPORAN_WARGA`,
  );
  return { source, rows, csv: [HEADER, ...lines, ''].join('\n'), tries: 0 };
}

function commandOn(
  about: LoggedCase,
  kind: CommandKind,
  username: string,
  action: string,
  body: Body,
): Command {
  return {
    kind,
    username,
    path: `/v1/cases/${about.id}/${action}`,
    key: randomUUID(),
    body,
    about,
    tries: 0,
  };
}

/** The text or the case by which a command's first event is found in the log. */
export function markOf({ kind, key, about }: Command): string {
  return kind === 'record' || kind === 'note' ? `${kind} ${key}` : `${kind} case-${about?.id}`;
}

/** Everything that was ever sent, and what came back. */
export class Ledger {
  readonly commands: Command[] = [];
  /** Sent, and without an answer so far. */
  readonly open = new Bag<Command>();
  readonly acknowledged: Command[] = [];
  readonly refused: Command[] = [];
  /** Commands whose second answer was not the first again. */
  readonly changedAnswers: Command[] = [];
  readonly spreadsheets: Spreadsheet[] = [];
  readonly cases: LoggedCase[] = [];
  /** Cases on which no step is open. */
  readonly movable = new Bag<LoggedCase>();
  private touched = new Set<Command>();
  private readonly byMark = new Map<string, Command>();

  /** Keeps a command that is about to be sent for the first time. */
  add(command: Command): void {
    this.commands.push(command);
    this.byMark.set(markOf(command), command);
    this.open.add(command);
    if (command.about && command.kind !== 'note') this.movable.delete(command.about);
  }

  addSpreadsheet(rows: number): Spreadsheet {
    const sheet = spreadsheet(`crash-${this.spreadsheets.length + 1}`, rows);
    this.spreadsheets.push(sheet);
    return sheet;
  }

  /** Counts a try. */
  sending(command: Command): void {
    command.tries += 1;
    this.touched.add(command);
  }

  refuse(command: Command, code: string): void {
    this.touched.add(command);
    if (command.acknowledged !== undefined) {
      this.changedAnswers.push(command);
      return;
    }
    command.refused = code;
    this.open.delete(command);
    this.refused.push(command);
  }

  /** Keeps the first answer, and what it opens for later commands; any later one must be the first again. */
  acknowledge(command: Command, answer: Acknowledgement): void {
    this.touched.add(command);
    if (command.acknowledged !== undefined) {
      if (!isDeepStrictEqual(command.acknowledged, answer)) this.changedAnswers.push(command);
      return;
    }
    command.acknowledged = answer;
    this.open.delete(command);
    this.acknowledged.push(command);
    const revision = Number(answer.body.revision);
    if (command.kind === 'record') this.opened({ id: String(answer.body.id), revision, stage: 'received' });
    if (command.about === undefined || command.kind === 'note') return;
    command.about.stage = command.kind === 'verification' ? 'verified' : 'assigned';
    command.about.revision = revision;
    if (command.kind === 'verification') this.movable.add(command.about);
  }

  /** What was sent or answered since the last call. */
  takeTouched(): Command[] {
    const touched = [...this.touched];
    this.touched = new Set();
    return touched;
  }

  /** The command that left an event of this mark; undefined where it is none of ours. */
  commandOf(mark: string): Command | undefined {
    return this.byMark.get(mark);
  }

  private opened(logged: LoggedCase): void {
    this.cases.push(logged);
    this.movable.add(logged);
  }
}
