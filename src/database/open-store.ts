import type { Config } from '../config/config.js';
import { usingDirectory } from './data-directory.js';
import { checkServer } from './direct-connection.js';
import { EmbeddedDatabase, type EmbeddedOptions } from './embedded-postgres.js';
import { readRun } from './run-file.js';
import type { Store } from './store.js';

/**
 * For a service: the server of `DATABASE_URL`, else the embedded one.
 * Errors: `StartError` where neither can be used.
 */
export async function openStore(config: Config, options: EmbeddedOptions): Promise<Store> {
  const { databaseUrl, databaseAddress, dataDir } = config;
  if (databaseUrl === undefined || databaseAddress === undefined)
    return EmbeddedDatabase.open(dataDir, options);
  await checkServer(databaseUrl, databaseAddress);
  return joined(databaseUrl);
}

/** For a command: beside the service that runs, else as a service would. */
export async function joinStore(config: Config, options: EmbeddedOptions): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  const run =
    databaseUrl === undefined ? await usingDirectory(dataDir, async () => readRun(dataDir)) : undefined;
  return run === undefined ? openStore(config, options) : joined(run.databaseUrl);
}

function joined(url: string): Store {
  return {
    url,
    exclusive: false,
    publish: nothing,
    withdraw: nothing,
    stop: async () => undefined,
    abandon: nothing,
  };
}

function nothing(): void {}
