import type { Position } from './recorded-event.js';

/** What positions of one log are in a copy of it: of the same event, or of the last one before. */
export class PositionMap {
  private readonly wanted: readonly Position[];
  private readonly found = new Map<Position, Position | null>();
  private next = 0;
  private last: Position | null = null;

  /** Only these positions are asked for later. */
  constructor(wanted: Iterable<Position>) {
    this.wanted = [...new Set(wanted)].sort();
  }

  /** Takes the next event of both logs; call it for all of them in order. */
  pass(source: { readonly position: Position }, copy: { readonly position: Position }): void {
    this.settle((position) => position < source.position);
    this.last = copy.position;
    this.settle((position) => position === source.position);
  }

  /** Null for a position before every event. Errors: for one that was not asked for. */
  of(position: Position): Position | null {
    this.settle(() => true);
    const found = this.found.get(position);
    if (found === undefined) throw new Error('The position was not looked for while the log was copied.');
    return found;
  }

  private settle(isPassed: (position: Position) => boolean): void {
    for (; this.next < this.wanted.length; this.next++) {
      const position = this.wanted[this.next] as Position;
      if (!isPassed(position)) return;
      this.found.set(position, this.last);
    }
  }
}
