import { type OpenLog, openLog } from '../../src/cli/open-log.js';
import type { Database } from '../../src/database/database.js';
import type { Victim } from './victim.js';
import { VICTIMS } from './victims.js';

/** Where the events of a run lie. A store with a server of its own has that among the victims. */
export interface CrashStore {
  /** For every process of the service. */
  readonly env: Readonly<Record<string, string>>;
  readonly victims: readonly Victim[];
  /** The log, for the checks. */
  open(database: Database): Promise<OpenLog>;
}

const STORES: Readonly<Record<string, CrashStore>> = {
  postgresql: { env: {}, victims: VICTIMS, open: openLog },
};

/** Throws where there is no such store. */
export function storeOf(name: string): CrashStore {
  const store = STORES[name];
  if (store === undefined) throw new Error(`CRASH_STORE is one of ${Object.keys(STORES).join(', ')}.`);
  return store;
}
