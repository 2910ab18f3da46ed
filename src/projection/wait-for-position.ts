import type { Position } from '../event-store/recorded-event.js';

/** Lets a reader wait until a view has seen a position, whichever process feeds the view. */
export abstract class PositionWaiter {
  /** True once the projection has consumed the position; false after `timeoutMs`. */
  abstract reached(projection: string, position: Position, timeoutMs: number): Promise<boolean>;
}
