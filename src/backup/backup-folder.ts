import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { StartError } from '../config/start-error.js';
import type { BackedUpTable } from './manifest.js';

const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

/** What was written of a file. */
export type Written = Pick<BackedUpTable, 'bytes' | 'sha256'>;

/**
 * A folder in the making: it has another name until everything in it is on the disk, so a backup that was broken off
 * is never taken for one.
 */
export class BackupFolder {
  private readonly sums: string[] = [];

  private constructor(
    readonly path: string,
    private readonly draft: string,
  ) {}

  /** Errors: `StartError` where something is there already; those of the file system. */
  static async begin(place: string): Promise<BackupFolder> {
    const path = resolve(place);
    const draft = `${path}.partial`;
    if (existsSync(path)) throw new StartError(`${path} exists already: name a place where nothing is.`);
    await mkdir(dirname(path), { recursive: true, mode: OWN_FOLDER });
    try {
      await mkdir(draft, { mode: OWN_FOLDER });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new StartError(
        `${draft} is left of a backup that was broken off, or one is being taken: remove it, or name another place.`,
      );
    }
    return new BackupFolder(path, draft);
  }

  /** Resolves when the file is on the disk. */
  async write(file: string, source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Written> {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await open(join(this.draft, file), 'wx', OWN_FILE);
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        await writeAll(handle, chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const sha256 = hash.digest('hex');
    this.sums.push(`${sha256}  ${basename(file)}\n`);
    return { bytes, sha256 };
  }

  /** Writes the list of sums under its name and gives the folder its own. */
  async finish(sums: string): Promise<void> {
    await this.write(sums, [Buffer.from(this.sums.join(''))]);
    await syncFolder(this.draft);
    await rename(this.draft, this.path);
    await syncFolder(dirname(this.path));
  }

  async abandon(): Promise<void> {
    await rm(this.draft, { recursive: true, force: true });
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
