import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventFeed } from '../../event-store/event-feed.js';
import { DomainError } from '../../kernel/domain-error.js';
import { tableOf } from '../../projection/projection.js';
import { PositionWaiter } from '../../projection/wait-for-position.js';
import type { OtherTerm } from '../domain/conflict-status.decider.js';
import { conflictStatusProjection } from '../views/conflict-status.projection.js';

const CONFLICT_LOCK = 7_310_176;
const PATIENCE_MS = 5_000;
const WAITING = 50;

/**
 * The ends of statuses are set one at a time in the whole installation, by somebody who has seen all others of the
 * area: a command reaches one stream only, so the log alone could not see that two overlap. There are a handful a
 * year. The turn is a lock of the database, lost only with its connection.
 */
@Injectable()
export class AreaTurn {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {}

  /** Errors: `overloaded` where too many wait or the view lags behind; those of the work. */
  async take<T>(
    work: (othersOf: (area: string, id: string) => Promise<OtherTerm[]>) => Promise<T>,
  ): Promise<T> {
    if (this.waiting >= WAITING) throw new DomainError('overloaded');
    this.waiting++;
    // One connection a process waits for the lock, so that those who wait never use up the pool.
    const turn = this.last.then(() => this.locked(() => work((area, id) => this.othersOf(area, id))));
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting--;
    }
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query("set local lock_timeout = '5s'");
      await manager.query("set local idle_in_transaction_session_timeout = '10s'");
      await manager.query('select pg_advisory_xact_lock($1)', [CONFLICT_LOCK]);
      return work();
    });
  }

  /** Open statuses of the area beside the one with the id, once the view has seen all that is recorded. */
  private async othersOf(area: string, id: string): Promise<OtherTerm[]> {
    const { name } = conflictStatusProjection;
    if (!(await this.positions.reached(name, await this.feed.end(), PATIENCE_MS))) {
      throw new DomainError('overloaded');
    }
    const rows = await this.dataSource.query<{ from_at: Date; until_at: Date }[]>(
      `select from_at, until_at from ${tableOf(conflictStatusProjection)}
       where area = $1 and status = 'OPEN' and id <> $2 order by from_at`,
      [area, id],
    );
    return rows.map(({ from_at, until_at }) => ({
      from: from_at.toISOString(),
      until: until_at.toISOString(),
    }));
  }
}
