import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { grantOver, type Principal } from '../../kernel/grant.js';

/** Who may say that nothing happened in an area. */
export const REPORTERS_OF_NOTHING = ['OPERATOR', 'HEAD', 'SECRETARIAT', 'DESK'] as const;

/** In which capacity a person says it; throws `forbidden`. */
export function asReporterOfNothing(area: string, by: Principal): Actor {
  const grant = grantOver(by, REPORTERS_OF_NOTHING, area);
  if (grant === undefined) throw new DomainError('forbidden');
  return { id: by.id, role: grant.role };
}
