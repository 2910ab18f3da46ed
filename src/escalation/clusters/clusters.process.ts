import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processes } from '../../projection/processes.js';
import type { ChangedRow } from '../../projection/row-process.js';
import type { DueTimer } from '../timers/timer-source.js';
import { TimerSources } from '../timers/timer-sources.js';
import type { FireClusterClock } from './domain/cluster.commands.js';
import { FireCluster } from './use-cases/cluster.commands.js';
import { type ChangedCase, ClusterEvaluation } from './use-cases/cluster-evaluation.js';
import { candidateOf } from './views/candidate-of.js';
import { clusterProjection } from './views/cluster.projection.js';
import { clusterCandidate } from './views/cluster-candidate.projection.js';
import type { ClusterCandidateRow } from './views/cluster-candidate.row.js';

/** Has every changed case evaluated, and the clocks of clusters fired. */
@Injectable()
export class ClustersProcess implements OnModuleInit {
  private inCharge: AbortSignal | undefined;

  constructor(
    private readonly evaluation: ClusterEvaluation,
    private readonly processes: Processes,
    private readonly timers: TimerSources,
  ) {}

  onModuleInit(): void {
    this.processes.addRows<ClusterCandidateRow>({
      name: 'clusters',
      projection: clusterCandidate,
      handle: (row, signal) => this.inChargeBy(signal).evaluate(changedCase(row)),
      shares: (row, signal) => this.inChargeBy(signal).placesOf(changedCase(row)),
    });
    this.timers.add({
      name: 'cluster',
      projection: clusterProjection,
      command: ({ id, key, clock }: DueTimer) =>
        new FireCluster(id, key, clock as Omit<FireClusterClock, 'type'>),
    });
  }

  /** The signal is another one each time that this process is put in charge. */
  private inChargeBy(signal: AbortSignal): ClusterEvaluation {
    if (signal !== this.inCharge) this.evaluation.begin();
    this.inCharge = signal;
    return this.evaluation;
  }
}

function changedCase(row: ChangedRow<ClusterCandidateRow>): ChangedCase {
  const { since, revised } = row;
  return { now: candidateOf(row), since, revised };
}
