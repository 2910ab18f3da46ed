import type { Clock } from '../../../calendar/clock.js';
import type { EscalationLevel, TimeRule } from '../../../escalation/policy/escalation-policy.js';
import { levelAbove } from '../../../escalation/policy/start-step.js';
import { timeRule } from '../../../escalation/policy/time-rules.js';
import type { LadderEvent } from '../ladder.events.js';
import { clocksOn } from './clock-sets.js';
import { policyClock, type Reckoning } from './clocks.js';
import type { LadderCase } from './ladder-case.js';
import type { LadderStep } from './ladder-step.js';
import { officeAt } from './offices.js';
import { withoutAlarm } from './running-clocks.js';

type FireClock = Extract<LadderStep, { type: 'fire-clock' }>;

/** So much later than it was due a firing says that it came late. */
const LATE_MS = 60_000;
/** The clocks of the database, by which timers are found, and of the process may differ by this much. */
const SKEW_MS = 2_000;
/** In these statuses the team itself has the case, so that a term of law moves it. */
export const WITH_THE_TEAM: readonly LadderCase['status'][] = [
  'RECEIVED',
  'VERIFIED',
  'ASSIGNED',
  'IN_PROGRESS',
];

/** A clock that runs out now, with what every event that follows from it says. */
interface Firing {
  readonly clock: Clock;
  readonly late: { readonly late?: true };
  readonly state: LadderCase;
  readonly reckoning: Reckoning;
}

/**
 * What follows when a clock runs out, by the version of the policy under which it was started. Nothing where another
 * clock runs by now, or this one not any more, or not yet.
 */
export function fired(step: FireClock, state: LadderCase, reckoning: Reckoning): LadderEvent[] {
  const clock = state.ladder.clocks.find((one) => isMeant(one, step));
  const dueAt = clock === undefined ? undefined : instantOf(clock, step.moment);
  if (clock === undefined || dueAt === undefined) return [];
  const now = Date.parse(reckoning.at);
  if (now < Date.parse(dueAt) - SKEW_MS) return [];
  // A term of law may have passed before anybody recorded the case: then nothing came late.
  const delay = now - Math.max(Date.parse(dueAt), Date.parse(state.ladder.since));
  const firing: Firing = { clock, late: delay > LATE_MS ? { late: true } : {}, state, reckoning };
  if (clock.kind === 'statutory') return statutory(step.moment, firing);
  const rule = timeRule(reckoning.facts.running, clock.rule);
  switch (rule?.step) {
    case 'raise':
      return raised(levelAbove(state.ladder.level), 'time', rule.id, clocksGoingOn(firing), firing);
    case 'inform':
      return informed(rule, firing);
    case 'propose':
      return proposed(rule, firing);
    default:
      return [passed('due', firing)];
  }
}

function isMeant(clock: Clock, { kind, rule, startedAt }: FireClock): boolean {
  return clock.kind === kind && clock.rule === rule && clock.startedAt === startedAt;
}

function instantOf(clock: Clock, moment: FireClock['moment']): string | undefined {
  return moment === 'alarm' ? clock.alarmAt : clock.calendar.dueAt;
}

/** Little time is left, or none: a level below the one that the rule names gives the case up; others are marked. */
function statutory(moment: FireClock['moment'], firing: Firing): LadderEvent[] {
  const { clock, state, reckoning } = firing;
  const { raiseFrom, raiseTo, id } = reckoning.facts.running.statutory;
  const moves = raiseFrom.includes(state.ladder.level) && WITH_THE_TEAM.includes(state.status);
  if (!moves) return [passed(moment, firing)];
  const clocks = moment === 'due' ? clocksGoingOn(firing) : state.ladder.clocks.map(alarmGiven(clock));
  return raised(raiseTo, 'statutory', id, clocks, firing);
}

function alarmGiven(fired: Clock): (clock: Clock) => Clock {
  return (clock) => (clock === fired ? withoutAlarm(clock) : clock);
}

/** All clocks but the one that fired. */
function clocksGoingOn({ clock, state }: Firing): Clock[] {
  return state.ladder.clocks.filter((one) => one !== clock);
}

/** The next level's clocks start at the recorded raise, however late it comes: nobody jumps two levels at once. */
function raised(
  to: EscalationLevel | null,
  trigger: 'time' | 'statutory',
  rule: string,
  running: readonly Clock[],
  firing: Firing,
): LadderEvent[] {
  const { clock, late, state, reckoning } = firing;
  if (to === null) return [passed('due', firing)];
  const { ladder, report } = state;
  const office = officeAt(to, report);
  const goingOn = { ...state, ladder: { ...ladder, clocks: running } };
  return [
    {
      type: 'EscalationRaised',
      data: {
        ...office,
        from: ladder.level,
        trigger,
        policyVersion: clock.policyVersion,
        rule,
        inputs: inputsOf(firing),
        calendar: clock.calendar,
        ...late,
        informed: [],
        clocks: clocksOn(office.level, goingOn, reckoning),
      },
    },
  ];
}

/** The level above is told that the holding one has not answered; the case stays where it is. */
function informed({ id }: TimeRule, firing: Firing): LadderEvent[] {
  const { clock, late, state } = firing;
  const level = levelAbove(state.ladder.level);
  if (level === null) return [passed('due', firing)];
  const { policyVersion, calendar } = clock;
  const inputs = inputsOf(firing);
  return [
    { type: 'UpperLevelInformed', data: { policyVersion, rule: id, inputs, calendar, ...late, level } },
  ];
}

/** Nothing is sent over a regent's or governor's head by a machine: the holding level is asked. */
function proposed({ id }: TimeRule, firing: Firing): LadderEvent[] {
  const { clock, late, state, reckoning } = firing;
  const { ladder } = state;
  const to = levelAbove(ladder.level);
  if (to === null) return [passed('due', firing)];
  const { policyVersion, calendar } = clock;
  const answer = policyClock('proposal', ladder.level, state, reckoning);
  const clocks = [...answer, ...clocksGoingOn(firing)];
  const inputs = inputsOf(firing);
  return [
    {
      type: 'EscalationProposed',
      data: { policyVersion, rule: id, inputs, calendar, ...late, to, clocks },
    },
  ];
}

function passed(moment: FireClock['moment'], { clock, late }: Firing): LadderEvent {
  const { policyVersion, kind, rule, calendar } = clock;
  return { type: 'DeadlinePassed', data: { policyVersion, kind, rule, moment, calendar, ...late } };
}

function inputsOf({ clock, state }: Firing): Record<string, unknown> {
  const { report, status } = state;
  return { severity: report.severity, status, clock: clock.rule, startedAt: clock.startedAt };
}
