import { Injectable } from '@nestjs/common';
import { ClusterReaders } from '../../escalation/clusters/cluster-readers.js';
import { CLUSTER_FOLD } from '../../escalation/clusters/cluster-stream.js';
import { speaksFor } from '../../escalation/clusters/domain/cluster.policies.js';
import { DutyRosters } from '../../escalation/rosters/duty-rosters.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import { Clock } from '../../kernel/clock.js';
import type { Principal } from '../../kernel/grant.js';
import type { Followed, LiveKind } from './live-kind.js';

/** Clusters for those who follow boards: by the rights that hold now, as they stand now. */
@Injectable()
export class LiveClusters implements LiveKind {
  readonly event = 'cluster';

  constructor(
    private readonly store: EventStore,
    private readonly readers: ClusterReaders,
    private readonly duty: DutyRosters,
    private readonly clock: Clock,
  ) {}

  async followedBy(reader: Principal, { stream }: RecordedEvent): Promise<Followed | null> {
    const cluster = foldRecorded(CLUSTER_FOLD, await this.store.read(stream));
    if (cluster.status === 'NONE') return null;
    const { area, holder, members } = cluster;
    const cases = members.map(({ id }) => id);
    if (!(await this.readers.sees(reader, area, cases))) return null;
    const onDuty = await this.duty.onDuty(reader.id, holder.area, this.clock.now());
    return { area, mine: onDuty || speaksFor(reader, cluster) };
  }
}
