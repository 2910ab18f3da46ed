import { Readable } from 'node:stream';
import type pg from 'pg';

/** Rows are small: they travel on in blocks. */
const BLOCK_BYTES = 64 * 1024;

/**
 * What `copy … to stdout` says, as a stream of bytes that makes the server wait while nobody reads. Give it to a client's
 * `query`; the client must have no time limit for queries.
 */
export class CopyOut extends Readable implements pg.Submittable {
  /** Rows that the server has sent; known at the end of the stream. */
  rows = 0;
  private connection: pg.Connection | undefined;
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private filled = 0;

  constructor(private readonly sql: string) {
    super();
  }

  submit(connection: pg.Connection): void {
    this.connection = connection;
    connection.query(this.sql);
  }

  /** The driver uses the chunk's memory again, so it is copied. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.filled + chunk.length > BLOCK_BYTES) this.flush();
    if (chunk.length > BLOCK_BYTES) this.hand(Buffer.from(chunk));
    else this.filled += chunk.copy(this.block, this.filled);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = rowsOf(text);
    this.flush();
  }

  handleReadyForQuery(): void {
    // Nobody reads on after the end, and the connection is needed for what comes next.
    this.connection?.stream.resume();
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  private flush(): void {
    if (this.filled === 0) return;
    this.hand(this.block.subarray(0, this.filled));
    this.block = Buffer.allocUnsafe(BLOCK_BYTES);
    this.filled = 0;
  }

  private hand(bytes: Buffer): void {
    if (!this.push(bytes)) this.connection?.stream.pause();
  }
}

/** Of the server's `COPY 17`. */
export function rowsOf(text: string): number {
  return Number(/^COPY (\d+)$/.exec(text)?.[1]);
}
