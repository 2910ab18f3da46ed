import { Injectable } from '@nestjs/common';
import type { LiveMessage } from '../../case/views/live-cases/live-message.js';
import { LiveNeighbours } from '../../case/views/live-cases/live-neighbours.js';
import type { Topic } from '../../case/views/live-cases/topics.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import { covers, type Principal } from '../../kernel/grant.js';
import { LiveClusters } from './live-clusters.js';
import { LiveDirections } from './live-directions.js';
import type { Followed, LiveKind } from './live-kind.js';

/** Tells those who follow a board, or their own work, of clusters and directions. */
@Injectable()
export class LiveBoard extends LiveNeighbours {
  private readonly kinds: ReadonlyMap<string, LiveKind>;

  constructor(clusters: LiveClusters, directions: LiveDirections) {
    super();
    this.kinds = new Map<string, LiveKind>([
      ['cluster', clusters],
      ['direction', directions],
    ]);
  }

  async messageFor(
    event: RecordedEvent,
    reader: Principal,
    topics: readonly Topic[],
  ): Promise<LiveMessage | null> {
    const [streams = ''] = event.stream.split('-', 1);
    const kind = this.kinds.get(streams);
    if (kind === undefined || !topics.some((topic) => topic.kind === 'board' || topic.kind === 'mine'))
      return null;
    const followed = await kind.followedBy(reader, event);
    if (followed === null || !topics.some((topic) => concerns(topic, followed))) return null;
    const { type, revision, recordedAt } = event;
    const id = event.stream.slice(streams.length + 1);
    return {
      event: kind.event,
      data: { id, type, revision, area: followed.area, recordedAt: recordedAt.toISOString() },
    };
  }
}

function concerns(topic: Topic, { area, mine }: Followed): boolean {
  if (topic.kind === 'board') return covers(topic.area, area);
  return topic.kind === 'mine' && mine;
}
