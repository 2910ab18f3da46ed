import { isDatabaseAway } from '../database/database-away.js';
import { StoreOverloaded, StoreUnavailable } from '../event-store/event-store.js';
import { DomainError } from '../kernel/domain-error.js';

/** Of one stream: others wrote it again and again, or stand in line for it. */
const LOST_RACES: ReadonlySet<string> = new Set(['concurrent_change', 'overloaded']);

/** True where the surroundings, not the work, are at fault: a store or the database is away or full. */
export function isAway(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'unavailable';
  return error instanceof StoreUnavailable || error instanceof StoreOverloaded || isDatabaseAway(error);
}

/** True where the same command passes a moment later, though others have no trouble now. */
export function isLostRace(error: unknown): boolean {
  return error instanceof DomainError && LOST_RACES.has(error.code);
}

/** What is kept of an error for an operator to read. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : 'unknown';
}
