import type { DataSource } from 'typeorm';
import { isUuid } from '../../kernel/ids.js';
import type { ChannelName } from '../channel.js';
import type { News } from '../news.js';

/** A letter that nobody tries to send any more. */
export interface DeadLetter {
  readonly id: string;
  readonly stream: string;
  readonly kind: News['kind'];
  readonly level: string | null;
  readonly channel: ChannelName;
  readonly person: string | null;
  readonly tries: number;
  readonly reason: string | null;
  readonly since: Date;
}

/** An event of which nobody could be told. */
export interface Undecided {
  readonly stream: string;
  readonly revision: number;
  readonly failure: string;
  readonly since: Date;
}

/** Dead letters, the oldest first. */
export function deadLetters(dataSource: DataSource, most: number): Promise<DeadLetter[]> {
  return dataSource.query(
    `select o.id, n.stream, n.news ->> 'kind' as kind, n.news ->> 'level' as level, o.channel, o.person, o.tries, o.reason,
            o.changed_at as since
     from outbox o join notification n on n.id = o.notification
     where o.state = 'dead' order by o.changed_at, o.id limit $1`,
    [most],
  );
}

/** Events of which nobody could be told, the oldest first. */
export function undecided(dataSource: DataSource, most: number): Promise<Undecided[]> {
  return dataSource.query(
    `select stream, revision, failure, decided_at as since from notification
     where failure is not null order by decided_at, id limit $1`,
    [most],
  );
}

/** Lets a dead letter be sent again at once, with its id and all its tries. False where no such letter is dead. */
export async function resend(dataSource: DataSource, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const [, changed] = await dataSource.query<[unknown, number]>(
    `update outbox set state = 'waiting', tries = 0, due_at = clock_timestamp(), changed_at = clock_timestamp()
     where id = $1 and state = 'dead'`,
    [id],
  );
  return changed === 1;
}
