import type { Clock, ClockKind } from '../../../calendar/clock.js';
import type { Fact } from '../../../kernel/decider.js';
import type { CaseEvent } from '../case.events.js';

/** What has to be known of a clock to tell when it ends: a view may keep less of it than the case does. */
export interface RunningClock {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly alarmAt?: string;
}

/**
 * The clocks that run after one more fact, each as `keep` has it. Events with `clocks` replace all; an acknowledgement
 * ends its own clock, whoever takes the case up those for acknowledging and handling, an end or a resolution all.
 * `CaseRecorded` and facts of archived cases start none.
 */
export function clocksAfter<C extends RunningClock>(
  clocks: readonly C[],
  fact: Fact<CaseEvent>,
  keep: (clock: Clock) => C,
): readonly C[] {
  if ('clocks' in fact.data) return fact.data.clocks.map(keep);
  switch (fact.type) {
    case 'EscalationAcknowledged':
      return without(clocks, ({ kind }) => kind === 'acknowledge');
    case 'CaseTakenUp':
      return without(clocks, isUntilHandled);
    case 'AssignmentAccepted':
      return fact.data.status === 'IN_PROGRESS' ? without(clocks, isUntilHandled) : clocks;
    case 'UpperLevelInformed':
      return without(clocks, ({ kind, rule }) => kind === 'acknowledge' && rule === fact.data.rule);
    case 'DeadlinePassed':
      return fact.data.moment === 'due'
        ? without(clocks, (clock) => isOf(clock, fact.data))
        : clocks.map((clock) => (isOf(clock, fact.data) ? withoutAlarm(clock) : clock));
    case 'CaseRejected':
    case 'CaseFoundDuplicate':
    case 'CaseMonitored':
    case 'CaseResolved':
    case 'CaseClosed':
    case 'EarlyWarningLapsed':
      return [];
    default:
      return clocks;
  }
}

/** At most one clock of a kind and rule: one that runs stays as it is. */
export function merged(running: readonly Clock[], more: readonly Clock[]): Clock[] {
  return [...running, ...more.filter((clock) => !running.some((one) => isOf(one, clock)))];
}

/** A clock whose alarm was given. */
export function withoutAlarm<C extends RunningClock>({ alarmAt: _, ...clock }: C): C {
  return clock as C;
}

/** Taking a case up, or accepting its assignment, shows that it is known of and ends both waits. */
function isUntilHandled({ kind }: RunningClock): boolean {
  return kind === 'acknowledge' || kind === 'handle';
}

function isOf(clock: RunningClock, { kind, rule }: Pick<RunningClock, 'kind' | 'rule'>): boolean {
  return clock.kind === kind && clock.rule === rule;
}

function without<C>(clocks: readonly C[], ends: (clock: C) => boolean): readonly C[] {
  const left = clocks.filter((clock) => !ends(clock));
  return left.length === clocks.length ? clocks : left;
}
