import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { logOf } from '../support/test-log.js';
import type { Victim } from './victim.js';

const LONGEST_MS = 1_500;
const PATIENCE_MS = 120_000;
const STEP_MS = 100;

/**
 * EventStoreDB under a service that lives on. Its connections break, or it is away for a while, or takes what it is sent
 * and says nothing until its connections break; where the run has started it itself, it is killed and started again.
 */
export const eventStore: Victim = {
  name: 'event store',
  share: 4,
  async strike(scene, { way, moment }) {
    const { link } = await logOf(scene.dataDir);
    if (link === undefined) throw new Error('This event store cannot be broken.');
    if (ServerOfItsOwn.running && way < 0.5) await ServerOfItsOwn.running.killAndStart();
    else if (way < 0.65) link.cut();
    else if (way < 0.85) {
      await link.refuse();
      await sleep(moment * LONGEST_MS);
      await link.open();
    } else {
      link.block();
      await sleep(moment * LONGEST_MS);
      link.cut();
      link.unblock();
    }
    await scene.untilReady();
  },
};

/** A real EventStoreDB that is started by a shell command and listens at an address. */
export class ServerOfItsOwn {
  static running: ServerOfItsOwn | undefined;
  private process: ChildProcess | undefined;

  private constructor(
    private readonly command: string,
    private readonly url: URL,
  ) {}

  /** For example `cd /opt/eventstore && ./eventstored --insecure --node-port=2113 --db=/tmp/crash`. */
  static async start(command: string, url: string): Promise<ServerOfItsOwn> {
    const server = new ServerOfItsOwn(command, new URL(url));
    await server.start();
    ServerOfItsOwn.running = server;
    return server;
  }

  /** SIGKILL, with all that the command has started. */
  async kill(): Promise<void> {
    const { process: child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  async killAndStart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  private async start(): Promise<void> {
    this.process = spawn('sh', ['-c', this.command], { detached: true, stdio: 'ignore' });
    const { hostname, port } = this.url;
    for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(STEP_MS)) {
      if (await listens(hostname, Number(port || 2113))) return;
    }
    throw new Error(`No EventStoreDB listens at ${hostname}:${port}.`);
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(socket.bytesWritten >= 0 && socket.errored === null));
  });
}
