import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { StartError } from '../config/start-error.js';
import { Database } from '../database/database.js';
import { openStore } from '../database/open-store.js';
import type { Store } from '../database/store.js';
import { serverLog } from './server-log.js';

/** What the application is built from. */
export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  /** Shows a line once to whoever started the service, for example a first password; it is not logged. */
  announce(line: string): void;
}

export interface App {
  /** Resolves with the address as soon as requests are taken. */
  listen(): Promise<string>;
  /** Resolves when everything that the service does is loaded and caught up. Absent: as soon as it listens. */
  ready?(): Promise<void>;
  /** Takes no more requests, lets those under way end, and stops what runs in the background. */
  close(): Promise<void>;
}

export type CreateApp = (options: AppOptions) => Promise<App>;

export interface ServiceOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Loaded while the server starts, since both take their time. */
  loadApp(): Promise<CreateApp>;
  print(line: string): void;
}

const DRAIN_MS = 10_000;
/** A query that was cut off keeps its connection. */
const CLOSE_MS = 2_000;

/** The service as a whole: server, connections, application. What was opened first is closed last. */
export class Service {
  private readonly opened: (() => Promise<void>)[] = [];
  private store: Store | undefined;

  constructor(private readonly options: ServiceOptions) {}

  /**
   * Resolves with the address when requests are taken; the line that says it is ready follows when it is.
   * Errors: `StartError`; everything is closed again then.
   */
  async start(): Promise<string> {
    try {
      return await this.open();
    } catch (error) {
      await this.stop();
      throw explained(error, this.options.config);
    }
  }

  /** Takes no more requests, drains for 10 s at most, closes the connections, stops the server last. */
  async stop(): Promise<void> {
    for (const close of this.opened.splice(0).reverse()) {
      await close().catch((error: unknown) =>
        this.options.logger.error({ err: error }, 'could not be closed'),
      );
    }
  }

  /** For a process that exits at once. */
  abandon(): void {
    this.store?.abandon();
  }

  private async open(): Promise<string> {
    const { config, logger, loadApp, print } = this.options;
    const loading = loadApp();
    // It is awaited a little later; failing before that is no fault that nobody caught.
    loading.catch(nothing);
    const store = await openStore(config, { onLog: serverLog(logger) });
    this.store = store;
    this.opened.push(() => store.stop());
    const database = await Database.connect(store.url);
    this.opened.push(() => within(CLOSE_MS, database.close(), nothing));
    store.publish();
    await database.migrate();
    const createApp = await loading;
    const app = await createApp({ config, database, logger, announce: print });
    this.opened.push(() => within(DRAIN_MS, app.close(), () => logger.warn('requests were cut off')));
    const address = await app.listen();
    store.publish(address);
    this.opened.push(async () => store.withdraw());
    this.tellWhenReady(app, address);
    return address;
  }

  private tellWhenReady(app: App, address: string): void {
    const { logger, print } = this.options;
    const ready = app.ready?.() ?? Promise.resolve();
    ready.then(
      () => print(`Kondusif is ready at ${address}`),
      (error: unknown) => logger.error({ err: error }, 'does not get ready'),
    );
  }
}

/** What takes too long is left alone: the server that is stopped behind it ends it too. */
async function within(ms: number, work: Promise<void>, late: () => void): Promise<void> {
  const enough = new AbortController();
  const patience = sleep(ms, undefined, { signal: enough.signal }).then(late, nothing);
  try {
    await Promise.race([work, patience]);
  } finally {
    enough.abort();
  }
}

function explained(error: unknown, { host, port }: Config): StartError {
  if (error instanceof StartError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `Something already listens on ${host}:${port}: stop it, or choose another PORT.`,
        1,
        options,
      );
    case 'EACCES':
      return new StartError(
        `This user may not listen on port ${port}: choose a PORT above 1023.`,
        1,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`This machine has no address ${host}: correct HOST.`, 1, options);
    default:
      return new StartError(`Kondusif could not start: ${message || code || String(error)}`, 1, options);
  }
}

function nothing(): void {}
