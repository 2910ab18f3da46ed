import type { MakeStore } from './contract-store.js';
import { feedContract } from './feed.contract.js';
import { refusalContract } from './refusal.contract.js';
import { streamContract } from './stream.contract.js';

/** What every event store must do, whatever stands behind it. */
export function eventStoreContract(name: string, makeStore: MakeStore): void {
  describe(`the event store contract on ${name}`, () => {
    streamContract(makeStore);
    refusalContract(makeStore);
    feedContract(makeStore);
  });
}
