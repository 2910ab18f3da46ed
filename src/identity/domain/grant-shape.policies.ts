import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Grant } from '../../kernel/grant.js';

/** What must be looked up before grants can be judged. */
export interface GrantFacts {
  /** The areas among the grants that do not exist. */
  readonly unknownAreas: ReadonlySet<string>;
  /** Codes of the agencies of the taxonomy. */
  readonly agencies: ReadonlySet<string>;
  /** Codes of the bodies to which cases are referred. */
  readonly bodies: ReadonlySet<string>;
}

/** Refuses, as `invalid`, what cannot be granted to anybody; every fault is named by its pointer. */
export function requireSoundGrants(grants: readonly Grant[], facts: GrantFacts): void {
  const errors = grants.flatMap((grant, index) => faultsOf(grant, `/grants/${index}`, facts));
  if (errors.length > 0) throw new DomainError('invalid', {}, errors);
}

function faultsOf(grant: Grant, pointer: string, facts: GrantFacts): FieldError[] {
  const faults: FieldError[] = [];
  if (facts.unknownAreas.has(grant.area)) faults.push({ pointer: `${pointer}/area`, code: 'unknown_area' });
  const code = agencyFault(grant, facts);
  if (code !== undefined) faults.push({ pointer: `${pointer}/agency`, code });
  return faults;
}

/** OFFICER and LIAISON serve an agency, a LIAISON perhaps a body outside the administration; the others serve none. */
function agencyFault({ role, agency }: Grant, { agencies, bodies }: GrantFacts): string | undefined {
  const serves = role === 'OFFICER' || role === 'LIAISON';
  if (agency === undefined) return serves ? 'agency_missing' : undefined;
  if (!serves) return 'agency_not_allowed';
  const known = agencies.has(agency) || (role === 'LIAISON' && bodies.has(agency));
  return known ? undefined : 'unknown_agency';
}
