import { never } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { CaseState } from '../case.state.js';
import type { LadderEvent } from '../ladder.events.js';
import { adopted } from './adopt.js';
import type { Reckoning } from './clocks.js';
import { fired } from './fire.js';
import { hasLadder, type LadderCase } from './ladder-case.js';
import type { LadderStep } from './ladder-step.js';
import { resetBy } from './reset.js';

/** A step that a process asks for. Errors: `nothing_to_change` where the case has outrun it. */
export function ladderStep(step: LadderStep, state: CaseState, reckoning: Reckoning): LadderEvent[] {
  const events = hasLadder(state) ? eventsOf(step, state, reckoning) : [];
  if (events.length === 0) throw new DomainError('nothing_to_change');
  return events;
}

function eventsOf(step: LadderStep, state: LadderCase, reckoning: Reckoning): LadderEvent[] {
  switch (step.type) {
    case 'fire-clock':
      return fired(step, state, reckoning);
    case 'adopt-policy':
      return state.ladder.policyVersion === 0 ? adopted(state, reckoning) : [];
    case 'reset-clocks':
      return resetBy(state, reckoning);
    default:
      return never(step);
  }
}
