import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SqlParameters } from '../../../case/views/case-list/visible-cases.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { rowsAt } from '../../../projection/rows-at.js';
import { nihilProjection } from './nihil.projection.js';

/** The last word of an area that nothing happened there. */
export interface LastNihil {
  /** The last instant of which it was said. */
  readonly until: Date;
  /** When the last report came; a report may speak for days long before. */
  readonly reportedAt: Date;
}

/** Which areas said that nothing happened, now (null) or as the log had it at a position. */
@Injectable()
export class LastNihils {
  constructor(private readonly dataSource: DataSource) {}

  /** By area; what a kelurahan says is not said of its kecamatan. Areas that never said so are left out. */
  async lastNihil(areas: readonly string[], asOf: Position | null): Promise<ReadonlyMap<string, LastNihil>> {
    const parameters = new SqlParameters();
    const source = rowsAt(nihilProjection, asOf, (value) => parameters.add(value));
    const rows = await this.dataSource.query<{ area: string; until_at: Date; reported_at: Date }[]>(
      `select area, max(until_at) as until_at, max(reported_at) as reported_at
       from ${source} r where area = any(${parameters.add(areas)}::text[]) group by area`,
      parameters.values,
    );
    return new Map(rows.map((row) => [row.area, { until: row.until_at, reportedAt: row.reported_at }]));
  }
}
