import { covers, depthOf, type Grant, heldBy, type Principal, type Role } from '../../kernel/grant.js';
import type { AccusedOffice, CaseReport } from './case.events.js';
import type { KnownCase } from './case.state.js';

/** What decides who sees a case. */
export interface CaseAccess {
  readonly area: string;
  readonly recordedBy: string;
  readonly access: CaseReport['access'];
  readonly accusedOffice: AccusedOffice | null;
  /** Area of the office that holds the case or, off the ladder, held it last; null for archived cases. */
  readonly holderArea: string | null;
  readonly named: readonly string[];
  /** Agencies ever assigned that did not refuse, and those asked. */
  readonly agencies: readonly string[];
  /** Bodies to which it was referred or handed on. */
  readonly bodies: readonly string[];
}

/** Roles that log cases; they see their own wherever it lies (API, table of actions). */
export const RECORDING_ROLES: readonly Role[] = [
  'REPORTER',
  'OPERATOR',
  'VERIFIER',
  'OFFICER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
];

/** Depth of a kab/kota. */
export const REGENCY = 2;

/** What the rules of sight look at. */
export function accessOf(state: KnownCase): CaseAccess {
  const { report, recordedBy, ladder, named, agencies, referrals } = state;
  return {
    area: report.area,
    recordedBy,
    access: report.access,
    accusedOffice: report.accusedOffice ?? null,
    holderArea: ladder?.holder.area ?? null,
    named,
    agencies,
    bodies: [...new Set(referrals.flatMap(({ body, handedTo }) => [body, ...handedTo]))],
  };
}

/** True where the person may see the case. Where not, it does not exist for them. */
export function visible(principal: Principal, access: CaseAccess): boolean {
  if (isBarred(principal, access.accusedOffice)) return false;
  return (
    access.named.includes(principal.id) || principal.grants.some((grant) => shows(grant, principal, access))
  );
}

/** Whoever sits in the accused's office, or below it, is barred, whatever else they hold. */
export function isBarred(principal: Principal, office: AccusedOffice | null): boolean {
  if (office === null) return false;
  return heldBy(principal).some(
    ({ area, agency }) =>
      covers(office.area, area) && (office.agency === undefined || office.agency === agency),
  );
}

/** True where this one grant, for itself, shows its holder the case. */
export function shows(grant: Grant, { id }: Principal, access: CaseAccess): boolean {
  if (RECORDING_ROLES.includes(grant.role) && access.recordedBy === id) return true;
  if (!covers(grant.area, access.area)) return false;
  switch (grant.role) {
    case 'OPERATOR':
    case 'VERIFIER':
    case 'DESK':
      return access.access === 'OPEN';
    case 'HEAD':
      return access.access === 'OPEN' || access.holderArea === grant.area;
    case 'SECRETARIAT':
      return access.access === 'OPEN' || depthOf(grant.area) <= REGENCY;
    case 'OFFICER':
      return grant.agency !== undefined && access.agencies.includes(grant.agency);
    case 'LIAISON':
      return grant.agency !== undefined && access.bodies.includes(grant.agency);
    case 'AUDITOR':
      return true;
    case 'REPORTER':
    case 'CUSTODIAN':
    case 'ADMIN':
      return false;
  }
}
