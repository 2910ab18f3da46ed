import type { Clock } from '../../../calendar/clock.js';
import type { CaseReport } from '../case.events.js';
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

/** The clocks after a correction: terms of law are those of what the case says now, unless they have passed. */
export function withTermsAnew(
  field: keyof CaseReport,
  { ladder, status, ...rest }: LadderCase,
  { at, facts }: Reckoning,
): readonly Clock[] {
  const { clocks } = ladder;
  const counts = DECIDES_TERMS.includes(field) && rest.report.nature === 'INCIDENT';
  if (!counts || !RUNS_TERMS.includes(status)) return clocks;
  const terms = statutoryClocks(rest, facts).filter(
    ({ calendar }) => Date.parse(calendar.dueAt) > Date.parse(at),
  );
  const kept = clocks.filter(({ kind }) => kind !== 'statutory');
  return [...kept, ...terms.map((term) => sameTerm(clocks, term) ?? term)];
}

const RUNS_TERMS: readonly LadderCase['status'][] = ['RECEIVED', 'VERIFIED', 'ASSIGNED', 'IN_PROGRESS'];

/** A term that ends when it did before runs on as it is: its alarm is not given twice. */
function sameTerm(clocks: readonly Clock[], { rule, calendar }: Clock): Clock | undefined {
  return clocks.find((clock) => clock.rule === rule && clock.calendar.dueAt === calendar.dueAt);
}
