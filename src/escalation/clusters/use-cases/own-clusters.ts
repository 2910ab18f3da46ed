import type { Position } from '../../../event-store/recorded-event.js';
import type { SeenCluster } from '../cluster-sight.js';

/** Far more than can be recorded before a view follows. */
const MOST = 5_000;

/** What this process has just recorded of clusters, for as long as the view does not show it. */
export class OwnClusters {
  private readonly kept = new Map<string, SeenCluster>();

  keep(cluster: SeenCluster): void {
    this.kept.delete(cluster.id);
    this.kept.set(cluster.id, cluster);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) return;
      this.kept.delete(oldest);
    }
  }

  /** What the view showed, with what is newer here in its place; of all that is here only what fits. */
  over(seen: readonly SeenCluster[], fits: (cluster: SeenCluster) => boolean): SeenCluster[] {
    for (const { id, since } of seen) {
      if (since >= (this.kept.get(id)?.since ?? '')) this.kept.delete(id);
    }
    const rest = seen.filter(({ id }) => !this.kept.has(id));
    return [...rest, ...[...this.kept.values()].filter(fits)];
  }

  /** The view shows all that was recorded up to the position. */
  forget(upTo: Position): void {
    for (const { id, since } of this.kept.values()) if (since <= upTo) this.kept.delete(id);
  }
}
