import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { askPrepared } from '../../database/prepared.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';
import { rowsAt } from '../../projection/rows-at.js';
import type { Addressee } from '../domain/direction.events.js';
import { type DirectionRow, directionProjection } from './direction.projection.js';
import { DirectionSight, visibleDirections } from './direction-sight.js';
import { wanted } from './list-directions.query.js';

/** More than this no board shows. */
const MOST = 500;

/** A direction that is not done, as a board shows it. Instants are RFC 3339, UTC. */
export interface OpenDirection {
  readonly id: string;
  /** Area of the head who issued it. */
  readonly from: string;
  readonly to: Addressee;
  /** Those of its cases that the reader may see. */
  readonly cases: readonly string[];
  readonly cluster: string | null;
  readonly text: string;
  readonly issuedAt: string;
  readonly dueAt: string;
  readonly acknowledgedAt: string | null;
  /** Since when it is known to be overdue; null where it is not. */
  readonly overdueSince: string | null;
}

/** Directions that stand on a board until they are done; now (null) or as the log had them at a position. */
@Injectable()
export class OpenDirections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sight: DirectionSight,
  ) {}

  /** All open ones to the area and below it that the person may see, the first due first; at most 500. */
  openDirections(principal: Principal, area: string, asOf: Position | null): Promise<OpenDirection[]> {
    return this.find(principal, { area: [area], open: true }, asOf);
  }

  /** Those of them whose time is up. */
  overdueDirections(principal: Principal, area: string, asOf: Position | null): Promise<OpenDirection[]> {
    return this.find(principal, { area: [area], open: true, overdue: true }, asOf);
  }

  private async find(
    principal: Principal,
    filter: Parameters<typeof wanted>[1],
    asOf: Position | null,
  ): Promise<OpenDirection[]> {
    const parameters = new SqlParameters();
    const source = rowsAt(directionProjection, asOf, parameters);
    const seen = visibleDirections(parameters, principal, await this.sight.dutyAreas(principal));
    const conditions = [seen, ...wanted(parameters, filter)];
    const rows = await askPrepared<DirectionRow>(
      this.dataSource,
      `select id, direction from ${source} r where ${conditions.join(' and ')} order by due_at, id limit ${MOST}`,
      parameters.values,
    );
    const cases = rows.flatMap(({ direction }) => direction.cases);
    const visible = await this.sight.visibleAmong(principal, cases);
    return rows.map((row) => boardShape(row, visible));
  }
}

function boardShape({ id, direction }: DirectionRow, visible: ReadonlySet<string>): OpenDirection {
  const { from, to, cases, cluster, text, dueAt, issued, acknowledged, overdueSince } = direction;
  return {
    id,
    from,
    to,
    cases: cases.filter((one) => visible.has(one)),
    cluster,
    text,
    issuedAt: issued.at,
    dueAt,
    acknowledgedAt: acknowledged?.at ?? null,
    overdueSince,
  };
}
