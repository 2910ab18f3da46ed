import { covers, type Grant, type Role } from '../../kernel/grant.js';

/** Who imports (API, table of actions). */
export const IMPORTERS: readonly Role[] = ['SECRETARIAT', 'DESK', 'OPERATOR'];

/** The grant by which a person may import a case of the area. */
export function importGrant(grants: readonly Grant[], area: string): Grant | undefined {
  return grants.find((grant) => IMPORTERS.includes(grant.role) && covers(grant.area, area));
}

/** The areas into which a person may import, the widest only, in order of their codes. */
export function importAreas(grants: readonly Grant[]): readonly string[] {
  const areas = [...new Set(grants.filter(({ role }) => IMPORTERS.includes(role)).map(({ area }) => area))];
  const isWidest = (area: string) => !areas.some((wider) => wider !== area && covers(wider, area));
  return areas.filter(isWidest).toSorted();
}

/** True where each of the areas lies in one of the others. */
export function allWithin(areas: readonly string[], others: readonly string[]): boolean {
  return areas.every((area) => others.some((other) => covers(other, area)));
}
