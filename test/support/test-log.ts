import { randomBytes } from 'node:crypto';
import type { Config } from '../../src/config/config.js';
import { EventStoreDbDouble } from './eventstoredb-double/eventstoredb-double.js';

/** A new, empty log for one service under test, as its configuration names it. */
export interface TestLog {
  readonly settings: Partial<Pick<Config, 'eventStoreUrl' | 'eventStorePrefix'>>;
  close(): Promise<void>;
}

/**
 * What the suites run on: `KONDUSIF_TEST_STORE` is `postgres` (the default), `double` for the double of EventStoreDB's
 * protocol, or `real` for the server at `KONDUSIF_TEST_ESDB`, where every log has a prefix of its own.
 */
export async function openTestLog(store = process.env.KONDUSIF_TEST_STORE ?? 'postgres'): Promise<TestLog> {
  switch (store) {
    case 'postgres':
      return { settings: {}, close: () => Promise.resolve() };
    case 'double': {
      const double = await EventStoreDbDouble.start();
      return { settings: { eventStoreUrl: double.url }, close: () => double.stop() };
    }
    case 'real': {
      const eventStoreUrl = process.env.KONDUSIF_TEST_ESDB;
      if (eventStoreUrl === undefined)
        throw new Error('Set KONDUSIF_TEST_ESDB to the address of the server.');
      const eventStorePrefix = randomBytes(6).toString('hex');
      return { settings: { eventStoreUrl, eventStorePrefix }, close: () => Promise.resolve() };
    }
    default:
      throw new Error(`KONDUSIF_TEST_STORE is postgres, double or real, not ${store}.`);
  }
}

const logs = new Map<string, Promise<TestLog>>();

/** The log of the service that has its data there: it outlives the process that is killed. */
export function logOf(dataDir: string): Promise<TestLog> {
  const log = logs.get(dataDir) ?? openTestLog();
  logs.set(dataDir, log);
  return log;
}

/** What a service is told of that log. */
export async function environmentOf(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const { eventStoreUrl, eventStorePrefix } = (await logOf(dataDir)).settings;
  return {
    ...(eventStoreUrl !== undefined && { EVENTSTORE_URL: eventStoreUrl }),
    ...(eventStorePrefix !== undefined && { EVENTSTORE_PREFIX: eventStorePrefix }),
  };
}

/** The log goes with the data. */
export async function closeLogOf(dataDir: string): Promise<void> {
  const log = logs.get(dataDir);
  logs.delete(dataDir);
  await (await log)?.close();
}
