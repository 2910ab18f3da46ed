import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers, depthOf, type Grant, type Principal, type Role } from '../../kernel/grant.js';
import type { Addressee } from './direction.events.js';
import type { Direction, DirectionState } from './direction.state.js';

/** Depth of a kab/kota: its head and those above issue directions. */
const REGENCY = 2;

/** Roles that see the directions in their area, where they see the cases that these are about. */
export const AREA_READERS = [
  'OPERATOR',
  'VERIFIER',
  'DESK',
  'HEAD',
  'SECRETARIAT',
  'AUDITOR',
] as const satisfies Role[];

/** What a person is besides their grants, and what they may see. */
export interface Standing {
  /** Areas for whose heads the person is on duty now. */
  readonly dutyAreas: readonly string[];
  /** True where the agency that is addressed has no OFFICER there: the secretariat answers for it. */
  readonly withoutOfficer: boolean;
  /** Those of the direction's cases that the person may see. */
  readonly visibleCases: ReadonlySet<string>;
}

/** In which capacity somebody issues a direction to an area, and for the head of which; throws `forbidden`. */
export function asIssuer(
  { id, grants }: Principal,
  to: string,
): { readonly actor: Actor; readonly from: string } {
  const nearest = grants
    .filter(({ role, area }) => role === 'HEAD' && depthOf(area) <= REGENCY && covers(area, to))
    .sort((a, b) => depthOf(b.area) - depthOf(a.area))[0];
  if (nearest === undefined) throw new DomainError('forbidden');
  return { actor: { id, role: 'HEAD' }, from: nearest.area };
}

/** The capacity in which a person acts on a direction as the addressee; null for everybody else. */
export function addresseeOf(
  principal: Principal,
  { to }: Pick<Direction, 'to'>,
  { dutyAreas, withoutOfficer }: Standing,
): Actor | null {
  const { id, grants } = principal;
  const grant = grants.find((one) => isAddressed(one, to));
  if (grant !== undefined) return actorOf(id, grant);
  if ('role' in to) return to.role === 'HEAD' && dutyAreas.includes(to.area) ? { id, role: 'HEAD' } : null;
  const stands = grants.some(({ role, area }) => role === 'SECRETARIAT' && covers(area, to.area));
  return withoutOfficer && stands ? { id, role: 'SECRETARIAT' } : null;
}

/** The capacity in which a person acts for the office that issued a direction; null for everybody else. */
export function issuerOf(
  { id, grants }: Principal,
  { from }: Pick<Direction, 'from'>,
  { dutyAreas }: Standing,
): Actor | null {
  const grant = grants.find(({ role, area }) => (role === 'HEAD' || role === 'SECRETARIAT') && area === from);
  if (grant !== undefined) return { id, role: grant.role };
  return dutyAreas.includes(from) ? { id, role: 'HEAD' } : null;
}

/**
 * True where the person may see the direction: whoever it is for and whoever issued it, always; others who see its
 * area only together with all cases that it is about, since its text may tell of them.
 */
export function seesDirection(principal: Principal, direction: Direction, standing: Standing): boolean {
  const { to, cases } = direction;
  if (isParty(principal, direction, standing)) return true;
  const readers: readonly Role[] = AREA_READERS;
  const inArea = principal.grants.some(({ role, area }) => readers.includes(role) && covers(area, to.area));
  return inArea && cases.every((id) => standing.visibleCases.has(id));
}

function isParty(principal: Principal, direction: Direction, standing: Standing): boolean {
  const withoutSubstitutes = { ...standing, withoutOfficer: false };
  return (
    addresseeOf(principal, direction, withoutSubstitutes) !== null ||
    issuerOf(principal, direction, standing) !== null
  );
}

/** Who acts as the addressee; throws `not_found` where the direction may not be seen, `forbidden` for others. */
export function asAddressee(principal: Principal, state: DirectionState, standing: Standing): Actor {
  const actor = addresseeOf(principal, seen(principal, state, standing), standing);
  if (actor === null) throw new DomainError('forbidden');
  return actor;
}

/** Who says that it is done: the addressee or the office that issued it. Throws as `asAddressee`. */
export function asCompleter(
  principal: Principal,
  state: DirectionState,
  standing: Standing,
): { readonly actor: Actor; readonly as: 'ADDRESSEE' | 'ISSUER' } {
  const direction = seen(principal, state, standing);
  const addressee = addresseeOf(principal, direction, standing);
  if (addressee !== null) return { actor: addressee, as: 'ADDRESSEE' };
  const issuer = issuerOf(principal, direction, standing);
  if (issuer === null) throw new DomainError('forbidden');
  return { actor: issuer, as: 'ISSUER' };
}

function seen(principal: Principal, state: DirectionState, standing: Standing): Direction {
  if (state === null || !seesDirection(principal, state, standing)) throw new DomainError('not_found');
  return state;
}

/** An agency's officers serve every area below theirs; an office is that of exactly one area. */
function isAddressed({ role, area, agency }: Grant, to: Addressee): boolean {
  if ('agency' in to) return role === 'OFFICER' && agency === to.agency && covers(area, to.area);
  return role === to.role && area === to.area;
}

function actorOf(id: string, { role, agency }: Grant): Actor {
  return agency === undefined ? { id, role } : { id, role, agency };
}
