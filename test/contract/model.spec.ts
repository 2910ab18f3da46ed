import type { Position } from '../../src/event-store/recorded-event.js';
import { InMemoryEventStore } from '../support/in-memory-event-store.js';
import type { ContractStore } from './contract-store.js';
import { eventStoreContract } from './event-store.contract.js';

/** The model has no connections, and never stays in the middle of anything. */
async function makeModel(): Promise<ContractStore> {
  const model = new InMemoryEventStore();
  return {
    store: model,
    feed: model,
    elsewhere: model,
    async slowAppend(request) {
      await model.append(request);
      return () => Promise.resolve();
    },
    breakConnections: () => Promise.resolve(),
    async positionBeyondEnd(): Promise<Position> {
      const [log, number] = (await model.end()).split('-') as [string, string];
      return `${log}-${String(Number(number) + 1).padStart(number.length, '0')}`;
    },
    close: () => Promise.resolve(),
  };
}

eventStoreContract('the model', makeModel);
