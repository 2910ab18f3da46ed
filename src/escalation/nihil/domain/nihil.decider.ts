import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import type { NihilEvent } from './nihil.events.js';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 31;
/** A report about a time long gone tells nobody anything; it may come late, though, by paper or after an outage. */
const OLDEST_DAYS = 92;
/** A phone's clock may be a little fast. */
const FAST_CLOCK_MS = 300_000;

export interface ReportNihil {
  readonly area: string;
  readonly areaExists: boolean;
  /** As it was written. */
  readonly period: string;
  /** What it names; instants are RFC 3339, UTC, `until` exclusive. */
  readonly from: string;
  readonly until: string;
  /** True for a day, which is reported on while it still runs; an interval is reported on when it is over. */
  readonly isDay: boolean;
  /** RFC 3339, UTC. */
  readonly now: string;
}

/** Times that the month's reports speak for, as `from/until`. */
export type NihilState = ReadonlySet<string>;

/**
 * A report on a day that still runs speaks for the time up to now: nobody knows what the night brings. The very same
 * time again changes nothing. Errors: `invalid` with a pointer to each.
 */
export const nihilDecider: Decider<ReportNihil, NihilState, NihilEvent> = {
  initial: new Set(),

  decide(command, state) {
    const errors = faultsOf(command);
    if (errors.length > 0) throw new DomainError('invalid', {}, errors);
    const { area, period, from, now } = command;
    const until = command.until < now ? command.until : now;
    return state.has(`${from}/${until}`)
      ? []
      : [{ type: 'NihilReported', data: { area, period, from, until } }];
  },

  evolve: (state, { data }) => new Set([...state, `${data.from}/${data.until}`]),
};

function faultsOf(command: ReportNihil): FieldError[] {
  const errors: FieldError[] = command.areaExists ? [] : [{ pointer: '/area', code: 'unknown_area' }];
  const code = faultOfPeriod(command);
  return code === null ? errors : [...errors, { pointer: '/period', code }];
}

function faultOfPeriod(command: ReportNihil): string | null {
  const { from, until, now } = {
    from: Date.parse(command.from),
    until: Date.parse(command.until),
    now: Date.parse(command.now),
  };
  if (until <= from) return 'ends_before_it_begins';
  if (from >= now || until - now > (command.isDay ? DAY_MS : FAST_CLOCK_MS)) return 'not_passed_yet';
  if (until - from > LONGEST_DAYS * DAY_MS) return 'longer_than_31_days';
  return now - until > OLDEST_DAYS * DAY_MS ? 'too_long_ago' : null;
}
