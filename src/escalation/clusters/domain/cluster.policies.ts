import type { Actor } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { covers, type Principal, type Role } from '../../../kernel/grant.js';
import type { KnownCluster } from './cluster.state.js';

/** Whose word it is that the level knows. */
const SPEAKERS: readonly Role[] = ['HEAD', 'SECRETARIAT'];

/** What the use case has looked up about people. */
export interface OfficeFacts {
  /** The person may see the cluster at all. */
  readonly seen: boolean;
  /** The person is on the duty roster of the office that holds the cluster. */
  readonly onDuty: boolean;
  /** For whom it is recorded; null where they speak for themselves. `speaks`: that one may say it for the office. */
  readonly named: { readonly id: string; readonly speaks: boolean } | null;
}

/** True where the person is head or secretary of exactly the office that holds the cluster. */
export function speaksFor({ grants }: Principal, { holder }: Pick<KnownCluster, 'holder'>): boolean {
  return grants.some(({ role, area }) => SPEAKERS.includes(role) && area === holder.area);
}

/**
 * In which capacity a person acknowledges: head, duty officer or secretary of the holding office, or the desk of the area
 * for one of these. Errors: `not_found` where they may not see it, `forbidden`, `acknowledged_by_missing` and
 * `not_of_the_holding_level` (422).
 */
export function asAcknowledging(principal: Principal, cluster: KnownCluster, facts: OfficeFacts): Actor {
  const own = ownCapacity(principal, cluster, facts);
  if (own !== null && (facts.named === null || facts.named.id === principal.id)) return own;
  const isDesk = principal.grants.some(({ role, area }) => role === 'DESK' && covers(area, cluster.area));
  if (own === null && !isDesk) throw new DomainError('forbidden');
  if (facts.named === null) throw wrong('acknowledged_by_missing');
  if (!facts.named.speaks) throw wrong('not_of_the_holding_level');
  return own ?? { id: principal.id, role: 'DESK', onBehalfOf: facts.named.id };
}

/** In which capacity a person ends a cluster. Errors: `not_found`, `forbidden`. */
export function asEnding(principal: Principal, cluster: KnownCluster, facts: OfficeFacts): Actor {
  const own = ownCapacity(principal, cluster, facts);
  if (own === null) throw new DomainError('forbidden');
  return own;
}

function ownCapacity(
  { id, grants }: Principal,
  { holder }: KnownCluster,
  { seen, onDuty }: OfficeFacts,
): Actor | null {
  if (!seen) throw new DomainError('not_found');
  const grant = grants.find(({ role, area }) => SPEAKERS.includes(role) && area === holder.area);
  if (grant !== undefined) return { id, role: grant.role };
  return onDuty ? { id, role: holder.role } : null;
}

function wrong(code: string): DomainError {
  return new DomainError(code, {}, [{ pointer: '/by', code }]);
}
