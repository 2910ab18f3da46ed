import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { CaseSight } from './case-sight.js';
import { type ImportRunRow, ImportRuns } from './import-runs.js';
import { asSeenBy, maySeeRun } from './import-visibility.js';

/** Progress and results of a run, for who may see them. */
export class FindImport {
  constructor(
    readonly reader: Principal,
    readonly id: string,
  ) {}
}

/** Finds a run and what became of its rows so far. */
@QueryHandler(FindImport)
export class FindImportQuery implements IQueryHandler<FindImport, ImportRunRow> {
  constructor(
    private readonly runs: ImportRuns,
    private readonly sight: CaseSight,
  ) {}

  /** Throws `not_found`, also where the run may not be seen. */
  async execute({ reader, id }: FindImport): Promise<ImportRunRow> {
    const run = await this.runs.find(id);
    if (run === undefined || !maySeeRun(reader, run)) throw new DomainError('not_found');
    return asSeenBy(reader, run, this.sight);
  }
}
