import { eventStore, ServerOfItsOwn } from './event-store-victim.js';
import type { Victim } from './victim.js';
import { VICTIMS } from './victims.js';

/** Where the events of a run lie. A store with a server of its own has that among the victims. */
export interface CrashStore {
  /** As `openTestLog` knows it. */
  readonly testStore: string;
  readonly victims: readonly Victim[];
  /** Undefined where the run starts no server for it. */
  readonly command?: string;
}

const WITH_EVENT_STORE: readonly Victim[] = [...VICTIMS, eventStore];

/**
 * `CRASH_STORE` is `postgresql` or `eventstoredb`; absent it is what the suites run on. EventStoreDB is the server at
 * `KONDUSIF_TEST_ESDB`, else the double of its protocol. With `KONDUSIF_TEST_ESDB_COMMAND`, a shell command that runs the
 * server in the foreground, the run starts the server itself, and kills it too.
 */
export function storeOf(env: NodeJS.ProcessEnv): CrashStore {
  const onPostgres = (env.KONDUSIF_TEST_STORE ?? 'postgres') === 'postgres';
  switch (env.CRASH_STORE || (onPostgres ? 'postgresql' : 'eventstoredb')) {
    case 'postgresql':
      return { testStore: 'postgres', victims: VICTIMS };
    case 'eventstoredb':
      return {
        testStore: env.KONDUSIF_TEST_ESDB ? 'link' : 'double',
        victims: WITH_EVENT_STORE,
        command: env.KONDUSIF_TEST_ESDB_COMMAND,
      };
    default:
      throw new Error('CRASH_STORE is postgresql or eventstoredb.');
  }
}

/** Runs the work on the store, with its server where the run has to start one. */
export async function onStore(
  { testStore, command }: CrashStore,
  env: NodeJS.ProcessEnv,
  work: () => Promise<void>,
): Promise<void> {
  env.KONDUSIF_TEST_STORE = testStore;
  const server = command && (await ServerOfItsOwn.start(command, env.KONDUSIF_TEST_ESDB ?? ''));
  try {
    await work();
  } finally {
    if (server) await server.kill();
  }
}
