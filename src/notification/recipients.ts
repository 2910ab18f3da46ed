import { type CaseAccess, isBarred, visible } from '../case/domain/visibility.policies.js';
import type { Grant, Principal, Role } from '../kernel/grant.js';
import type { News } from './news.js';

/** What the secretariat may settle as well as the head. */
const BESIDE_THE_HEAD: readonly News['kind'][] = ['proposed', 'conflict_status'];

/**
 * The grants whose holders must act on the news: those of exactly the office's area, nobody's above or below. One list
 * after the other: an agency without people there is told where it is next above; for one without any the secretariat
 * stands in.
 */
export function grantsTold({ kind, office }: News): Grant[][] {
  const { area, role, agency } = office;
  if (agency === undefined) {
    const roles: Role[] = BESIDE_THE_HEAD.includes(kind) ? [role, 'SECRETARIAT'] : [role];
    return [roles.map((one): Grant => ({ role: one, area }))];
  }
  const officers = upwardFrom(area).map((code): Grant[] => [{ role: 'OFFICER', area: code, agency }]);
  return [...officers, ...upwardFrom(area).map((code): Grant[] => [{ role: 'SECRETARIAT', area: code }])];
}

function upwardFrom(area: string): string[] {
  if (area === '') return [''];
  const parts = area.split('.');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('.')), ''];
}

/** True where people who stand in for the head of the office are told as well. */
export function toldOnDuty({ office }: News): boolean {
  return office.role === 'HEAD';
}

/**
 * True where the person may be told: nobody whom the accused office bars is, and of a restricted case only those are
 * who may see it.
 */
export function mayBeTold(person: Principal, access: CaseAccess): boolean {
  if (isBarred(person, access.accusedOffice)) return false;
  return access.access === 'OPEN' || visible(person, access);
}
