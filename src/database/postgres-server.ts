import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../config/start-error.js';
import { endLeftover, endServer } from './leftover-server.js';
import { livingProcess } from './living-process.js';
import { SERVER_ENVIRONMENT } from './postgres-cluster.js';
import type { ServerAccount } from './server-account.js';

export interface ServerOptions {
  readonly program: string;
  readonly cluster: string;
  readonly port: number;
  readonly account: ServerAccount | undefined;
  onLog(line: string): void;
}

/** What the server says of itself holds neither rows nor statements: they are personal data. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

const READY = 'database system is ready to accept connections';
const SHORT_PAUSE_MS = 200;
const LONG_PAUSE_MS = 5_000;

/** A running PostgreSQL server, which is started again when it dies by itself. */
export class PostgresServer {
  private process: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private watching: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  private constructor(private readonly options: ServerOptions) {}

  /** Errors: `StartError` with the server's own last words. */
  static async start(options: ServerOptions): Promise<PostgresServer> {
    const server = new PostgresServer(options);
    await server.launch();
    server.watching = server.keepRunning();
    return server;
  }

  get port(): number {
    return this.options.port;
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.end();
    await this.watching;
  }

  /** Asks it to stop and does not wait: for a process that exits at once. */
  abandon(): void {
    this.stopping.abort();
    this.process?.kill('SIGINT');
  }

  private async end(): Promise<void> {
    const living = this.process?.pid === undefined ? undefined : livingProcess(this.process.pid);
    if (living !== undefined) await endServer(living);
  }

  private async keepRunning(): Promise<void> {
    for (;;) {
      await this.ended;
      if (this.stopping.signal.aborted) return;
      this.options.onLog('WARNING:  the server died by itself and is started again');
      await this.relaunch();
    }
  }

  private async relaunch(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = SHORT_PAUSE_MS; !signal.aborted; pause = Math.min(2 * pause, LONG_PAUSE_MS)) {
      await sleep(pause, undefined, { signal }).catch(ignoreStop);
      if (signal.aborted) return;
      try {
        return await this.launch();
      } catch (error) {
        this.options.onLog(`ERROR:  ${(error as Error).message}`);
      }
    }
  }

  private async launch(): Promise<void> {
    const { program, cluster, port, account, onLog } = this.options;
    await endLeftover(cluster, onLog);
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(program, ['-D', cluster, '-p', String(port), ...settings], {
      cwd: dirname(cluster),
      ...account,
      env: SERVER_ENVIRONMENT,
      // Ctrl-C reaches every process of the terminal; the server is to be stopped last, and by us.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    await ready(child, onLog);
  }
}

/** Rejects with the server's last complaint where it ends instead. */
function ready(child: ChildProcess, onLog: (line: string) => void): Promise<void> {
  let complaint = 'it ended without a word';
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new StartError(`PostgreSQL could not be started: ${error.message}.`)),
    );
    child.once('close', () => reject(new StartError(`PostgreSQL could not be started: ${complaint}.`)));
    if (child.stderr === null) return;
    createInterface(child.stderr).on('line', (line) => {
      onLog(line);
      complaint = /(?:FATAL|PANIC): +(.*)/.exec(line)?.[1] ?? complaint;
      if (line.includes(READY)) resolve();
    });
  });
}

/** Being stopped ends the pause early. */
function ignoreStop(): void {}
