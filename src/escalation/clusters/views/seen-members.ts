import type { Member } from '../domain/cluster.events.js';
import { categoryOf, windowOf } from '../domain/cluster.state.js';
import type { VisibleCluster } from './visible-clusters.js';

/** What a cluster is made of, as far as a reader may see its cases: the others are neither listed nor counted. */
export interface SeenMembers {
  /** Ids, the first recorded first. */
  readonly cases: readonly string[];
  /** Null where they are of several categories. */
  readonly category: string | null;
  /** RFC 3339, UTC: the first and the last. */
  readonly from: string;
  readonly until: string;
}

export function seenMembers({
  members,
  visible,
  category,
  ...cluster
}: Pick<VisibleCluster, 'members' | 'visible' | 'category' | 'from_at' | 'until_at'>): SeenMembers {
  const seen: readonly Member[] = members.filter(({ id }) => visible.includes(id));
  const window = windowOf(seen);
  return {
    cases: visible,
    category: seen.length === 0 ? category : categoryOf(seen),
    from: window?.from ?? cluster.from_at.toISOString(),
    until: window?.until ?? cluster.until_at.toISOString(),
  };
}
