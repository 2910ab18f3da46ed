import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { grantOver, type Principal } from '../../kernel/grant.js';

/** A policy holds in the whole installation, so it takes an ADMIN over all of it. Throws `forbidden`. */
export function asPolicyAdministrator(by: Principal): Actor {
  if (grantOver(by, ['ADMIN'], '') === undefined) throw new DomainError('forbidden');
  return { id: by.id, role: 'ADMIN' };
}
