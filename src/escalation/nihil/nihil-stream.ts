import type { StreamFold } from '../../event-store/decision.js';
import { type NihilState, nihilDecider } from './domain/nihil.decider.js';
import type { NihilEvent } from './domain/nihil.events.js';
import { upcast, versionOf } from './domain/nihil.upcasters.js';

export const NIHIL_FOLD: StreamFold<NihilState, NihilEvent> = {
  initial: nihilDecider.initial,
  evolve: nihilDecider.evolve,
  upcast,
  versionOf,
};

/**
 * The stream of an area's reports of nothing in a month (`2026-11`). One a month keeps streams short: an area reports
 * every day for years. It is the month in which the period begins, so that a retry finds it at whatever hour.
 */
export function nihilStream(area: string, month: string): string {
  return `nihil-${area}-${month}`;
}
