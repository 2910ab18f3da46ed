import type { Clock } from '../../../calendar/clock.js';
import type { LadderEvent } from '../ladder.events.js';
import { same } from '../plain.js';
import { type Reckoning, statutoryClocks } from './clocks.js';
import type { LadderCase } from './ladder-case.js';
import { merged } from './running-clocks.js';
import { runsTerms, termsLeft } from './terms.js';
import { earlier, tightened } from './tighten.js';

/**
 * The stage calendar was amended: clocks are reckoned anew from their own start, and none loosens. A term of law that
 * comes with the calendar begins.
 */
export function resetBy(state: LadderCase, reckoning: Reckoning): LadderEvent[] {
  const terms = statutoryClocks(state, reckoning.facts);
  const { clocks } = state.ladder;
  const running = clocks.map((clock) =>
    clock.kind === 'statutory' ? term(clock, terms, reckoning.at) : tightened(clock, state, reckoning),
  );
  const begun = runsTerms(state) ? termsLeft(state, reckoning) : [];
  const anew = merged(running, begun);
  if (same(anew, clocks)) return [];
  const { version: policyVersion } = reckoning.facts.running;
  return [{ type: 'EscalationClocksSet', data: { policyVersion, clocks: anew, because: 'stage_calendar' } }];
}

function term(clock: Clock, terms: readonly Clock[], now: string): Clock {
  const anew = terms.find(({ rule }) => rule === clock.rule);
  return anew === undefined ? clock : earlier(clock, anew, now);
}
