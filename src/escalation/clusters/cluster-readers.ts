import type { Principal } from '../../kernel/grant.js';

/** Who sees a cluster as it stands: a cluster none of whose cases somebody may see does not exist for them. */
export abstract class ClusterReaders {
  abstract sees(principal: Principal, area: string, caseIds: readonly string[]): Promise<boolean>;
}
