import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { grantOver, type Principal } from '../../kernel/grant.js';

/** Registers are kept by ADMINs, each within their own area. Throws `forbidden`. */
export function asRegisterAdministrator(by: Principal, area: string): Actor {
  if (grantOver(by, ['ADMIN'], area) === undefined) throw new DomainError('forbidden');
  return { id: by.id, role: 'ADMIN' };
}
