import type { LogMarks } from '../log-marks.js';
import { Appender } from './appender.js';
import { Claims } from './claims.js';
import { Connection } from './connection.js';
import { EventStoreDbEventFeed } from './eventstoredb-event-feed.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { isFinal } from './faults.js';
import { LogHealth } from './log-health.js';
import { LogIdentity, openedLogId } from './log-marker.js';
import { LogReader } from './log-reader.js';
import { LogSpace } from './log-space.js';
import { LogTail } from './log-tail.js';
import { persistently } from './retry.js';

/** The log on EventStoreDB; `close` it before the process ends. */
export interface OpenEventStoreDb {
  readonly store: EventStoreDbEventStore;
  readonly feed: EventStoreDbEventFeed;
  readonly health: LogHealth;
  close(): Promise<void>;
}

const CLAIMS = new Claims();

/** Errors: of the address, or whatever the server cannot be reached for. */
export async function openEventStoreDb(
  url: string,
  marks: LogMarks,
  space = new LogSpace(),
  /** The process's own, unless another process is played. */
  claims = CLAIMS,
): Promise<OpenEventStoreDb> {
  const log = new LogIdentity(await logIdAt(url, space));
  const connect = (): Connection => new Connection(url, space, (client) => log.check(client));
  const appends = connect();
  const reads = connect();
  const looks = connect();
  const appender = new Appender(appends);
  const reader = new LogReader(reads);
  const tail = await LogTail.open(log, connect, reader, marks);
  const store = new EventStoreDbEventStore(log, appender, reader, tail, claims);
  return {
    store,
    feed: new EventStoreDbEventFeed(log, connect, reader, tail),
    health: new LogHealth(log, looks, reader, tail),
    async close() {
      await store.idle();
      await tail.stop();
      await appender.close();
      await appends.close();
      await reads.close();
      await looks.close();
    },
  };
}

async function logIdAt(url: string, space: LogSpace): Promise<string> {
  let logId = '';
  const connection = new Connection(url, space, async (client) => {
    logId = await openedLogId(client);
  });
  try {
    await persistently(() => connection.client(), isFinal);
    return logId;
  } finally {
    await connection.close();
  }
}
