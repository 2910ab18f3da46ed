import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clusterOf, prepareDataDirectory, usingDirectory } from './data-directory.js';
import { DataLock } from './data-lock.js';
import { openCluster, SUPERUSER } from './postgres-cluster.js';
import { postgresPackage } from './postgres-package.js';
import { PostgresServer, type ServerOptions } from './postgres-server.js';
import { removeRun, writeRun } from './run-file.js';
import { serverAccount } from './server-account.js';
import type { Store } from './store.js';

export interface EmbeddedOptions {
  /** Every line that the server writes of itself. */
  onLog(line: string): void;
}

const NAME = 'kondusif';
const UNKNOWN_DATABASE = '3D000';
/** Complaints about what a server that was killed a moment ago still holds, or a port that was taken meanwhile. */
const PASSES = /lock file|shared memory block|could not create any TCP/;
const PATIENCE_MS = 15_000;
const STEP_MS = 300;

/** A private PostgreSQL server in a data directory, reached by this machine only and with a random password. */
export class EmbeddedDatabase implements Store {
  readonly exclusive = true;

  private constructor(
    private readonly dataDir: string,
    /** With the password: never shown, never logged. */
    readonly url: string,
    private readonly server: PostgresServer,
    private readonly lock: DataLock,
  ) {}

  /**
   * Takes the directory for this process, makes the server's files at the first start, and starts the server.
   * Errors: `StartError` where another process uses the directory or the server cannot run.
   */
  static open(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    return usingDirectory(dataDir, () => EmbeddedDatabase.openUnguarded(dataDir, options));
  }

  private static async openUnguarded(dataDir: string, { onLog }: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const account = serverAccount(clusterOf(dataDir));
    const postgres = postgresPackage(account);
    prepareDataDirectory(dataDir, account);
    const lock = await DataLock.take(dataDir);
    let server: PostgresServer | undefined;
    try {
      const password = await openCluster(dataDir, postgres, account);
      server = await startServer({ program: postgres.postgres, cluster: clusterOf(dataDir), account, onLog });
      const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}`;
      await makeDatabase(url);
      return new EmbeddedDatabase(dataDir, `${url}/${NAME}`, server, lock);
    } catch (error) {
      await server?.stop();
      lock.release();
      throw error;
    }
  }

  /** Tells commands how to join, with the HTTP address once there is one. */
  publish(address?: string): void {
    writeRun(this.dataDir, { databaseUrl: this.url, address });
  }

  /** Whoever starts now waits until this server is gone. */
  withdraw(): void {
    removeRun(this.dataDir);
  }

  /** Resolves when the server is gone; the directory is free then. */
  async stop(): Promise<void> {
    this.withdraw();
    await this.server.stop();
    this.lock.release();
  }

  /** For a process that exits at once: the server stops by itself a little later. */
  abandon(): void {
    this.server.abandon();
  }
}

/** What a killed server held (its port, its shared memory) is given back a little later, so it is tried for 15 s. */
async function startServer(options: Omit<ServerOptions, 'port'>): Promise<PostgresServer> {
  for (const began = Date.now(); ; await sleep(STEP_MS)) {
    try {
      return await PostgresServer.start({ ...options, port: await freePort() });
    } catch (error) {
      if (!PASSES.test((error as Error).message) || Date.now() - began > PATIENCE_MS) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Only the first start finds none. */
async function makeDatabase(server: string): Promise<void> {
  try {
    await onceConnected(`${server}/${NAME}`, async () => undefined);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== UNKNOWN_DATABASE) throw error;
    await onceConnected(`${server}/postgres`, (client) => client.query(`create database ${NAME}`));
  }
}

async function onceConnected(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
