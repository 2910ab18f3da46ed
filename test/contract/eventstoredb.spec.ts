import { randomBytes } from 'node:crypto';
import { LogSpace } from '../../src/event-store/eventstoredb/log-space.js';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open-eventstoredb.js';
import type { Position } from '../../src/event-store/recorded-event.js';
import { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { InMemoryLogMarks } from '../support/in-memory-log-marks.js';
import { TcpLink } from '../support/tcp-link.js';
import type { ContractStore, MakeStore } from './contract-store.js';
import { eventStoreContract } from './event-store.contract.js';

/** A log of its own on the server at the address, reached by a way that can be broken. */
function onServer(address: () => Promise<string> | string): MakeStore {
  return async (): Promise<ContractStore> => {
    const { hostname, port, search } = new URL((await address()).replace(/^esdb/, 'http'));
    const link = await TcpLink.to({ host: hostname, port: Number(port) });
    const url = `esdb://127.0.0.1:${link.port}${search}`;
    const space = new LogSpace(randomBytes(6).toString('hex'));
    const marks = new InMemoryLogMarks();
    const here = await openEventStoreDb(url, marks, space);
    const elsewhere = await openEventStoreDb(url, marks, space);
    return {
      store: here.store,
      feed: here.feed,
      elsewhere: elsewhere.store,
      // The server is never in the middle of an append for anybody to see.
      async slowAppend(request) {
        await here.store.append(request);
        return () => Promise.resolve();
      },
      breakConnections: async () => link.cut(),
      async positionBeyondEnd(): Promise<Position> {
        const [log, number] = (await here.feed.end()).split('-') as [string, string];
        return `${log}-${(BigInt(`0x${number}`) + 1n).toString(16).padStart(number.length, '0')}`;
      },
      async close() {
        await Promise.all([here.close(), elsewhere.close()]);
        await link.close();
      },
    };
  };
}

describe('the double', () => {
  let double: EventStoreDbDouble;
  beforeAll(async () => {
    double = await EventStoreDbDouble.start();
  });
  afterAll(() => double.stop());

  eventStoreContract(
    "the double of EventStoreDB's protocol",
    onServer(() => double.url),
  );
});

const real = process.env.KONDUSIF_TEST_ESDB;
if (real !== undefined)
  eventStoreContract(
    'a real EventStoreDB',
    onServer(() => real),
  );
