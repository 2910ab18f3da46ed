import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, foldRecorded } from '../../../event-store/decision.js';
import { EventStore } from '../../../event-store/event-store.js';
import { PeopleDirectory } from '../../../identity/views/people-directory.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Principal } from '../../../kernel/grant.js';
import { DutyRosters } from '../../rosters/duty-rosters.js';
import { ClusterReaders } from '../cluster-readers.js';
import { CLUSTER_FOLD, clusterStream } from '../cluster-stream.js';
import type { ClusterCommand } from '../domain/cluster.commands.js';
import { clusterDecider } from '../domain/cluster.decider.js';
import { asAcknowledging, asEnding, type OfficeFacts, speaksFor } from '../domain/cluster.policies.js';
import { type KnownCluster, knownCluster } from '../domain/cluster.state.js';
import { ActOnCluster, type ClusterActed, type ClusterAction } from './cluster.commands.js';
import { aboutArea } from './cluster-decisions.js';

/** Events after the revision that somebody saw which make what they do about it stale. */
const CONFLICTS: Readonly<Record<ClusterAction['type'], ReadonlySet<string>>> = {
  acknowledge: new Set(['ClusterAcknowledged', 'ClusterEnded']),
  close: new Set(['ClusterCaseJoined', 'ClusterEnded']),
};

/** A person acknowledges a cluster, or ends it. */
@CommandHandler(ActOnCluster)
export class ActOnClusterHandler implements ICommandHandler<ActOnCluster> {
  constructor(
    private readonly decisions: Decisions,
    private readonly store: EventStore,
    private readonly readers: ClusterReaders,
    private readonly people: PeopleDirectory,
    private readonly rosters: DutyRosters,
  ) {}

  /**
   * Errors: `not_found`, `forbidden`, `acknowledged_by_missing`, `not_of_the_holding_level`,
   * `in_the_future`, `if_match_missing`, `stale_revision`, `cluster_ended`, `nothing_to_change`.
   */
  async execute({ context, principal, clusterId, ifMatch, action }: ActOnCluster): Promise<ClusterActed> {
    const stream = clusterStream(clusterId);
    const standing = knownCluster(foldRecorded(CLUSTER_FOLD, await this.store.read(stream)));
    const facts = await this.facts(action, principal, standing, context.now);
    const decided = await this.decisions.decide({
      stream,
      fold: CLUSTER_FOLD,
      context,
      authorise: (state) => {
        const as = action.type === 'acknowledge' ? asAcknowledging : asEnding;
        return as(principal, knownCluster(state), facts);
      },
      precondition: { ifMatch, required: action.type === 'close', conflicts: CONFLICTS[action.type] },
      decide: (state) => clusterDecider.decide(commandOf(action, principal, context.now), state),
      about: () => aboutArea(standing.area),
    });
    const { revision, position } = decided;
    const { status, level } = knownCluster(decided.state);
    return { revision, status, level, position };
  }

  private async facts(
    action: ClusterAction,
    principal: Principal,
    cluster: KnownCluster,
    now: Date,
  ): Promise<OfficeFacts> {
    const office = cluster.holder.area;
    const ids = cluster.members.map(({ id }) => id);
    const [seen, onDuty] = await Promise.all([
      this.readers.sees(principal, cluster.area, ids),
      this.rosters.onDuty(principal.id, office, now),
    ]);
    const by = action.type === 'acknowledge' ? action.by?.toLowerCase() : undefined;
    if (by === undefined) return { seen, onDuty, named: null };
    const named = await this.people.principal(by);
    const at = action.type === 'acknowledge' && action.at !== undefined ? new Date(action.at) : now;
    const speaks =
      named !== null && (speaksFor(named, cluster) || (await this.rosters.onDuty(by, office, at)));
    return { seen, onDuty, named: { id: by, speaks } };
  }
}

function commandOf(action: ClusterAction, { id }: Principal, now: Date): ClusterCommand {
  const at = now.toISOString();
  if (action.type === 'close') return { ...action, at };
  const said = action.at === undefined ? now : new Date(action.at);
  if (said > now) throw new DomainError('in_the_future', {}, [{ pointer: '/at', code: 'in_the_future' }]);
  const { type, via, note } = action;
  const by = action.by?.toLowerCase() ?? id;
  return { type, via, by, acknowledgedAt: said.toISOString(), at, ...(note !== undefined && { note }) };
}
