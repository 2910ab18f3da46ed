import type { Clock } from '../../../calendar/clock.js';
import type { CaseEvent, ReferralProgressed } from '../case.events.js';
import { assignmentOf, type KnownCase } from '../case.state.js';
import type { ClocksBecause } from '../ladder.events.js';
import { clocksAgain, clocksWhileReferred, firstClocks } from './clock-sets.js';
import { assignmentClock, policyClock, type Reckoning } from './clocks.js';
import type { LadderCase } from './ladder-case.js';
import { referralClock } from './referral-clock.js';

/** All clocks from now on, and why. */
export interface ClocksSet {
  readonly clocks: readonly Clock[];
  readonly because: ClocksBecause;
}

/** Types after which the clocks of a case may be others. */
export const CONCERNS_CLOCKS: ReadonlySet<CaseEvent['type']> = new Set([
  'CaseVerified',
  'CaseMonitored',
  'CaseTakenUp',
  'CaseAssigned',
  'AssignmentAccepted',
  'AssignmentRefused',
  'FieldActionTaken',
  'InputGiven',
  'CaseReferred',
  'ReferralProgressed',
  'EarlyWarningPromoted',
  'CaseCorrected',
  'SeverityChanged',
  'CaseReturned',
  'CaseReopened',
  'DuplicateUndone',
]);

/**
 * What work on a case does to its clocks. Progress is a hand-over, a field action, an answer, a referral or a word of
 * the body, a resolution; a note is none. Null where nothing changes but what the fold ends.
 */
export function clocksBecauseOf(
  event: CaseEvent,
  before: KnownCase,
  after: LadderCase,
  reckoning: Reckoning,
): ClocksSet | null {
  const { level } = after.ladder;
  switch (event.type) {
    case 'CaseTakenUp':
    case 'AssignmentAccepted':
      return { clocks: withProgress(after, reckoning), because: 'handled' };
    case 'FieldActionTaken':
    case 'InputGiven':
      return { clocks: withProgress(after, reckoning), because: 'progress' };
    case 'CaseAssigned':
      return {
        clocks: afterAssignment(event.data.dueAt, before, after, reckoning),
        because: 'assigned',
      };
    case 'AssignmentRefused':
      return { clocks: afterRefusal(before, after, reckoning), because: 'assigned' };
    case 'CaseReferred':
      return { clocks: clocksWhileReferred(after, reckoning), because: 'referred' };
    case 'ReferralProgressed':
      return event.data.returned
        ? { clocks: clocksAgain(level, withoutReferralClock(after), reckoning), because: 'returned' }
        : { clocks: afterWordOfBody(event.data, after, reckoning), because: 'progress' };
    case 'CaseMonitored':
      return { clocks: clocksAgain(level, after, reckoning), because: 'monitored' };
    case 'EarlyWarningPromoted':
      return { clocks: firstClocks(level, withoutClocks(after), reckoning), because: 'resumed' };
    case 'CaseReturned':
      return { clocks: clocksAgain(level, after, reckoning), because: 'returned' };
    case 'CaseReopened':
    case 'DuplicateUndone':
      return { clocks: clocksAgain(level, after, reckoning), because: 'resumed' };
    case 'CaseCorrected':
      return { clocks: after.ladder.clocks, because: 'correction' };
    default:
      return null;
  }
}

/** Where the holding level is asked for progress, the wait begins again. */
function withProgress({ report, ladder }: LadderCase, reckoning: Reckoning): readonly Clock[] {
  const { clocks, level } = ladder;
  if (!clocks.some(({ kind }) => kind === 'progress')) return clocks;
  return clocks.flatMap((clock) =>
    clock.kind === 'progress' ? policyClock('progress', level, { report }, reckoning) : [clock],
  );
}

/** A case that was being handled and is handed to somebody else waits for that one to take it up. */
function afterAssignment(
  dueAt: string,
  before: KnownCase,
  after: LadderCase,
  reckoning: Reckoning,
): readonly Clock[] {
  const others = withProgress(after, reckoning).filter(({ kind }) => kind !== 'assignment');
  const waits = before.status === 'IN_PROGRESS' ? untilHandled(others, after, reckoning) : others;
  return [...waits, assignmentClock(dueAt, reckoning)];
}

/**
 * With the lead's refusal the assignment is over; a supporting agency's changes nothing. A case that somebody else has
 * in hand meanwhile waits for nobody to take it up.
 */
function afterRefusal(before: KnownCase, after: LadderCase, reckoning: Reckoning): readonly Clock[] {
  const { clocks } = after.ladder;
  const isOver = assignmentOf(before) !== null && assignmentOf(after) === null;
  if (!isOver) return clocks;
  const others = clocks.filter(({ kind }) => kind !== 'assignment');
  const isOpenToAll = after.status === 'RECEIVED' || after.status === 'VERIFIED';
  return isOpenToAll ? untilHandled(others, after, reckoning) : others;
}

function untilHandled(
  clocks: readonly Clock[],
  { report, ladder }: LadderCase,
  reckoning: Reckoning,
): readonly Clock[] {
  if (clocks.some(({ kind }) => kind === 'handle')) return clocks;
  return [...policyClock('handle', ladder.level, { report }, reckoning), ...clocks];
}

/** The body's term by law counts from its receipt alone; the policy's reminder from its last word. */
function afterWordOfBody(
  { n, state, stateAt }: ReferralProgressed['data'],
  after: LadderCase,
  reckoning: Reckoning,
): readonly Clock[] {
  const { clocks } = after.ladder;
  const running = clocks.find(({ kind }) => kind === 'referral');
  const referral = after.referrals.find((one) => one.n === n);
  if (after.status !== 'REFERRED' || referral === undefined) return clocks;
  const isByLaw = running?.citation !== undefined;
  if (isByLaw && state !== 'RECEIVED') return clocks;
  const since = state === 'RECEIVED' ? stateAt : reckoning.at;
  const others = clocks.filter(({ kind }) => kind !== 'referral');
  return [...referralClock(referral, since, after, reckoning), ...others];
}

function withoutReferralClock(state: LadderCase): LadderCase {
  const clocks = state.ladder.clocks.filter(({ kind }) => kind !== 'referral');
  return { ...state, ladder: { ...state.ladder, clocks } };
}

function withoutClocks(state: LadderCase): LadderCase {
  return { ...state, ladder: { ...state.ladder, clocks: [] } };
}
