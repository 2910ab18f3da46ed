import type { EscalationStarted } from '../ladder.events.js';
import { clocksAgain } from './clock-sets.js';
import type { Reckoning } from './clocks.js';
import { isOver, type LadderCase } from './ladder-case.js';
import { startNotBelow } from './start.js';

/**
 * A case that was recorded before there were policies comes under the one in force: one start step, never lower than it
 * stands. Nothing for a case that is over: it comes under a policy when it is taken up again.
 */
export function adopted(state: LadderCase, reckoning: Reckoning): EscalationStarted[] {
  if (isOver(state)) return [];
  const { office, rule, inputs, informed } = startNotBelow(
    state.ladder.level,
    reckoning.facts.policy,
    state.report,
  );
  const clocks = clocksAgain(office.level, state, reckoning);
  const policyVersion = reckoning.facts.policy.version;
  return [{ type: 'EscalationStarted', data: { ...office, policyVersion, rule, inputs, informed, clocks } }];
}
