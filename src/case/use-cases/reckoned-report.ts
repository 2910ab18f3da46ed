import type { CaseAction } from '../domain/case.commands.js';
import type { CaseReport } from '../domain/case.events.js';

/** What of a report the calendar and the law hang on. */
export type ReckonedReport = Pick<CaseReport, 'area'> &
  Partial<Pick<CaseReport, 'contests' | 'occurredAt' | 'knownAt'>>;

const RECKONED: readonly string[] = ['area', 'contests', 'occurredAt', 'knownAt'];

/** The report as the action will leave it: a corrected area has its own calendar, an incident its own stage. */
export function reckonedAfter(action: CaseAction, report: ReckonedReport): ReckonedReport {
  if (action.type === 'promotion') return { ...report, occurredAt: action.occurredAt };
  if (action.type !== 'corrections' || !RECKONED.includes(action.field)) return report;
  return { ...report, [action.field]: action.value ?? undefined };
}
