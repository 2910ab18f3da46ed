import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Checkpoint } from '../../event-store/event-feed.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { ChannelName, Letter } from '../channel.js';
import type { News } from '../news.js';

/** What was decided because of one event: what is told, and to whom. */
export interface Decision {
  /** Follows from the event and the office. */
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Null where it could not be decided. */
  readonly news: News | null;
  readonly failure: string | null;
  readonly letters: readonly NewLetter[];
}

export interface NewLetter {
  readonly id: string;
  readonly person: string | null;
  readonly channel: ChannelName;
}

/** A letter that this process may send until its lease ends. */
export interface ClaimedLetter extends Letter {
  readonly stream: string;
  /** This try included. It tells one claim from the next. */
  readonly tries: number;
}

/** Somebody else has decided on these events meanwhile: read again where they came. */
export class DecidedElsewhere extends Error {
  constructor() {
    super('Another process has decided on these events.');
    this.name = 'DecidedElsewhere';
  }
}

/** The rows of what is told: decided once, with the place in the log up to which everything is decided. */
@Injectable()
export class Outbox {
  constructor(private readonly dataSource: DataSource) {}

  /** Where deciding goes on; begins at the given end of the log. */
  async checkpoint(end: Position): Promise<Checkpoint | null> {
    await this.dataSource.query(
      'insert into notification_checkpoint (position) values ($1) on conflict do nothing',
      [end],
    );
    const [row] = await this.dataSource.query<{ position: Position | null; eventId: string | null }[]>(
      'select position, event_id as "eventId" from notification_checkpoint',
    );
    if (row === undefined) throw new Error('The checkpoint of the notifications was taken away.');
    return row.position === null ? null : { position: row.position, eventId: row.eventId };
  }

  /** Goes on at another place of the log, where what lies below is not the log that was read so far. */
  async restartAt(position: Position): Promise<void> {
    await this.dataSource.query('update notification_checkpoint set position = $1, event_id = null', [
      position,
    ]);
  }

  /**
   * Writes decisions and moves the checkpoint, all or nothing; what was decided before stays as it was. Throws
   * `DecidedElsewhere` where the checkpoint is not where the caller read on from.
   */
  async record(from: Checkpoint | null, to: Checkpoint, decisions: readonly Decision[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [, moved] = await manager.query<[unknown, number]>(
        'update notification_checkpoint set position = $2, event_id = $3 where position is not distinct from $1',
        [from?.position ?? null, to.position, to.eventId],
      );
      if (moved !== 1) throw new DecidedElsewhere();
      if (decisions.length > 0) await manager.query(RECORD, rowsOf(decisions));
    });
  }

  /** Letters that are due, oldest first; nobody else gets them before the lease ends, by the clock of the database. */
  async claim(most: number, leaseMs: number): Promise<ClaimedLetter[]> {
    const [rows] = await this.dataSource.query<[ClaimedLetter[], number]>(
      `with due as (
         select id from outbox
         where state = 'waiting' and due_at <= clock_timestamp()
           and (leased_until is null or leased_until <= clock_timestamp())
         order by due_at, id limit $1 for update skip locked)
       update outbox o set leased_until = clock_timestamp() + $2 * interval '1 millisecond', tries = tries + 1
       from due, notification n
       where o.id = due.id and n.id = o.notification
       returning o.id, o.person, o.channel, o.tries, n.stream, n.news, n.decided_at as "decidedAt"`,
      [most, leaseMs],
    );
    return rows;
  }

  /** The other side has it. */
  async sent({ id }: ClaimedLetter): Promise<void> {
    await this.settle(id, `state = 'sent', reason = null`);
  }

  /** Nobody needs it any more. */
  async stopped({ id }: ClaimedLetter, reason: string): Promise<void> {
    await this.settle(id, `state = 'stopped', reason = $2`, reason);
  }

  /** Nobody tries it any more until an operator resends it. */
  async dead({ id }: ClaimedLetter, reason: string): Promise<void> {
    await this.settle(id, `state = 'dead', reason = $2`, reason);
  }

  /** The try failed; the next one is due after the wait. */
  async failed(letter: ClaimedLetter, reason: string, waitMs: number): Promise<void> {
    await this.putOff(letter, 'tries', reason, waitMs);
  }

  /** It has to wait; that is no try. */
  async held(letter: ClaimedLetter, waitMs: number): Promise<void> {
    await this.putOff(letter, 'tries - 1', 'quiet_hours', waitMs);
  }

  /** How many letters wait, are overdue (seconds of the oldest), are dead, and what could not be decided. */
  async standing(): Promise<OutboxStanding> {
    const [row] = await this.dataSource.query<OutboxStanding[]>(
      `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'dead') as dead,
              coalesce(extract(epoch from max(clock_timestamp() - due_at) filter (where state = 'waiting')), 0)::float8 as "oldestSeconds",
              (select count(*) from notification where failure is not null) as undecided
       from outbox where state in ('waiting', 'dead')`,
    );
    return row ?? { waiting: 0, dead: 0, oldestSeconds: 0, undecided: 0 };
  }

  private async settle(id: string, changes: string, ...values: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `update outbox set ${changes}, leased_until = null, changed_at = clock_timestamp()
       where id = $1 and state = 'waiting'`,
      [id, ...values],
    );
  }

  /** Whoever claimed it meanwhile decides what becomes of it. */
  private async putOff(
    { id, tries }: ClaimedLetter,
    counted: string,
    reason: string,
    waitMs: number,
  ): Promise<void> {
    await this.dataSource.query(
      `update outbox set tries = ${counted}, reason = $3, leased_until = null, changed_at = clock_timestamp(),
              due_at = clock_timestamp() + $4 * interval '1 millisecond'
       where id = $1 and tries = $2 and state = 'waiting'`,
      [id, tries, reason, waitMs],
    );
  }
}

export interface OutboxStanding {
  readonly waiting: number;
  readonly dead: number;
  readonly oldestSeconds: number;
  readonly undecided: number;
}

const RECORD = `
  with decided as (
    insert into notification (id, stream, revision, news, failure)
    select id, stream, revision, news, failure
    from json_to_recordset($1::json) as d (id uuid, stream text, revision integer, news jsonb, failure text)
    on conflict (id) do nothing returning id)
  insert into outbox (id, notification, person, channel)
  select l.id, l.notification, l.person, l.channel
  from json_to_recordset($2::json) as l (id uuid, notification uuid, person uuid, channel text)
  join decided d on d.id = l.notification
  on conflict (id) do nothing`;

function rowsOf(decisions: readonly Decision[]): [string, string] {
  const rows = decisions.map(({ letters: _, ...row }) => row);
  const letters = decisions.flatMap(({ id, letters }) =>
    letters.map((letter) => ({ ...letter, notification: id })),
  );
  return [JSON.stringify(rows), JSON.stringify(letters)];
}
