import { ClusterReaders } from '../../escalation/clusters/cluster-readers.js';
import { CLUSTER_FOLD } from '../../escalation/clusters/cluster-stream.js';
import type { ClusterEvent } from '../../escalation/clusters/domain/cluster.events.js';
import type { KnownCluster } from '../../escalation/clusters/domain/cluster.state.js';
import { upcast } from '../../escalation/clusters/domain/cluster.upcasters.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { ClusterNews, News } from '../news.js';
import { FALLEN, type NewsSource, type Standing, type Told } from '../told.js';
import { areaAt, deadlinesOf } from './ladder-facts.js';

const TYPES: readonly ClusterEvent['type'][] = ['ClusterDetected', 'ClusterUpperInformed'];

/** What clusters give people to do. */
export class ClusterNewsSource implements NewsSource {
  readonly streams = 'cluster';

  constructor(
    private readonly store: EventStore,
    private readonly readers: ClusterReaders,
  ) {}

  isNews(type: string): boolean {
    return (TYPES as readonly string[]).includes(type);
  }

  async newsOf(event: RecordedEvent): Promise<readonly Told[]> {
    const state = foldRecorded(CLUSTER_FOLD, await this.store.read(event.stream));
    if (state.status === 'NONE') return [];
    const news = newsOf(upcast(event), event.stream.slice('cluster-'.length), state);
    if (news === null) return [];
    const cases = state.members.map(({ id }) => id);
    return [{ news, mayHear: (person) => this.readers.sees(person, state.area, cases) }];
  }

  async standingOf(stream: string, news: News): Promise<Standing> {
    const state = foldRecorded(CLUSTER_FOLD, await this.store.read(stream));
    if (state.status !== 'OPEN') return FALLEN;
    return { stands: news.kind !== 'cluster' || state.acknowledged === null, severity: null };
  }
}

/** The holder of a cluster is told when it is detected, the level above where the holder says nothing. */
export function newsOf(event: ClusterEvent, id: string, state: KnownCluster): ClusterNews | null {
  const { rule, area, members } = state;
  const categories = new Set(members.map(({ category }) => category));
  const category = categories.size === 1 ? ([...categories][0] ?? null) : null;
  const cluster = { id, rule, category, area, cases: members.length };
  switch (event.type) {
    case 'ClusterDetected': {
      const { level, holder, clocks, count } = event.data;
      const deadlines = deadlinesOf(clocks);
      return { kind: 'cluster', level, office: holder, cluster: { ...cluster, cases: count }, deadlines };
    }
    case 'ClusterUpperInformed': {
      const { level } = event.data;
      const office = { area: areaAt(level, state.holder.area), role: 'HEAD' } as const;
      return { kind: 'cluster', level, office, cluster, deadlines: [] };
    }
    default:
      return null;
  }
}
