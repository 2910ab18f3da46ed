import { type Decider, never } from '../../kernel/decider.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { DirectionEvent, DirectionIssued } from './direction.events.js';
import {
  clockOf,
  type Direction,
  type DirectionClock,
  type DirectionState,
  evolveDirection,
  isSameClock,
} from './direction.state.js';

const DAY_MS = 86_400_000;
/** A direction is about the days and weeks that come; further ahead it is a slip of the pen. */
const FURTHEST_DAYS = 366;
/** The stream is read whole. */
const MOST_REPORTS = 200;
/** What was noticed later than this after it was due is marked. */
const LATE_MS = 60_000;

/** What the names in a direction stand for. */
export interface DirectionFacts {
  readonly areaExists: boolean;
  /** True also where an office is addressed, not an agency. */
  readonly agencyExists: boolean;
  readonly clusterExists: boolean;
  /** Those of its cases that the issuer may see. */
  readonly visibleCases: ReadonlySet<string>;
}

/** `now` is RFC 3339, UTC. */
export type DirectionCommand =
  | {
      readonly type: 'issue';
      readonly now: string;
      readonly direction: DirectionIssued['data'];
      readonly facts: DirectionFacts;
    }
  | { readonly type: 'acknowledge'; readonly note?: string }
  | { readonly type: 'report'; readonly text: string }
  | { readonly type: 'complete'; readonly as: 'ADDRESSEE' | 'ISSUER'; readonly note?: string }
  | { readonly type: 'run-clock'; readonly now: string; readonly clock: DirectionClock };

/**
 * Errors: `invalid` with a pointer to each; `not_found`; `direction_completed` for what is done; `too_many_reports`.
 * An acknowledgement of what is acknowledged and a clock that no longer runs change nothing.
 */
export const directionDecider: Decider<DirectionCommand, DirectionState, DirectionEvent> = {
  initial: null,

  decide(command, state) {
    if (command.type === 'issue') return issue(command);
    if (state === null) throw new DomainError('not_found');
    if (command.type === 'run-clock') return runClock(command, state);
    if (state.status === 'COMPLETED') {
      throw new DomainError('direction_completed', { completedAt: state.completed?.at });
    }
    return answer(command, state);
  },

  evolve: evolveDirection,
};

function issue({ now, direction, facts }: Extract<DirectionCommand, { type: 'issue' }>): DirectionEvent[] {
  const errors = [...faultsOfNames(direction, facts), ...faultsOfTime(direction.dueAt, now)];
  if (errors.length > 0) throw new DomainError('invalid', {}, errors);
  return [{ type: 'DirectionIssued', data: direction }];
}

function faultsOfNames(
  { cases, cluster }: DirectionIssued['data'],
  { areaExists, agencyExists, clusterExists, visibleCases }: DirectionFacts,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!areaExists) errors.push({ pointer: '/to/area', code: 'unknown_area' });
  if (!agencyExists) errors.push({ pointer: '/to/agency', code: 'unknown_agency' });
  cases.forEach((id, index) => {
    if (!visibleCases.has(id)) errors.push({ pointer: `/cases/${index}`, code: 'unknown_case' });
    else if (cases.indexOf(id) < index) errors.push({ pointer: `/cases/${index}`, code: 'given_twice' });
  });
  if (cluster !== null && !clusterExists) errors.push({ pointer: '/cluster', code: 'unknown_cluster' });
  return errors;
}

function faultsOfTime(dueAt: string, now: string): FieldError[] {
  const ahead = Date.parse(dueAt) - Date.parse(now);
  if (ahead <= 0) return [{ pointer: '/dueAt', code: 'in_the_past' }];
  return ahead > FURTHEST_DAYS * DAY_MS ? [{ pointer: '/dueAt', code: 'too_far_ahead' }] : [];
}

function answer(
  command: Exclude<DirectionCommand, { type: 'issue' | 'run-clock' }>,
  { status, reports }: Direction,
): readonly DirectionEvent[] {
  const note = 'note' in command && command.note !== undefined ? { note: command.note } : {};
  switch (command.type) {
    case 'acknowledge':
      return status === 'ISSUED' ? [{ type: 'DirectionAcknowledged', data: note }] : [];
    case 'report':
      if (reports.length >= MOST_REPORTS) throw new DomainError('too_many_reports', { max: MOST_REPORTS });
      return [{ type: 'DirectionReported', data: { text: command.text } }];
    case 'complete':
      return [{ type: 'DirectionCompleted', data: { as: command.as, ...note } }];
    default:
      return never(command);
  }
}

function runClock(
  { now, clock }: Extract<DirectionCommand, { type: 'run-clock' }>,
  state: Direction,
): readonly DirectionEvent[] {
  const running = clockOf(state);
  const overdueMs = Date.parse(now) - Date.parse(state.dueAt);
  if (running === null || !isSameClock(running, clock) || overdueMs < 0) return [];
  const late = overdueMs > LATE_MS ? { late: true as const } : {};
  return [{ type: 'DirectionOverdue', data: { dueAt: state.dueAt, ...late } }];
}
