import type { AreaCalendar } from '../../../calendar/area-calendar.js';
import type { Clock } from '../../../calendar/clock.js';
import { hoursDeadline } from '../../../calendar/hours-deadline.js';
import type { ClusterRule, EscalationPolicy } from '../../policy/escalation-policy.js';
import { ALL_CLOSED, NOT_ACKNOWLEDGED } from './cluster-rules.js';

/** How long a cluster within stages stays open after its last case was closed. */
const HOURS_WITHOUT_WINDOW = 72;

/**
 * Waits for the holder's acknowledgement. It runs in service hours only where every case is of a severity that does; a
 * cluster always starts when it is recorded, however late its cases arrived.
 */
export function acknowledgeClock(
  policy: Pick<EscalationPolicy, 'version' | 'clusterClock' | 'hours'>,
  severities: readonly number[],
  startedAt: string,
  calendar: AreaCalendar,
): Clock {
  const { clusterClock, hours } = policy;
  const inService = severities.every((severity) => hours.serviceSeverities.includes(severity));
  const window = {
    startedAt: new Date(startedAt),
    minutes: clusterClock.minutes,
    inStage: clusterClock.inStage,
    runningStages: inService ? hours.runningStages : null,
  };
  return {
    kind: 'acknowledge',
    rule: NOT_ACKNOWLEDGED,
    policyVersion: policy.version,
    startedAt,
    calendar: hoursDeadline(window, calendar),
  };
}

/** Runs while all cases are closed; when it runs out the cluster is over. */
export function allClosedClock(
  { hours }: Pick<ClusterRule, 'hours'>,
  policyVersion: number,
  startedAt: string,
  calendar: AreaCalendar,
): Clock {
  const minutes = (hours ?? HOURS_WITHOUT_WINDOW) * 60;
  const window = { startedAt: new Date(startedAt), minutes, inStage: {}, runningStages: null };
  return {
    kind: 'review',
    rule: ALL_CLOSED,
    policyVersion,
    startedAt,
    calendar: hoursDeadline(window, calendar),
  };
}
