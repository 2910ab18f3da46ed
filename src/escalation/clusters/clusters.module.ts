import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../../area/area.module.js';
import { ElectionModule } from '../../election/election.module.js';
import { EscalationModule } from '../escalation.module.js';
import { ClusterReaders } from './cluster-readers.js';
import { ClusterSight } from './cluster-sight.js';
import { ClustersProcess } from './clusters.process.js';
import { ClusterController } from './http/cluster.controller.js';
import { ActOnClusterHandler } from './use-cases/act-on-cluster.handler.js';
import { ClusterDecisions } from './use-cases/cluster-decisions.js';
import { ClusterEvaluation } from './use-cases/cluster-evaluation.js';
import { FireClusterHandler } from './use-cases/fire-cluster.handler.js';
import { ClustersAtQuery } from './views/clusters-at.query.js';
import { GetClusterQuery } from './views/get-cluster.query.js';
import { ListClustersQuery } from './views/list-clusters.query.js';
import { ListedClusterReaders } from './views/listed-cluster-readers.js';
import { ListedClusterSight } from './views/listed-cluster-sight.js';

/** Cases near to each other: found, held, acknowledged, ended. */
@Module({
  imports: [CqrsModule, AreaModule, ElectionModule, EscalationModule],
  controllers: [ClusterController],
  providers: [
    ActOnClusterHandler,
    ClustersProcess,
    ClusterEvaluation,
    ClusterDecisions,
    FireClusterHandler,
    ListClustersQuery,
    GetClusterQuery,
    ClustersAtQuery,
    { provide: ClusterSight, useClass: ListedClusterSight },
    { provide: ClusterReaders, useClass: ListedClusterReaders },
  ],
  exports: [ClusterReaders],
})
export class ClustersModule {}
