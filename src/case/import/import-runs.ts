import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Position } from '../../event-store/recorded-event.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { ImportMode } from './import.runner.js';
import type { RowResult } from './import-result.js';

/** A run as it is kept: what was asked, how far it is, what became of its rows. */
export interface ImportRunRow {
  readonly id: string;
  readonly source: string;
  readonly mode: ImportMode;
  /** Person id. */
  readonly importer: string;
  readonly areas: readonly string[];
  /** SHA-256 of the file's bytes, in hex. */
  readonly file: string;
  /** Rows of the file. */
  readonly rows: number;
  /** `STOPPED`: the store stayed away or the service ended; the same file again does the rest. */
  readonly state: 'RUNNING' | 'DONE' | 'STOPPED';
  /** In file order; while it runs, those before which none is missing. */
  readonly results: readonly RowResult[];
  /** Of the last event that a row of the file recorded. */
  readonly position: Position | null;
}

export type NewImportRun = Pick<
  ImportRunRow,
  'id' | 'source' | 'mode' | 'importer' | 'areas' | 'file' | 'rows'
>;

/** A running import that told nothing for so long died with its process. */
const SILENCE = '1 minute';

const BEGIN = `
  insert into import_run as r (id, source, mode, importer, areas, file, rows)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (id) do update
    set mode = excluded.mode, areas = excluded.areas, rows = excluded.rows, state = 'RUNNING',
        results = '[]', position = null, started_at = clock_timestamp(), updated_at = clock_timestamp()
    where r.importer = excluded.importer and r.source = excluded.source
      and r.file = excluded.file
      and (r.state <> 'RUNNING' or r.updated_at < clock_timestamp() - interval '${SILENCE}')
  returning id`;

const TELL = `
  update import_run set state = $2, results = $3::jsonb, position = $4, updated_at = clock_timestamp() where id = $1`;

/** The kept runs. */
@Injectable()
export class ImportRuns {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Opens a run. The importer may use an id again for the same file and source, e.g. after a lost answer or a restart;
   * otherwise, and while the first still runs, it is `id_taken`.
   */
  async begin({ id, source, mode, importer, areas, file, rows }: NewImportRun): Promise<void> {
    const opened = await this.dataSource.query<unknown[]>(BEGIN, [
      id,
      source,
      mode,
      importer,
      areas,
      file,
      rows,
    ]);
    if (opened.length === 0) throw new DomainError('id_taken');
  }

  async tell(
    id: string,
    { state, results, position }: Pick<ImportRunRow, 'state' | 'results' | 'position'>,
  ): Promise<void> {
    await this.dataSource.query(TELL, [id, state, JSON.stringify(results), position]);
  }

  async find(id: string): Promise<ImportRunRow | undefined> {
    const [row] = await this.dataSource.query<ImportRunRow[]>(
      'select id, source, mode, importer, areas, file, rows, state, results, position from import_run where id = $1',
      [id],
    );
    return row;
  }
}
