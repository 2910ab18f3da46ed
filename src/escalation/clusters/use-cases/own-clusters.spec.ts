import type { SeenCluster } from '../cluster-sight.js';
import { OwnClusters } from './own-clusters.js';

function cluster(id: string, since: string): SeenCluster {
  const place = { rule: 'repeated_disorder', policyVersion: 1, area: '33.74.10', link: null };
  const window = { from: '2026-11-22T00:00:00Z', until: '2026-11-22T01:00:00Z', detectedAt: '01' };
  return { id, open: true, members: [], allClosed: false, since, ...window, ...place };
}

const all = (own: OwnClusters, ...seen: SeenCluster[]) =>
  own.over(seen, () => true).map(({ id, since }) => `${id}@${since}`);

describe('what a process has recorded of clusters itself', () => {
  it('stands in the place of what a view shows that is older, and gives way to what is newer', () => {
    const own = new OwnClusters();
    own.keep(cluster('a', '05'));
    own.keep(cluster('b', '06'));
    expect(all(own, cluster('a', '04'), cluster('b', '07'))).toEqual(['b@07', 'a@05']);
  });

  it('is forgotten only as far as the view is known to have come', () => {
    const own = new OwnClusters();
    own.keep(cluster('a', '05'));
    own.keep(cluster('b', '06'));
    own.forget('05');
    expect(all(own)).toEqual(['b@06']);
  });
});
