import type { Clock } from '../../../calendar/clock.js';
import { statutoryRow } from '../../../calendar/statutory-clocks.js';
import type { CaseEvent, CaseReport } from '../case.events.js';
import type { KnownCase } from '../case.state.js';
import { type Reckoning, statutoryClocks } from './clocks.js';
import type { LadderCase } from './ladder-case.js';

/** From what, and whether, terms of law count. */
const DECIDES_TERMS: readonly (keyof CaseReport)[] = [
  'category',
  'subcategory',
  'knownAt',
  'occurredAt',
  'contests',
  'area',
];

/** The case after a correction: its terms of law are those of what it says now, unless they have passed. */
export function withCorrectedTerms(event: CaseEvent, state: LadderCase, reckoning: Reckoning): LadderCase {
  if (event.type !== 'CaseCorrected' || !DECIDES_TERMS.includes(event.data.field)) return state;
  if (!runsTerms(state)) return state;
  const { clocks } = state.ladder;
  const kept = clocks.filter(({ kind }) => kind !== 'statutory');
  const terms = termsLeft(state, reckoning).map((term) => sameTerm(clocks, term) ?? term);
  return { ...state, ladder: { ...state.ladder, clocks: [...kept, ...terms] } };
}

/** Terms of law run for what has happened, while it is with the team. */
export function runsTerms({ report, status }: KnownCase): boolean {
  return report.nature === 'INCIDENT' && RUNS_TERMS.includes(status);
}

/**
 * The terms of law that somebody still has to keep. Where the instant of an alarm has passed, the alarm is given now: at
 * its old instant it may have been given already, and it is another timer that is to give it again.
 */
export function termsLeft(state: KnownCase, { at, facts }: Reckoning): Clock[] {
  const ended = endsReportingTerm(state);
  return statutoryClocks(state, facts)
    .filter(({ rule, calendar }) => isAfter(calendar.dueAt, at) && !(ended && isReportingTerm(rule)))
    .map((term) => (isAfter(term.alarmAt ?? at, at) ? term : { ...term, alarmAt: at }));
}

/** Whoever hands a case over to Bawaslu has reported it; who informs Bawaslu has not: a witness still must, in person. */
export function endsReportingTerm({ referrals }: KnownCase): boolean {
  return referrals.some((referral) => referral.body === 'BAWASLU' && referral.as === 'TRANSFER');
}

/** Whether a clock is the term within which Bawaslu has to be told. */
export function isReportingTerm(rule: string): boolean {
  return statutoryRow(rule)?.purpose === 'report_to_bawaslu';
}

function isAfter(instant: string, other: string): boolean {
  return Date.parse(instant) > Date.parse(other);
}

const RUNS_TERMS: readonly LadderCase['status'][] = ['RECEIVED', 'VERIFIED', 'ASSIGNED', 'IN_PROGRESS'];

/** A term that ends when it did before runs on as it is: its alarm is not given twice. */
function sameTerm(clocks: readonly Clock[], { rule, calendar }: Clock): Clock | undefined {
  return clocks.find((clock) => clock.rule === rule && clock.calendar.dueAt === calendar.dueAt);
}
