import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { joinStore } from '../database/open-store.js';
import type { Store } from '../database/store.js';
import { serverLog } from '../ops/server-log.js';
import type { CommandContext } from './command.js';
import { Progress } from './progress.js';

/** The surroundings of one command: opens what the command asks for, and closes it behind the command. */
export class Surroundings implements CommandContext {
  readonly migrated: string[] = [];
  private opened: Promise<Store> | undefined;
  private connected: Promise<Database> | undefined;
  private readonly bars: Progress[] = [];

  constructor(
    readonly config: Config,
    readonly logger: Logger,
    readonly print: (line: string) => void,
  ) {}

  database(): Promise<Database> {
    this.connected ??= this.connect();
    return this.connected;
  }

  async serverUrl(): Promise<string> {
    return (await this.store()).url;
  }

  progress(label: string, total?: number): Progress {
    const bar = new Progress(label, total, process.stderr);
    this.bars.push(bar);
    return bar;
  }

  async close(): Promise<void> {
    for (const bar of this.bars) bar.end();
    const database = await this.connected?.catch(reportedAlready);
    await database?.close();
    const store = await this.opened?.catch(reportedAlready);
    await store?.stop();
  }

  private async connect(): Promise<Database> {
    const store = await this.store();
    const database = await Database.connect(store.url);
    if (store.exclusive) this.migrated.push(...(await database.migrate()));
    return database;
  }

  private store(): Promise<Store> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Store> {
    const store = await joinStore(this.config, { onLog: serverLog(this.logger) });
    if (store.exclusive) leaveNothingBehind(store);
    return store;
  }
}

/** A command that is broken off takes the server along that was started for it. */
function leaveNothingBehind(store: Store): void {
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.once(signal, () => {
      store.abandon();
      process.exit(1);
    });
  }
}

/** Whoever asked for the database has been told. */
function reportedAlready(): undefined {
  return undefined;
}
