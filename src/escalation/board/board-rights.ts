import { inArea, type SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { heldBy, type Principal } from '../../kernel/grant.js';
import type { BoardReader } from './board-cells.js';
import { boardKeys } from './board-totals.js';

/** Cases that accuse an office in which the person sits, or below which; `of` is the table with its dot. */
export function accusesOffices(parameters: SqlParameters, principal: Principal, of = ''): string {
  const held = heldBy(principal);
  const areas = [...new Set(held.flatMap(({ area }) => ['', ...upTo(area)]))];
  const agencies = [...new Set(held.flatMap(({ agency }) => (agency === undefined ? [] : [agency])))];
  return `(${of}accused_area is not null and ${of}accused_area = any(${parameters.add(areas)})
    and (${of}accused_agency is null or ${of}accused_agency = any(${parameters.add(agencies)})))`;
}

/** The cases that the person counts today: `counts`, as SQL over the view's present rows. */
export function countedBy(parameters: SqlParameters, { principal, sees }: BoardReader): string {
  const within = (areas: readonly string[]): string =>
    areas.map((area) => inArea(parameters, area)).join(' or ') || 'false';
  return `(((access = 'OPEN' and (${within(sees.open)})) or (access = 'RESTRICTED' and (${within(sees.restricted)})))
    and not ${accusesOffices(parameters, principal)})`;
}

function upTo(area: string): string[] {
  return area === '' ? [] : boardKeys(area).filter((key) => !key.endsWith('='));
}
