import type { ImportCases } from './import.commands.js';
import type { ImportRun } from './import.runner.js';
import { type ImportRunRow, ImportRuns, type NewImportRun } from './import-runs.js';

const TELL_EVERY_MS = 1000;

/** Tells every second how far a run is, and at last how it ended. */
export class ImportProgress {
  private telling: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly runs: ImportRuns,
    private readonly order: NewImportRun,
    private readonly run: ImportRun,
    private readonly onProgress: ImportCases['onProgress'],
  ) {
    this.timer = setInterval(() => this.tell(), TELL_EVERY_MS);
  }

  /** The run as it ended; nothing told before can come after it. */
  async end(state: 'DONE' | 'STOPPED'): Promise<ImportRunRow> {
    clearInterval(this.timer);
    await this.telling;
    const end = this.now(state);
    await this.runs.tell(this.order.id, end);
    this.onProgress?.({ done: end.results.length, rows: this.order.rows });
    return { ...this.order, ...end };
  }

  private tell(): void {
    const now = this.now('RUNNING');
    this.onProgress?.({ done: now.results.length, rows: this.order.rows });
    // Nobody is harmed where the database misses one of these; the end is waited for.
    this.telling = this.telling.then(() => this.runs.tell(this.order.id, now)).catch(() => undefined);
  }

  private now(state: ImportRunRow['state']): Pick<ImportRunRow, 'state' | 'results' | 'position'> {
    return { state, results: this.run.settled(), position: this.run.position ?? null };
  }
}
