import type { Victim } from './victim.js';
import { VICTIMS } from './victims.js';

/** Where the events of a run lie. A store with a server of its own has that among the victims. */
export interface CrashStore {
  /** As `openTestLog` knows it. */
  readonly testStore: string;
  readonly victims: readonly Victim[];
}

const STORES: Readonly<Record<string, CrashStore>> = {
  postgresql: { testStore: 'postgres', victims: VICTIMS },
};

/** Throws where there is no such store. */
export function storeOf(name: string): CrashStore {
  const store = STORES[name];
  if (store === undefined) throw new Error(`CRASH_STORE is one of ${Object.keys(STORES).join(', ')}.`);
  return store;
}
