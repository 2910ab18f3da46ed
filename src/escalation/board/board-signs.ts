import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { OpenDirections } from '../../direction/views/open-directions.js';
import { covers } from '../../kernel/grant.js';
import { ClustersAt, type OpenCluster } from '../clusters/views/clusters-at.query.js';
import { LastNihils } from '../nihil/views/last-nihil.js';
import type { BoardPoint } from './board-at.js';
import type { BoardCell, BoardReader } from './board-cells.js';
import type { OpenDecision } from './board-decisions.js';

/** What stands beside the cases of each row. */
export interface CellSigns {
  readonly clusters: readonly OpenCluster[];
  /** When somebody last said that nothing had happened in the area. */
  readonly nihilAt: Date | null;
}

/** What other rooms tell of the areas of a board: clusters, reports of nothing, directions. */
@Injectable()
export class BoardSigns {
  constructor(
    private readonly queries: QueryBus,
    private readonly nihils: LastNihils,
    private readonly directions: OpenDirections,
  ) {}

  /** For each cell; a cluster of the asked area itself, as of a whole province, stands in no row below it. */
  async of(reader: BoardReader, cells: readonly BoardCell[], point: BoardPoint): Promise<CellSigns[]> {
    const asOf = point.isLive ? null : point.position;
    const areas = cells.filter(({ here }) => !here).map(({ area }) => area);
    const [clusters, nihils] = await Promise.all([
      this.queries.execute(new ClustersAt(reader.principal, [reader.asked], asOf)),
      this.nihils.lastNihil(areas, asOf),
    ]);
    return cells.map(({ area, here }) => ({
      clusters: clusters.filter((cluster) => (here ? cluster.area === area : covers(area, cluster.area))),
      nihilAt: here ? null : (nihils.get(area)?.reportedAt ?? null),
    }));
  }

  /** Directions to the area or below it whose time is up. */
  async overdueDirections({ principal, asked }: BoardReader, point: BoardPoint): Promise<OpenDecision[]> {
    const asOf = point.isLive ? null : point.position;
    const found = await this.directions.overdueDirections(principal, asked, asOf);
    return found.map(({ id, cases, to, overdueSince, dueAt, text }) => ({
      kind: 'overdue_direction',
      caseId: cases[0] ?? null,
      directionId: id,
      area: to.area,
      text,
      since: overdueSince ?? dueAt,
    }));
  }
}
