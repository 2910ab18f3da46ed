import type { ClusterRule } from '../../policy/escalation-policy.js';
import type { PolicyDraft } from '../domain/policies.events.js';
import type { PolicyDto } from './policy.dto.js';
import type { ClusterRuleDto } from './policy-cluster.dto.js';

/** The body as the policy that is recorded: plain, and with null where nothing was said. */
export function draftOf(body: PolicyDto): PolicyDraft {
  const plain = JSON.parse(JSON.stringify(body)) as PolicyDto;
  const { levels, start, time, statutory, hours, quietHours, clusters, clusterClock, aboveUsual } = plain;
  const severity = start.bySeverity;
  return {
    levels,
    start: {
      ...start,
      bySeverity: { '1': severity[1], '2': severity[2], '3': severity[3], '4': severity[4] },
    },
    time,
    statutory,
    hours,
    quietHours,
    clusters: clusters.map(clusterOf),
    clusterClock,
    aboveUsual,
  };
}

function clusterOf({ within, hours, sameLink, ...rule }: ClusterRuleDto): ClusterRule {
  return {
    ...rule,
    within: within ?? null,
    hours: hours ?? null,
    ...(sameLink === true && { sameLink }),
  };
}
