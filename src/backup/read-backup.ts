import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StartError } from '../config/start-error.js';
import { type BackedUpTable, MANIFEST, type Manifest, parseManifest, SUMS, sha256 } from './manifest.js';
import { RowCounter } from './row-counter.js';

/** A backup whose every byte is as it was written. */
export interface CheckedBackup extends Manifest {
  readonly path: string;
  /** The rows of a table; throws where the file is not what was checked any more. */
  rowsOf(table: BackedUpTable): AsyncGenerator<Buffer>;
}

/** Reads the whole backup once. Errors: `StartError` where it is none, or anything in it is missing or changed. */
export async function readBackup(
  place: string,
  progress: (rows: number, all: number) => void = () => undefined,
): Promise<CheckedBackup> {
  const path = resolve(place);
  const manifest = await checkedManifest(path);
  const all = rowsIn(manifest);
  const counter = new RowCounter((rows) => progress(rows, all));
  for (const table of manifest.tables) {
    for await (const _ of counter.through(checkedRows(path, table)));
  }
  return { ...manifest, path, rowsOf: (table) => checkedRows(path, table) };
}

export function rowsIn({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

async function checkedManifest(path: string): Promise<Manifest> {
  const [text, sums] = await Promise.all([MANIFEST, SUMS].map((file) => textOf(path, file)));
  if (text === undefined || sums === undefined) throw new StartError(`${path} is not a backup of Kondusif.`);
  if (!sums.split('\n').includes(`${sha256(text)}  ${MANIFEST}`)) throw damaged(path, MANIFEST);
  return parseManifest(text, path);
}

async function* checkedRows(path: string, table: BackedUpTable): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(path, basename(table.file)))) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw damaged(path, table.file);
  }
  if (hash.digest('hex') !== table.sha256) throw damaged(path, table.file);
}

async function textOf(path: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(path, file), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function damaged(path: string, file: string): StartError {
  return new StartError(
    `${file} in ${path} is missing or not as it was written: use another backup. Nothing was changed.`,
  );
}
