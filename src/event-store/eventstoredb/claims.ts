import type { Position } from '../recorded-event.js';

/** Claims that are kept; whoever sends the same at the same time does so within moments. */
const KEPT = 10_000;

/**
 * Which appends were answered as stored. The server says the same to all who send the same bytes at the same time, so
 * within a process the first who hears it was the one.
 */
export class Claims {
  private readonly taken = new Set<Position>();

  /** True for the first who asks. */
  take(position: Position): boolean {
    if (this.taken.has(position)) return false;
    this.taken.add(position);
    if (this.taken.size > KEPT) for (const oldest of this.taken) return this.taken.delete(oldest);
    return true;
  }
}
