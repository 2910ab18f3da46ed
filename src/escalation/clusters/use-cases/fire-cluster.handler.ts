import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FireCluster } from './cluster.commands.js';
import { ClusterDecisions } from './cluster-decisions.js';

/** Does what a clock of a cluster asks for. */
@CommandHandler(FireCluster)
export class FireClusterHandler implements ICommandHandler<FireCluster> {
  constructor(private readonly clusters: ClusterDecisions) {}

  async execute({ commandId, clusterId, clock }: FireCluster): Promise<'recorded' | 'stale'> {
    const decided = await this.clusters.run(clusterId, commandId, { type: 'fire-clock', ...clock });
    return decided === null ? 'stale' : 'recorded';
  }
}
