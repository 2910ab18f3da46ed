import type { AreaCalendar } from '../../src/calendar/area-calendar.js';
import type { ClockKind } from '../../src/calendar/clock.js';
import { dayDeadline } from '../../src/calendar/day-deadline.js';
import { hoursDeadline } from '../../src/calendar/hours-deadline.js';
import { regimeOf } from '../../src/calendar/regime.js';
import type { CaseReport } from '../../src/case/domain/case.events.js';
import type { EscalationLevel } from '../../src/escalation/policy/escalation-policy.js';

/** A clock as the model knows it. Instants are RFC 3339, UTC. */
export interface ModelClock {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly startedAt: string;
  readonly dueAt: string;
  /** Little is left from here on; missing where that was said. */
  readonly alarmAt?: string;
}

/** A row of policy 1. */
interface Rule {
  readonly kind: ClockKind;
  readonly levels: readonly EscalationLevel[];
  readonly hours: number;
  /** Minutes in voting, counting and repeated voting. */
  readonly voting?: number;
  readonly step: 'raise' | 'inform' | 'propose' | 'show';
}

const ANY: readonly EscalationLevel[] = ['E0', 'E1', 'E2', 'E3', 'E4'];

/** The times of policy 1, row by row, written down a second time. */
const RULES: Readonly<Record<string, Rule>> = {
  not_acknowledged: { kind: 'acknowledge', levels: ['E0', 'E1'], hours: 4, voting: 15, step: 'raise' },
  not_acknowledged_by_regency: { kind: 'acknowledge', levels: ['E2'], hours: 4, voting: 15, step: 'inform' },
  not_handled: { kind: 'handle', levels: ['E0', 'E1'], hours: 24, voting: 30, step: 'raise' },
  no_progress: { kind: 'progress', levels: ['E2', 'E3'], hours: 3 * 24, step: 'propose' },
  proposal_unanswered: { kind: 'proposal', levels: ['E2', 'E3'], hours: 24, step: 'show' },
  early_warning_review: { kind: 'review', levels: ANY, hours: 7 * 24, step: 'show' },
  outside_body_silent: { kind: 'referral', levels: ANY, hours: 7 * 24, step: 'show' },
};
/** Ids of all rules of time. */
export const TIME_RULES: readonly string[] = Object.keys(RULES);

const EVERY_HOUR_COUNTS = ['quiet_days', 'voting', 'counting', 'revote'] as const;
const DAYS_NOT_OFFICE_HOURS: readonly ClockKind[] = ['review', 'referral'];
/** Of the categories in these tests: those of which Bawaslu must be told within seven days. */
const REPORTED: readonly string[] = ['APK_PLACEMENT', 'MONEY_POLITICS'];
export const REPORTING_TERM = 'bawaslu_report_pilkada';
const HANDLING_TERM = 'bawaslu_handling_pilkada_extended';

/** What happens when a clock runs out; nothing but a mark where no rule of the policy set it. */
export function stepOf(rule: string): Rule['step'] {
  return RULES[rule]?.step ?? 'show';
}

/** The clock of the policy that starts at a level; none where there is no rule. */
export function policyClock(
  kind: ClockKind,
  level: EscalationLevel,
  startedAt: string,
  severity: number,
  calendar: AreaCalendar,
): ModelClock[] {
  const found = Object.entries(RULES).find(([, one]) => one.kind === kind && one.levels.includes(level));
  if (found === undefined) return [];
  const [rule] = found;
  return [{ kind, rule, startedAt, dueAt: dueOf(rule, startedAt, severity, calendar) }];
}

/** When a clock of the policy that started then runs out, as severity and calendar are now. */
export function dueOf(rule: string, startedAt: string, severity: number, calendar: AreaCalendar): string {
  const { kind, hours, voting } = RULES[rule] as Rule;
  const inStage = voting === undefined ? {} : { voting, counting: voting, revote: voting };
  const always = severity >= 3 || DAYS_NOT_OFFICE_HOURS.includes(kind);
  const runningStages = always ? null : EVERY_HOUR_COUNTS;
  return hoursDeadline(
    { startedAt: new Date(startedAt), minutes: hours * 60, inStage, runningStages },
    calendar,
  ).dueAt;
}

/** A clock of the policy (not of the law, nor a person's word) under another severity or calendar: never later. */
export function tightened(
  clock: ModelClock,
  severity: number,
  calendar: AreaCalendar,
  now: string,
): ModelClock {
  if (RULES[clock.rule] === undefined || clock.dueAt <= now) return clock;
  const dueAt = dueOf(clock.rule, clock.startedAt, severity, calendar);
  return dueAt < clock.dueAt ? { ...clock, dueAt: later(dueAt, now) } : clock;
}

/** The term in which Bawaslu must be told, with its last quarter; none between elections. */
export function termsOf(
  { category, knownAt, occurredAt }: CaseReport,
  recorded: { readonly at: string; readonly clockAhead: boolean },
  calendar: AreaCalendar,
): ModelClock[] {
  const said = knownAt ?? occurredAt;
  if (said === undefined || !REPORTED.includes(category)) return [];
  if (regimeOf([], calendar, new Date(occurredAt ?? said)) !== 'PILKADA') return [];
  const startedAt = recorded.clockAhead && said > recorded.at ? recorded.at : said;
  const { dueAt } = dayDeadline({ startedAt: new Date(startedAt), days: 7, kind: 'calendar_days' }, calendar);
  const quarter = Math.ceil((Date.parse(dueAt) - Date.parse(startedAt)) / 4);
  const alarmAt = new Date(Date.parse(dueAt) - quarter).toISOString();
  return [{ kind: 'statutory', rule: REPORTING_TERM, startedAt, dueAt, alarmAt }];
}

/** The reminder on an outside body: five days by law where Bawaslu was handed the case, else the policy's week. */
export function reminderOf(
  { body, as }: { readonly body: string; readonly as: string },
  since: string,
  report: CaseReport,
  calendar: AreaCalendar,
  now: string,
): ModelClock[] {
  const startedAt = since > now ? now : since;
  const happened = report.occurredAt ?? report.knownAt ?? now;
  const isByLaw =
    body === 'BAWASLU' && as === 'TRANSFER' && regimeOf([], calendar, new Date(happened)) === 'PILKADA';
  const term = { startedAt: new Date(startedAt), days: 5, kind: 'calendar_days', ends: 'day' } as const;
  const reminders = isByLaw
    ? [{ rule: HANDLING_TERM, dueAt: dayDeadline(term, calendar).dueAt }]
    : policyClock('referral', 'E0', startedAt, report.severity, calendar);
  return reminders.map(({ rule, dueAt }) => ({
    kind: 'referral',
    rule,
    startedAt,
    dueAt: later(dueAt, now),
  }));
}

/** True for a reminder that the law sets: nothing but a receipt starts it anew. */
export function isByLaw({ rule }: ModelClock): boolean {
  return rule === HANDLING_TERM;
}

export function later(one: string, other: string): string {
  return one > other ? one : other;
}
