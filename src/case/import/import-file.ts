import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { readIntake } from './intake-csv.js';

/** Bytes of one file at most: 10,000 rows of two thousand characters. */
export const FILE_LIMIT = 20 * 1024 * 1024;

/**
 * A file that was taken in whole, because nothing of it may be recorded before all of it was seen to be a
 * spreadsheet. It stays in memory: on a disk its names of people would outlive the run.
 */
export class ImportFile {
  private constructor(
    private readonly chunks: readonly Uint8Array[],
    /** Rows without the header and empty lines. */
    readonly rows: number,
    /** SHA-256 of its bytes, in hex. */
    readonly sha256: string,
  ) {}

  /** Throws `payload_too_large` and what `readIntake` throws. */
  static async take(bytes: AsyncIterable<Uint8Array>): Promise<ImportFile> {
    const chunks: Uint8Array[] = [];
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      // What is too much is still read, and thrown away: a connection with half a request left could not go on.
      if (size > FILE_LIMIT) chunks.length = 0;
      else {
        chunks.push(chunk);
        hash.update(chunk);
      }
    }
    if (size > FILE_LIMIT) throw new DomainError('payload_too_large');
    let rows = 0;
    for await (const _ of readIntake(replay(chunks))) rows += 1;
    return new ImportFile(chunks, rows, hash.digest('hex'));
  }

  read(): ReturnType<typeof readIntake> {
    return readIntake(replay(this.chunks));
  }
}

/** Lets others work between two chunks: reading rows is work without a pause. */
async function* replay(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk;
    await setImmediate();
  }
}
