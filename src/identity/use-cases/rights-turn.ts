import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { credentialHolds, type SignedInPerson } from '../access/signed-in-person.js';
import { IdentityStreams } from '../streams.js';

const RIGHTS_LOCK = 7_310_175;
const WAITING = 100;

/**
 * Rights are changed and taken away one at a time in the whole installation, by somebody whose own rights were read
 * within the turn. Two ADMINs of the whole country who deactivate each other at once thus leave one: a command reaches
 * one stream only, so the log alone could not see both. The turn is a lock of the database that holds the rows; it is
 * lost only with its connection, and then a change under way may still stand.
 */
@Injectable()
export class RightsTurn {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: IdentityStreams,
  ) {}

  /** Errors: `not_signed_in` where the person's rights have just ended; `overloaded`; those of the work. */
  async take<T>(by: SignedInPerson, work: () => Promise<T>): Promise<T> {
    if (this.waiting >= WAITING) throw new DomainError('overloaded');
    this.waiting++;
    // One connection a process waits for the lock, so that those who wait never use up the pool.
    const turn = this.last.then(() => this.locked(by, work));
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting--;
    }
  }

  private locked<T>(by: SignedInPerson, work: () => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query("set local lock_timeout = '5s'");
      await manager.query("set local idle_in_transaction_session_timeout = '10s'");
      await manager.query('select pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
      const person = await this.streams.person(by.id);
      if (!credentialHolds(person, by.credential)) throw new DomainError('not_signed_in');
      return work();
    });
  }
}
