import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers, type Grant, type Principal, type Role } from '../../kernel/grant.js';

/** Whoever has one of these watches or makes the others, so only an ADMIN of the whole country gives or takes them. */
export const RESERVED: readonly Role[] = ['CUSTODIAN', 'AUDITOR', 'ADMIN'];

/** Somebody about whom is decided. */
interface Person {
  readonly id: string;
  readonly grants: readonly Grant[];
}

/** True for two grants of the same role, area and agency. */
export function sameGrant(a: Grant, b: Grant): boolean {
  return a.role === b.role && a.area === b.area && a.agency === b.agency;
}

/** True where both sets hold the same grants, in whatever order. */
export function sameGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  return added(a, b).length === 0 && added(b, a).length === 0;
}

/** The grants that `after` has and `before` has not. */
export function added(before: readonly Grant[], after: readonly Grant[]): readonly Grant[] {
  return after.filter((grant) => !before.some((other) => sameGrant(grant, other)));
}

/** True for an ADMIN whose area holds the other area. */
export function administers(admin: Principal, area: string): boolean {
  return admin.grants.some((grant) => grant.role === 'ADMIN' && covers(grant.area, area));
}

/** True for an ADMIN of the whole country. */
export function administersTheCountry(admin: Principal): boolean {
  return administers(admin, '');
}

/** An ADMIN sees the people who have a grant within the ADMIN's own area. */
export function maySeePerson(admin: Principal, person: Person): boolean {
  return person.grants.some((grant) => administers(admin, grant.area));
}

/** An ADMIN manages the people whose every grant the ADMIN could have given. */
export function mayManagePerson(admin: Principal, person: Person): boolean {
  return person.grants.every((grant) => mayGive(admin, grant));
}

/** An ADMIN gives what lies within the ADMIN's own area; a reserved role is given by an ADMIN of the whole country. */
export function mayGive(admin: Principal, grant: Grant): boolean {
  return RESERVED.includes(grant.role) ? administersTheCountry(admin) : administers(admin, grant.area);
}

/** A token carries no more than its owner has: the same role and agency, over the same area or a part of it. */
export function mayCarry(owner: Principal, grant: Grant): boolean {
  return owner.grants.some(
    (own) => own.role === grant.role && own.agency === grant.agency && covers(own.area, grant.area),
  );
}

/**
 * The ADMIN in the capacity of whom people are admitted.
 * Errors: `forbidden` for who is no ADMIN; `reserved_role`, `grant_beyond_own`.
 */
export function asGiverOf(admin: Principal, grants: readonly Grant[]): Actor {
  const actor = asAdmin(admin);
  for (const { role, area } of grants.filter((grant) => !mayGive(admin, grant))) {
    throw new DomainError(administers(admin, area) ? 'reserved_role' : 'grant_beyond_own', { role, area });
  }
  return actor;
}

/**
 * The ADMIN in the capacity of whom a person is managed.
 * Errors: `not_found` where the person may not be seen, `forbidden` where seen but not managed.
 */
export function asManagerOf(admin: Principal, person: Person): Actor {
  if (!maySeePerson(admin, person)) throw new DomainError('not_found');
  if (!mayManagePerson(admin, person)) throw new DomainError('forbidden');
  return asAdmin(admin);
}

/** The person in the first capacity the person has: for what everybody may do about themselves. */
export function asOneself({ id, grants }: Principal): Actor {
  const [first] = grants;
  if (first === undefined) throw new DomainError('forbidden');
  return first.agency === undefined
    ? { id, role: first.role }
    : { id, role: first.role, agency: first.agency };
}

function asAdmin({ id, grants }: Principal): Actor {
  if (!grants.some((grant) => grant.role === 'ADMIN')) throw new DomainError('forbidden');
  return { id, role: 'ADMIN' };
}
