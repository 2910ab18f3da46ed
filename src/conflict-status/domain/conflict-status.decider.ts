import { type Decider, never } from '../../kernel/decider.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { depthOf } from '../../kernel/grant.js';
import type {
  ConflictScale,
  ConflictStatusDeclared,
  ConflictStatusEvent,
  Decree,
  DecreeingOffice,
} from './conflict-status.events.js';
import {
  type ConflictStatus,
  type ConflictStatusClock,
  type ConflictStatusState,
  clockOf,
  evolveConflictStatus,
  isSameClock,
} from './conflict-status.state.js';
import type { ConflictTerms } from './conflict-terms.js';

const DAY_MS = 86_400_000;
/** A decree is recorded shortly before it takes effect, not seasons before. */
const FURTHEST_DAYS = 90;
/** What was noticed later than this after it was due is marked. */
const LATE_MS = 60_000;

/** Depth of the area and the office that decides, by scale (UU 7/2012). */
export const SCALES: Readonly<
  Record<ConflictScale, { readonly depth: number; readonly office: DecreeingOffice }>
> = {
  REGENCY: { depth: 2, office: 'REGENT_MAYOR' },
  PROVINCE: { depth: 1, office: 'GOVERNOR' },
  NATIONAL: { depth: 0, office: 'PRESIDENT' },
};

/** An open status of the same area: between these instants another may not run. */
export interface OtherTerm {
  readonly from: string;
  readonly until: string;
}

interface Asked {
  /** RFC 3339, UTC. */
  readonly now: string;
  /** The calendar day in the area, `2026-11-22`. */
  readonly today: string;
  readonly terms: ConflictTerms;
  /** All other open statuses of the area. */
  readonly others: readonly OtherTerm[];
}

export type ConflictStatusCommand =
  | (Asked & {
      readonly type: 'declare';
      readonly declaration: Omit<ConflictStatusDeclared['data'], 'remindAt'>;
      readonly areaExists: boolean;
    })
  | (Asked & { readonly type: 'extend'; readonly decree: Decree; readonly until: string })
  | (Asked & {
      readonly type: 'revoke';
      readonly decree: Decree;
      readonly reason: string;
    })
  | { readonly type: 'run-clock'; readonly now: string; readonly clock: ConflictStatusClock };

/**
 * *Keadaan konflik* as decided by an office holder (UU 7/2012). No rule raises or ends it but its own time. Errors:
 * `invalid` with a pointer to each; `not_found`; `conflict_status_over`; `conflict_status_overlaps`.
 */
export const conflictStatusDecider: Decider<ConflictStatusCommand, ConflictStatusState, ConflictStatusEvent> =
  {
    initial: null,

    decide(command, state) {
      if (command.type === 'declare') return declare(command);
      if (state === null) throw new DomainError('not_found');
      switch (command.type) {
        case 'run-clock':
          return runClock(command, state);
        case 'extend':
          return extend(command, state);
        case 'revoke':
          return revoke(command, state);
        default:
          return never(command);
      }
    },

    evolve: evolveConflictStatus,
  };

function declare(command: Extract<ConflictStatusCommand, { type: 'declare' }>): ConflictStatusEvent[] {
  const { declaration, terms, others } = command;
  const errors = [
    ...faultsOfScale(command),
    ...faultsOfPapers(declaration, command.today),
    ...faultsOfTerm(command),
  ];
  if (errors.length > 0) throw new DomainError('invalid', {}, errors);
  refuseOverlap(declaration, others);
  const remindAt = reminderOf(declaration.from, declaration.until, terms);
  return [{ type: 'ConflictStatusDeclared', data: { ...declaration, remindAt } }];
}

function faultsOfScale({
  declaration: { area, scale, decree },
  areaExists,
}: Extract<ConflictStatusCommand, { type: 'declare' }>): FieldError[] {
  const { depth, office } = SCALES[scale];
  const errors: FieldError[] = [];
  if (!areaExists) errors.push({ pointer: '/area', code: 'unknown_area' });
  else if (depthOf(area) !== depth) errors.push({ pointer: '/area', code: 'not_the_scale_of_the_area' });
  if (decree.office !== office)
    errors.push({ pointer: '/decree/office', code: 'not_the_office_of_the_scale' });
  return errors;
}

/**
 * Papers are not dated ahead. At the scale of a kab/kota the DPRD's leadership is consulted before the decree (UU
 * 7/2012); what the other scales ask for was not checked, so there the order is not looked at.
 */
