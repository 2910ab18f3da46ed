import type { Clock, ClockKind } from '../../../calendar/clock.js';
import type { EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import { assignmentOf, isReferralOpen, type KnownCase } from '../case.state.js';
import { assignmentClock, type PolicyClock, policyClock, type Reckoning, statutoryClocks } from './clocks.js';
import { referralClock } from './referral-clock.js';
import { merged } from './running-clocks.js';
import { endsReportingTerm, isReportingTerm, termsLeft } from './terms.js';

/** Clocks that a change of level leaves as they are: no policy set them, or the law did. */
const CARRIED: readonly ClockKind[] = ['assignment', 'statutory', 'referral', 'review'];

/**
 * All clocks of a case that has just come to a level, or back to the team: what its status asks for, from now, and what
 * runs on whatever the level. Nothing runs for a case that is over, resolved, or history.
 */
export function clocksOn(level: EscalationLevel, state: KnownCase, reckoning: Reckoning): Clock[] {
  const running = state.ladder?.clocks ?? [];
  const carried = running.filter(({ kind }) => CARRIED.includes(kind));
  switch (state.status) {
    case 'RECEIVED':
    case 'VERIFIED':
    case 'ASSIGNED':
      return [...waits(untilHandled(state), level, state, reckoning), ...carried];
    case 'IN_PROGRESS':
      return [...waits(['acknowledge', 'progress'], level, state, reckoning), ...carried];
    case 'REFERRED':
    case 'MONITORED':
      return carried;
    default:
      return [];
  }
}

/** The clocks with which a case begins, and those of a danger that has come true. */
export function firstClocks(level: EscalationLevel, state: KnownCase, reckoning: Reckoning): Clock[] {
  const more = isWarning(state)
    ? waits(['review'], level, state, reckoning)
    : statutoryClocks(state, reckoning.facts);
  return [...clocksOn(level, state, reckoning), ...more];
}

/** Somebody has to look at an early warning at once; but there is nothing to take up before it has happened. */
function untilHandled(state: KnownCase): readonly PolicyClock[] {
  return isWarning(state) && state.status === 'RECEIVED'
    ? ['acknowledge']
    : ['acknowledge', 'handle', 'progress'];
}

function isWarning({ report }: KnownCase): boolean {
  return report.nature === 'POTENTIAL';
}

/** The clocks of a case that comes back to the team, or under a policy: what had ended starts anew. */
export function clocksAgain(level: EscalationLevel, state: KnownCase, reckoning: Reckoning): Clock[] {
  switch (state.status) {
    case 'RECEIVED':
    case 'VERIFIED':
    case 'ASSIGNED':
    case 'IN_PROGRESS':
      return merged(clocksOn(level, state, reckoning), outliving(state, reckoning));
    case 'REFERRED':
      return merged(waitingForTheBody(state, reckoning), outliving(state, reckoning));
    case 'MONITORED':
      return waits(['review'], level, state, reckoning);
    default:
      return [];
  }
}

/** While an outside body has the case, its own term replaces those of the policy. */
export function clocksWhileReferred(state: KnownCase, reckoning: Reckoning): Clock[] {
  const running = state.ladder?.clocks ?? [];
  const ended = endsReportingTerm(state);
  const stay = running.filter(
    ({ kind, rule }) => kind === 'assignment' || (kind === 'statutory' && !(ended && isReportingTerm(rule))),
  );
  return [...waitingForTheBody(state, reckoning), ...stay];
}

function waitingForTheBody(state: KnownCase, reckoning: Reckoning): Clock[] {
  const open = state.referrals.filter(isReferralOpen).at(-1);
  return open === undefined ? [] : referralClock(open, open.receivedAt, state, reckoning);
}

/** The assignment that stands, and the review of a warning or the terms of law that have not passed. */
function outliving(state: KnownCase, reckoning: Reckoning): Clock[] {
  const assignment = assignmentOf(state);
  const more = isWarning(state)
    ? waits(['review'], state.ladder?.level ?? 'E0', state, reckoning)
    : termsLeft(state, reckoning);
  return [...(assignment === null ? [] : [assignmentClock(assignment.dueAt, reckoning)]), ...more];
}

function waits(
  kinds: readonly PolicyClock[],
  level: EscalationLevel,
  state: KnownCase,
  reckoning: Reckoning,
): Clock[] {
  return kinds.flatMap((kind) => policyClock(kind, level, state, reckoning));
}
