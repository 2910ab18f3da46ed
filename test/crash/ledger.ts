import { randomUUID } from 'node:crypto';
import type { Body } from '../support/running-app.js';

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
  stage: 'received' | 'verified' | 'assigned' | 'under way';
}

/** A spreadsheet that is imported until an answer comes. */
export interface Spreadsheet {
  readonly source: string;
  readonly rows: number;
  readonly csv: string;
  tries: number;
  acknowledged?: Body;
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
  about.stage = 'under way';
  const ifMatch = { ifMatch: revision };
  return stage === 'received'
    ? { ...commandOn(about, 'verification', 'verifier', 'verification', { outcome: 'VERIFIED' }), ...ifMatch }
    : {
        ...commandOn(about, 'assignment', 'secretariat', 'assignment', { lead: 'SATPOL_PP', dueAt: DUE }),
        ...ifMatch,
      };
}

export function spreadsheet(source: string, rows: number): Spreadsheet {
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

/** Everything that was ever sent, and what came back. */
export class Ledger {
  readonly commands: Command[] = [];
  readonly spreadsheets: Spreadsheet[] = [];
  readonly cases: LoggedCase[] = [];

  /** Sent, and without an answer so far. */
  get open(): Command[] {
    return this.commands.filter(({ acknowledged, refused }) => !acknowledged && !refused);
  }

  get acknowledged(): Command[] {
    return this.commands.filter(({ acknowledged }) => acknowledged);
  }

  /** Keeps the first answer, and what it opens for later commands. */
  acknowledge(command: Command, answer: Acknowledgement): void {
    command.acknowledged = answer;
    const revision = Number(answer.body.revision);
    if (command.kind === 'record')
      this.cases.push({ id: String(answer.body.id), revision, stage: 'received' });
    if (command.about === undefined || command.kind === 'note') return;
    command.about.stage = command.kind === 'verification' ? 'verified' : 'assigned';
    command.about.revision = revision;
  }
}
