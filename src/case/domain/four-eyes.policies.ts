import { DomainError } from '../../kernel/domain-error.js';
import type { ActionType } from './case.commands.js';
import { type Act, type KnownCase, lastActBesides } from './case.state.js';

/** After this time without a second person the same one may (API, "Four eyes"). */
const PATIENCE_MS = 24 * 60 * 60 * 1000;

/** Marks a decision that one person took alone. */
export interface Alone {
  readonly singleOfficer?: true;
}

/**
 * Whether the person would check what they did themselves: `second_eyes` where they do not, `must_wait` where another
 * should look, `alone` where for a day there was no other.
 */
export function eyesOn(
  type: ActionType,
  state: KnownCase,
  person: string,
  now: string,
): 'second_eyes' | 'must_wait' | 'alone' {
  const own = ownDeed(type, state);
  if (own?.by !== person) return 'second_eyes';
  const seen = Math.max(Date.parse(own.at), Date.parse(lastActBesides(person, state) ?? own.at));
  return Date.parse(now) - seen >= PATIENCE_MS ? 'alone' : 'must_wait';
}

/** What the event says of four eyes. Throws `four_eyes` (403) where a second person has to. */
export function actsAlone(type: ActionType, state: KnownCase, person: string, now: string): Alone {
  const eyes = eyesOn(type, state, person, now);
  if (eyes === 'must_wait') throw new DomainError('four_eyes');
  return eyes === 'alone' ? { singleOfficer: true } : {};
}

/** What the action would check: who saw it cannot verify it, nobody closes or returns what they resolved. */
function ownDeed(type: ActionType, state: KnownCase): Act | null {
  if (type === 'verification' && state.observedBy !== null)
    return { by: state.observedBy, at: state.recordedAt };
  if ((type === 'closure' || type === 'return') && state.status === 'RESOLVED') return state.resolved;
  return null;
}
