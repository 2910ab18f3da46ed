import { type Decider, never } from '../../../kernel/decider.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { covers, depthOf, type Grant, type Role } from '../../../kernel/grant.js';
import { ESCALATION_LEVELS } from '../../policy/escalation-policy.js';
import type { Roster, RosterEvent } from './roster.events.js';
import { evolveRoster, type RosterState } from './roster.state.js';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 31;
/** A roster is planned for the weeks that come; further ahead it is a slip of the pen. */
const FURTHEST_DAYS = 366;

/** Who acts for the government of an area, and may so stand in for its head. */
const STAFF: readonly Role[] = ['OPERATOR', 'VERIFIER', 'OFFICER', 'HEAD', 'SECRETARIAT', 'DESK'];

export type RosterCommand =
  | {
      readonly type: 'roster';
      readonly roster: Roster;
      /** RFC 3339, UTC. */
      readonly now: string;
      readonly areaExists: boolean;
      /** What the person was granted; null where nobody has the id or may sign in with it. */
      readonly grants: readonly Grant[] | null;
    }
  | { readonly type: 'end'; readonly now: string };

/** Errors: `invalid` with a pointer to each; `duty_over` where there is nothing left to end. */
export const rosterDecider: Decider<RosterCommand, RosterState, RosterEvent> = {
  initial: null,

  decide(command, state) {
    switch (command.type) {
      case 'roster': {
        const errors = [...faultsOfOffice(command), ...faultsOfTime(command)];
        if (errors.length > 0) throw new DomainError('invalid', {}, errors);
        return [{ type: 'DutyRostered', data: command.roster }];
      }
      case 'end':
        return end(command.now, state);
      default:
        return never(command);
    }
  },

  evolve: evolveRoster,
};

function end(now: string, state: RosterState): readonly RosterEvent[] {
  if (state === null) throw new DomainError('not_found');
  if (state.until <= now) throw new DomainError('duty_over', { until: state.until });
  return [{ type: 'DutyEnded', data: { until: state.from > now ? state.from : now } }];
}

function faultsOfOffice({ roster, areaExists, grants }: Extract<RosterCommand, { type: 'roster' }>) {
  const { area, level } = roster;
  const errors: FieldError[] = [];
  if (!areaExists) errors.push({ pointer: '/area', code: 'unknown_area' });
  else if (depthOf(area) !== 4 - ESCALATION_LEVELS.indexOf(level)) {
    errors.push({ pointer: '/level', code: 'not_the_level_of_the_area' });
  }
  if (grants === null) errors.push({ pointer: '/person', code: 'unknown_person' });
  else if (!grants.some((grant) => isOf(grant, area))) {
    errors.push({ pointer: '/person', code: 'not_of_the_area' });
  }
  return errors;
}

/** Somebody of the office itself, of one above it, or of one within it: a camat may stand in for the Sekda. */
function isOf({ role, area }: Grant, office: string): boolean {
  return STAFF.includes(role) && (covers(area, office) || covers(office, area));
}

/** A duty that has begun may be entered afterwards, one that is over may not. */
function faultsOfTime({ roster, now }: Extract<RosterCommand, { type: 'roster' }>): FieldError[] {
  const [from, until, at] = [roster.from, roster.until, now].map(Date.parse) as [number, number, number];
  if (until <= from) return [{ pointer: '/until', code: 'not_after_from' }];
  if (until <= at) return [{ pointer: '/until', code: 'in_the_past' }];
  if (until - from > LONGEST_DAYS * DAY_MS) return [{ pointer: '/until', code: 'longer_than_31_days' }];
  return from - at > FURTHEST_DAYS * DAY_MS ? [{ pointer: '/from', code: 'too_far_ahead' }] : [];
}
