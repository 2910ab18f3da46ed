import { createHash } from 'node:crypto';
import { StartError } from '../config/start-error.js';
import { decode } from '../event-store/codec.js';

export const FORMAT = 'kondusif-backup';
export const FORMAT_VERSION = 1;
export const MANIFEST = 'manifest.json';
/** As `sha256sum` writes and checks it. */
export const SUMS = 'SHA256SUMS';

/** One table of a backup. */
export interface BackedUpTable {
  readonly name: string;
  /** PostgreSQL's text format of COPY, one row a line. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup says about itself. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  /** RFC 3339, by the database's clock: what was committed before is in it. */
  readonly takenAt: string;
  readonly server: string;
  /** The steps by which the schema of these rows was made. */
  readonly migrations: readonly string[];
  readonly log: {
    readonly id: string;
    readonly events: number;
    readonly lastEventId: string | null;
    readonly lastRecordedAt: string | null;
  };
  readonly tables: readonly BackedUpTable[];
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads what `JSON.stringify` wrote of a manifest. Errors: `StartError` where it is none that this version can read. */
export function parseManifest(text: string, place: string): Manifest {
  const manifest = parsed(text);
  if (manifest?.format !== FORMAT) throw new StartError(`${place} is not a backup of Kondusif.`);
  if (manifest.formatVersion !== FORMAT_VERSION) {
    throw new StartError(
      `${place} has format ${manifest.formatVersion}, and this version reads ${FORMAT_VERSION}: use the version of Kondusif that made it.`,
    );
  }
  return manifest as Manifest;
}

function parsed(text: string): Partial<Manifest> | undefined {
  try {
    return decode<Partial<Manifest>>(text);
  } catch {
    return undefined;
  }
}
