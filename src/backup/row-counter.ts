const NEWLINE = 10;

/** Counts the rows of several tables that pass by. COPY writes a line break inside a value as `\n`, so each line is a row. */
export class RowCounter {
  private rows = 0;

  constructor(private readonly progress: (rows: number) => void) {}

  /** The same chunks. */
  async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      yield chunk;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.rows++;
      this.progress(this.rows);
    }
  }
}
