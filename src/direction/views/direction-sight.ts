import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { caseList } from '../../case/views/case-list/case-list.projection.js';
import { inArea, SqlParameters, visibleCases } from '../../case/views/case-list/visible-cases.js';
import { DutyRosters } from '../../escalation/rosters/duty-rosters.js';
import { EventFeed } from '../../event-store/event-feed.js';
import { Clock } from '../../kernel/clock.js';
import type { Grant, Principal, Role } from '../../kernel/grant.js';
import { tableOf } from '../../projection/projection.js';
import { PositionWaiter } from '../../projection/wait-for-position.js';
import { DIRECTED_ROLES } from '../domain/direction.events.js';
import { AREA_READERS } from '../domain/direction.policies.js';

/** A case that was just recorded: the list is given this long to have seen it. */
const PATIENCE_MS = 2_000;

/** What of directions, and of the cases that they are about, a person may see. */
@Injectable()
export class DirectionSight {
  constructor(
    private readonly dataSource: DataSource,
    private readonly duty: DutyRosters,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
    private readonly clock: Clock,
  ) {}

  /** Areas for whose heads the person is on duty now. */
  dutyAreas(principal: Principal): Promise<string[]> {
    return this.duty.areasOf(principal.id, this.clock.now());
  }

  /** Those of the cases that the person may see, by the case list. */
  async visibleAmong(principal: Principal, cases: readonly string[]): Promise<ReadonlySet<string>> {
    if (cases.length === 0) return new Set();
    const parameters = new SqlParameters();
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from ${tableOf(caseList)}
       where id = any(${parameters.add(cases)}::uuid[]) and ${visibleCases(parameters, principal)}`,
      parameters.values,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The same once the list has seen all that is recorded: for cases that were logged a moment ago. */
  async visibleByNow(principal: Principal, cases: readonly string[]): Promise<ReadonlySet<string>> {
    if (cases.length > 0) await this.positions.reached(caseList.name, await this.feed.end(), PATIENCE_MS);
    return this.visibleAmong(principal, cases);
  }
}

/** The rows of directions that a person may see: the same rule as `seesDirection`, as SQL. A test holds them together. */
export function visibleDirections(
  parameters: SqlParameters,
  principal: Principal,
  dutyAreas: readonly string[],
): string {
  const onDuty = parameters.add(dutyAreas);
  const parties = principal.grants.map((grant) => partyBy(parameters, grant)).filter((sql) => sql !== null);
  const duty = `(to_role = 'HEAD' and to_area = any(${onDuty}::text[])) or issued_from = any(${onDuty}::text[])`;
  return `(${[duty, ...parties, byArea(parameters, principal)].join(' or ')})`;
}

function partyBy(parameters: SqlParameters, { role, area, agency }: Grant): string | null {
  if (role === 'OFFICER') {
    return `(to_agency = ${parameters.add(agency ?? '')} and ${inArea(parameters, area, 'to_area')})`;
  }
  const offices: readonly Role[] = DIRECTED_ROLES;
  if (!offices.includes(role)) return null;
  const here = parameters.add(area);
  const addressed = `(to_role = ${parameters.add(role)} and to_area = ${here})`;
  return role === 'HEAD' || role === 'SECRETARIAT' ? `${addressed} or issued_from = ${here}` : addressed;
}

/** Who sees the area sees a direction there only with all its cases. */
function byArea(parameters: SqlParameters, principal: Principal): string {
  const readers: readonly Role[] = AREA_READERS;
  const areas = principal.grants.filter(({ role }) => readers.includes(role)).map(({ area }) => area);
  if (areas.length === 0) return 'false';
  const scope = areas.map((area) => inArea(parameters, area, 'to_area')).join(' or ');
  const seen = `select 1 from ${tableOf(caseList)} where id = n.case_id and ${visibleCases(parameters, principal)}`;
  return `((${scope}) and not exists (select 1 from unnest(cases) n(case_id) where not exists (${seen})))`;
}
