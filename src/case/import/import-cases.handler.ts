import type { OnModuleDestroy } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import { CaseRecorder } from './case-recorder.js';
import { CaseSight } from './case-sight.js';
import { ImportCases } from './import.commands.js';
import { ImportRun } from './import.runner.js';
import { ImportFile } from './import-file.js';
import { SourceIdentity } from './import-identity.js';
import { ImportProgress } from './import-progress.js';
import { type ImportRunRow, ImportRuns, type NewImportRun } from './import-runs.js';
import { claimSource } from './import-source.js';
import { asSeenBy } from './import-visibility.js';
import { importAreas } from './importers.js';
import { IntakeRegistry } from './intake-registry.js';

/** Files in memory at once. */
const RUNS_AT_ONCE = 4;

/** Takes the file in, claims its source, records its rows and keeps what became of them. */
@CommandHandler(ImportCases)
export class ImportCasesHandler implements ICommandHandler<ImportCases, ImportRunRow>, OnModuleDestroy {
  private running = 0;
  private readonly stopping = new AbortController();

  constructor(
    private readonly runs: ImportRuns,
    private readonly decisions: Decisions,
    private readonly registry: IntakeRegistry,
    private readonly recorder: CaseRecorder,
    private readonly sight: CaseSight,
  ) {}

  /**
   * Errors: what refuses the file whole (`ImportFile.take`), `source_taken`, `id_taken`, `overloaded`, `shutting_down`,
   * `StoreUnavailable`; after each of the last three the same file again records what lacks.
   */
  async execute(command: ImportCases): Promise<ImportRunRow> {
    if (this.running >= RUNS_AT_ONCE) throw new DomainError('overloaded');
    this.running += 1;
    try {
      return await this.import(command);
    } finally {
      this.running -= 1;
    }
  }

  /** Rows that are on their way are still recorded; no other is taken. */
  onModuleDestroy(): void {
    this.stopping.abort(new DomainError('shutting_down'));
  }

  private async import(command: ImportCases): Promise<ImportRunRow> {
    const { importer, order } = command;
    const file = await ImportFile.take(command.file);
    const areas = importAreas(importer.grants);
    const source = new SourceIdentity(order.source);
    await claimSource(this.decisions, source, importer, command.context);
    const run = { ...order, importer: importer.id, areas, rows: file.rows, file: file.sha256 };
    await this.runs.begin(run);
    return asSeenBy(importer, await this.record(command, run, source, file), this.sight);
  }

  private async record(
    { importer, context, onProgress }: ImportCases,
    run: NewImportRun,
    source: SourceIdentity,
    file: ImportFile,
  ): Promise<ImportRunRow> {
    const rows = new ImportRun(
      {
        source,
        mode: run.mode,
        importer: importer.id,
        correlationId: context.correlationId,
        contests: (area, text) => this.registry.contests(area, text),
        facts: { registers: this.registry.current(), grants: importer.grants, now: context.now },
      },
      this.recorder,
      this.stopping.signal,
    );
    const progress = new ImportProgress(this.runs, run, rows, onProgress);
    try {
      await rows.run(file.read());
    } catch (error) {
      await progress.end('STOPPED').catch(() => undefined);
      throw error;
    }
    return progress.end('DONE');
  }
}
