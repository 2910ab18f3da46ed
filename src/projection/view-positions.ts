import { EventEmitter, once } from 'node:events';
import type pg from 'pg';
import type { Position } from '../event-store/recorded-event.js';
import type { AnyProjection } from './projection.js';
import { PositionWaiter } from './wait-for-position.js';

const LOOK_MS = 25;
/** Who waits is told in time, also where the connection died without a word. */
const CHECKPOINTS: pg.QueryConfig & { readonly query_timeout: number } = {
  text: `select name, version, position, caught_up from projection_checkpoint where build = 'live'`,
  query_timeout: 2_000,
};

/**
 * How far the views have come, as this process knows it: told by its own runners, looked up in the checkpoints for
 * those that another process feeds. Looking stops when nobody waits.
 */
export class ViewPositions extends PositionWaiter {
  private readonly known = new Map<string, Position>();
  private readonly built = new Set<string>();
  private readonly moved = new EventEmitter().setMaxListeners(0);
  private waiting = 0;
  private looking = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly projections: readonly AnyProjection[],
  ) {
    super();
  }

  /** Told by a runner of this process after its transaction stands. */
  advanced(projection: string, position: Position): void {
    if (position <= (this.known.get(projection) ?? '')) return;
    this.known.set(projection, position);
    this.moved.emit('moved');
  }

  async isBuilt(projection: string): Promise<boolean> {
    if (!this.built.has(projection)) await this.look();
    return this.built.has(projection);
  }

  async reached(projection: string, position: Position, timeoutMs: number): Promise<boolean> {
    if (this.has(projection, position)) return true;
    const timeout = AbortSignal.timeout(timeoutMs);
    this.waiting++;
    void this.keepLooking();
    try {
      while (!this.has(projection, position)) {
        if (timeout.aborted) return false;
        await once(this.moved, 'moved', { signal: timeout }).catch((error: unknown) => {
          if (!timeout.aborted) throw error;
        });
      }
      return true;
    } finally {
      this.waiting--;
    }
  }

  private has(projection: string, position: Position): boolean {
    return (this.known.get(projection) ?? '') >= position;
  }

  private async keepLooking(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.waiting > 0) {
        // While the database is away nothing moves; the waiter's own timeout says so to its caller.
        await this.look().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    } finally {
      this.looking = false;
    }
  }

  private async look(): Promise<void> {
    const { rows } = await this.pool.query<CheckpointRow>(CHECKPOINTS);
    for (const { name, version, position, caught_up } of rows) {
      const own = this.projections.some(
        (projection) => projection.name === name && projection.version === version,
      );
      if (!own) continue;
      if (caught_up) this.built.add(name);
      if (position !== null) this.advanced(name, position);
    }
  }
}

interface CheckpointRow {
  readonly name: string;
  readonly version: number;
  readonly position: Position | null;
  readonly caught_up: boolean;
}
