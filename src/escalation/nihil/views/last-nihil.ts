import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { askPrepared } from '../../../database/prepared.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { pastTableOf, tableOf } from '../../../projection/projection.js';
import { nihilProjection } from './nihil.projection.js';

const COLUMNS = 'until_at, reported_at';
/** The keys of an area's months, by which each area is a short walk through an index; '.' comes right after '-'. */
const MONTHS = "id > a.area || '-' and id < a.area || '.'";
const CURRENT = `from ${tableOf(nihilProjection)} where ${MONTHS}`;
const PAST = `from ${pastTableOf(nihilProjection)} where ${MONTHS}`;

const NOW = lastOf(`select ${COLUMNS} ${CURRENT} order by id desc limit 2`);
const THEN = lastOf(`(select ${COLUMNS} ${CURRENT} and since <= $2 order by id desc limit 2)
  union all (select ${COLUMNS} ${PAST} and since <= $2 and until > $2 order by id desc limit 2)`);

/** The last two months of each area are enough: what was said of a month before is not the last word. */
function lastOf(months: string): string {
  return `select a.area, max(m.until_at) as until_at, max(m.reported_at) as reported_at
    from unnest($1::text[]) a(area) cross join lateral (${months}) m group by a.area`;
}

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
    const rows = await askPrepared<{ area: string; until_at: Date; reported_at: Date }>(
      this.dataSource,
      asOf === null ? NOW : THEN,
      asOf === null ? [areas] : [areas, asOf],
    );
    return new Map(rows.map((row) => [row.area, { until: row.until_at, reportedAt: row.reported_at }]));
  }
}
