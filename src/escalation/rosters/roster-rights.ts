import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { grantOver, type Principal, type Role } from '../../kernel/grant.js';

/** Who sees which people are on duty in an area: whoever works there, and who audits it. */
export const READERS = ['OPERATOR', 'VERIFIER', 'OFFICER', 'HEAD', 'SECRETARIAT', 'DESK', 'AUDITOR'] as const;

/** Who says it. */
export const WRITERS = ['HEAD', 'SECRETARIAT'] as const;

/** In which capacity a person keeps the rosters of an area; throws `forbidden`. */
export function asKeeperOf(area: string, by: Principal): Actor {
  const grant = grantOver(by, WRITERS, area);
  if (grant === undefined) throw new DomainError('forbidden');
  return { id: by.id, role: grant.role };
}

/** The same for a roster that exists: `not_found` where the person may not even see it. */
export function asKeeperOfSeen(area: string | undefined, by: Principal): Actor {
  const readers: readonly Role[] = READERS;
  if (area === undefined || grantOver(by, readers, area) === undefined) throw new DomainError('not_found');
  return asKeeperOf(area, by);
}
