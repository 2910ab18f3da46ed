import type { Position } from '../event-store/recorded-event.js';

/** Lets a reader wait until a view has seen a position, whichever process feeds the view. */
export abstract class PositionWaiter {
  /** False while the view is built for the first time: what it shows is not yet the whole. */
  abstract isBuilt(projection: string): Promise<boolean>;
  /** True once the projection has consumed the position; false after `timeoutMs`. */
  abstract reached(projection: string, position: Position, timeoutMs: number): Promise<boolean>;
}
