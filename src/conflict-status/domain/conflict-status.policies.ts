import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers, type Principal, type Role } from '../../kernel/grant.js';
import type { ConflictStatusState } from './conflict-status.state.js';

/** Everybody who works with cases of an area knows of a status there, above it and below it: it is a public act. */
export const CONFLICT_READERS = [
  'REPORTER',
  'OPERATOR',
  'VERIFIER',
  'OFFICER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'LIAISON',
  'AUDITOR',
] as const satisfies Role[];

/** Who records what the office holder decided: at the level of the scale, so at exactly that area. */
export const CONFLICT_RECORDERS = ['SECRETARIAT', 'HEAD'] as const satisfies Role[];

/** In which capacity a person records the decision for an area; throws `forbidden`. */
export function asRecorderFor(area: string, { id, grants }: Principal): Actor {
  const roles: readonly Role[] = CONFLICT_RECORDERS;
  const grant = grants.find((one) => roles.includes(one.role) && one.area === area);
  if (grant === undefined) throw new DomainError('forbidden');
  return { id, role: grant.role };
}

/** The same for one that exists; throws `not_found` where the person may not even see it. */
export function asRecorderOf(state: ConflictStatusState, by: Principal): Actor {
  if (state === null || !seesConflictStatus(by, state.area)) throw new DomainError('not_found');
  return asRecorderFor(state.area, by);
}

/** True where it concerns the person's area: at it, above it or below it. */
export function seesConflictStatus({ grants }: Principal, area: string): boolean {
  const roles: readonly Role[] = CONFLICT_READERS;
  return grants.some((one) => roles.includes(one.role) && (covers(one.area, area) || covers(area, one.area)));
}
