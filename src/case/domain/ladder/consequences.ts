import type { Actor } from '../../../kernel/actor.js';
import type { CaseEvent } from '../case.events.js';
import type { CaseState, KnownCase } from '../case.state.js';
import { evolve } from '../evolve.js';
import type { LadderEvent } from '../ladder.events.js';
import { same } from '../plain.js';
import { adopted } from './adopt.js';
import type { Reckoning } from './clocks.js';
import { hasLadder, isOver } from './ladder-case.js';
import { movedBy } from './move.js';
import { graverBy } from './severity.js';
import { withCorrectedTerms } from './terms.js';
import { CONCERNS_CLOCKS, clocksBecauseOf } from './work.js';

/**
 * What follows on the ladder from the events of a command, in the same append: another level or office, clocks that
 * start, restart or end. Nothing for history. Clocks that merely end are ended by the fold, without an event.
 */
export function consequencesOf(
  events: readonly CaseEvent[],
  before: KnownCase,
  by: Actor,
  reckoning: Reckoning,
): LadderEvent[] {
  const [event] = events;
  const after = stateAfter(events, before, by, reckoning.at);
  if (event === undefined || !hasLadder(after)) return [];
  // Recorded before there were policies: whatever concerns its clocks puts it under the one in force.
  if (after.ladder.policyVersion === 0 && !isOver(after)) {
    return CONCERNS_CLOCKS.has(event.type) ? adopted(after, reckoning) : [];
  }
  const corrected = withCorrectedTerms(event, after, reckoning);
  const moved = movedBy(event, corrected, reckoning);
  if (moved !== null) return [moved];
  const graver = graverBy(event, before, corrected, reckoning);
  if (graver.some(({ data }) => 'clocks' in data)) return graver;
  const set = clocksBecauseOf(event, before, corrected, reckoning);
  if (set === null || same(set.clocks, after.ladder.clocks)) return graver;
  const data = { policyVersion: reckoning.facts.policy.version, ...set };
  return [...graver, { type: 'EscalationClocksSet', data }];
}

function stateAfter(events: readonly CaseEvent[], before: KnownCase, by: Actor, at: string): CaseState {
  return events.reduce<CaseState>((state, event) => evolve(state, { ...event, by, at }), before);
}
