import { once } from 'node:events';
import type pg from 'pg';
import { rowsOf } from './copy-out.js';

/**
 * Sends bytes to `copy … from stdin`, no faster than the server takes them, and resolves with the number of rows. What the
 * source throws is thrown here, and the statement fails with it.
 */
export function copyIn(client: pg.Client, sql: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return client.query(new CopyIn(sql, source)).done;
}

/** A column's name, whatever it is. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

class CopyIn implements pg.Submittable {
  readonly done: Promise<number>;
  private resolve: (rows: number) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;
  private readonly failed = new AbortController();
  private rows = 0;

  constructor(
    private readonly sql: string,
    private readonly source: AsyncIterable<Uint8Array>,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: unknown) => {
      if (this.failed.signal.aborted) return;
      this.reject(error);
      connection.sendCopyFail('The source failed.');
    });
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = rowsOf(text);
  }

  handleReadyForQuery(): void {
    this.resolve(this.rows);
  }

  /** Also called where the connection breaks. */
  handleError(error: Error): void {
    this.failed.abort();
    this.reject(error);
  }

  private async send(connection: CopyConnection): Promise<void> {
    const { signal } = this.failed;
    for await (const chunk of this.source) {
      if (signal.aborted) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain', { signal });
    }
    if (!signal.aborted) connection.endCopyFrom();
  }
}

/** What the driver's connection can do beside what its types tell. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}
