import type { CaseState, KnownCase } from '../case.state.js';
import type { Ladder } from './ladder.state.js';

/** A case that has a level, also while it is off the ladder. */
export type LadderCase = KnownCase & { readonly ladder: Ladder };

/** False before a case is recorded, and for history. */
export function hasLadder(state: CaseState): state is LadderCase {
  return state.status !== 'NONE' && state.ladder !== null;
}

/** True where a case is over: nothing on the ladder moves for it. */
export function isOver({ status }: KnownCase): boolean {
  return status === 'REJECTED' || status === 'DUPLICATE' || status === 'CLOSED';
}
