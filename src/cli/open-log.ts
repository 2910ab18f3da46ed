import type { Database } from '../database/database.js';
import type { EventFeed } from '../event-store/event-feed.js';
import type { EventStore } from '../event-store/event-store.js';
import { LogWake } from '../event-store/postgres/log-wake.js';
import {
  logIdOf,
  PostgresEventFeed,
  PostgresEventStore,
} from '../event-store/postgres/postgres-event-store.js';

/** The log for one command; `close` it afterwards. */
export interface OpenLog {
  readonly store: EventStore;
  readonly feed: EventFeed;
  close(): Promise<void>;
}

export async function openLog({ pool, url }: Database): Promise<OpenLog> {
  const logId = await logIdOf(pool);
  const wake = new LogWake(url);
  await wake.open();
  return {
    store: new PostgresEventStore(pool, logId),
    feed: new PostgresEventFeed(pool, logId, wake),
    close: () => wake.close(),
  };
}