function faultsOfPapers(
  { scale, decree, consultation }: Omit<ConflictStatusDeclared['data'], 'remindAt'>,
  today: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (decree.date > today) errors.push({ pointer: '/decree/date', code: 'dated_ahead' });
  if (consultation.date > today) errors.push({ pointer: '/consultation/date', code: 'dated_ahead' });
  else if (scale === 'REGENCY' && consultation.date > decree.date) {
    errors.push({ pointer: '/consultation/date', code: 'after_the_decree' });
  }
  return errors;
}

function faultsOfTerm({
  declaration: { from, until },
  now,
  terms,
}: Extract<ConflictStatusCommand, { type: 'declare' }>): FieldError[] {
  if (until <= from) return [{ pointer: '/until', code: 'not_after_from' }];
  if (until <= now) return [{ pointer: '/until', code: 'in_the_past' }];
  if (daysFrom(from, until) > terms.longestDays) return [{ pointer: '/until', code: 'longer_than_the_term' }];
  return daysFrom(now, from) > FURTHEST_DAYS ? [{ pointer: '/from', code: 'too_far_ahead' }] : [];
}

function extend(
  { now, today, decree, until, terms, others }: Extract<ConflictStatusCommand, { type: 'extend' }>,
  state: ConflictStatus,
): ConflictStatusEvent[] {
  refuseOver(state, now);
  const errors = faultsOfDecree(decree, state, today);
  if (until <= state.until) errors.push({ pointer: '/until', code: 'not_after_its_end' });
  else if (daysFrom(state.until, until) > terms.longestExtensionDays) {
    errors.push({ pointer: '/until', code: 'longer_than_an_extension' });
  }
  if (errors.length > 0) throw new DomainError('invalid', {}, errors);
  refuseOverlap({ from: state.from, until }, others);
  const remindAt = reminderOf(state.until, until, terms);
  return [{ type: 'ConflictStatusExtended', data: { decree, until, remindAt } }];
}

function revoke(
  { now, today, decree, reason }: Extract<ConflictStatusCommand, { type: 'revoke' }>,
  state: ConflictStatus,
): ConflictStatusEvent[] {
  refuseOver(state, now);
  const errors = faultsOfDecree(decree, state, today);
  if (errors.length > 0) throw new DomainError('invalid', {}, errors);
  return [{ type: 'ConflictStatusRevoked', data: { decree, reason } }];
}

function faultsOfDecree(
  decree: Decree,
  { scale, decree: first }: ConflictStatus,
  today: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (decree.office !== SCALES[scale].office) {
    errors.push({ pointer: '/decree/office', code: 'not_the_office_of_the_scale' });
  }
  if (decree.date > today) errors.push({ pointer: '/decree/date', code: 'dated_ahead' });
  else if (decree.date < first.date) errors.push({ pointer: '/decree/date', code: 'before_the_decree' });
  return errors;
}

/** A reminder that comes when the time is up already is none: the end is said instead. */
function runClock(
  { now, clock }: Extract<ConflictStatusCommand, { type: 'run-clock' }>,
  state: ConflictStatus,
): ConflictStatusEvent[] {
  const running = clockOf(state);
  if (running === null || !isSameClock(running.clock, clock) || now < running.at) return [];
  const { until } = state;
  const ended = now >= until;
  const lateSince = ended ? until : running.at;
  const late = Date.parse(now) - Date.parse(lateSince) > LATE_MS ? { late: true as const } : {};
  return [{ type: ended ? 'ConflictStatusEnded' : 'ConflictStatusEnding', data: { until, ...late } }];
}

/** One area has one status at a time; those of an area above or below it stand beside it. */
function refuseOverlap({ from, until }: OtherTerm, others: readonly OtherTerm[]): void {
  const other = others.find((one) => from < one.until && one.from < until);
  if (other !== undefined) {
    throw new DomainError('conflict_status_overlaps', { from: other.from, until: other.until });
  }
}

/** Its end may have come without a timer having said so yet. */
function refuseOver({ status, endedAt, until }: ConflictStatus, now: string): void {
  if (status === 'OPEN' && now < until) return;
  throw new DomainError('conflict_status_over', { endedAt: endedAt ?? until });
}

/** Some days before the end; for a short time, when a share of it is left. */
function reminderOf(from: string, until: string, { remindDays, remindShare }: ConflictTerms): string {
  const end = Date.parse(until);
  const lead = Math.min(remindDays * DAY_MS, (end - Date.parse(from)) * remindShare);
  return new Date(end - Math.floor(lead)).toISOString();
}

function daysFrom(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS;
}
