import { type Fact, never } from '../../../kernel/decider.js';
import type { Roster, RosterEvent } from './roster.events.js';

/** A roster as it stands, with the end that counts; null before it is recorded. */
export type RosterState = Roster | null;

/** Follows what is recorded of a roster. */
export function evolveRoster(state: RosterState, fact: Fact<RosterEvent>): RosterState {
  switch (fact.type) {
    case 'DutyRostered': {
      const { area, level, person, from, until } = fact.data;
      return { area, level, person, from, until };
    }
    case 'DutyEnded':
      return state === null ? null : { ...state, until: fact.data.until };
    default:
      return never(fact);
  }
}
