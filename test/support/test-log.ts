import { randomBytes } from 'node:crypto';
import type { Config } from '../../src/config/config.js';
import { EventStoreDbDouble } from './eventstoredb-double/eventstoredb-double.js';
import { TcpLink } from './tcp-link.js';

/** A new, empty log for one service under test, as its configuration names it. */
export interface TestLog {
  readonly settings: Partial<Pick<Config, 'eventStoreUrl' | 'eventStorePrefix'>>;
  /** The way to the event store's server, where there is one that can be broken. */
  readonly link?: TcpLink;
  close(): Promise<void>;
}

/**
 * What the suites run on: `KONDUSIF_TEST_STORE` is `postgres` (the default), `double` for the double of EventStoreDB's
 * protocol, `real` for the server at `KONDUSIF_TEST_ESDB`, where every log has a prefix of its own, or `link` for that server over
 * a way that can be broken; with one of the last two, `--selectProjects all` leaves out the run on the double.
 */
export async function openTestLog(store = process.env.KONDUSIF_TEST_STORE ?? 'postgres'): Promise<TestLog> {
  switch (store) {
    case 'postgres':
      return { settings: {}, close: () => Promise.resolve() };
    case 'double': {
      const double = await EventStoreDbDouble.start();
      return { settings: { eventStoreUrl: double.url }, link: double.link, close: () => double.stop() };
    }
    case 'real':
      return { settings: ofItsOwn(addressOfServer()), close: () => Promise.resolve() };
    case 'link': {
      const url = new URL(addressOfServer());
      const link = await TcpLink.to({ host: url.hostname, port: Number(url.port || 2113) });
      url.hostname = '127.0.0.1';
      url.port = String(link.port);
      return { settings: ofItsOwn(url.href), link, close: () => link.close() };
    }
    default:
      throw new Error(`KONDUSIF_TEST_STORE is postgres, double, real or link, not ${store}.`);
  }
}

function addressOfServer(): string {
  const url = process.env.KONDUSIF_TEST_ESDB;
  if (url === undefined) throw new Error('Set KONDUSIF_TEST_ESDB to the address of the server.');
  return url;
}

/** A part of the server that no other log shares. */
function ofItsOwn(eventStoreUrl: string): TestLog['settings'] {
  return { eventStoreUrl, eventStorePrefix: randomBytes(6).toString('hex') };
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
