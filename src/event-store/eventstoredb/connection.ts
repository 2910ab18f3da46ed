import { setTimeout as sleep } from 'node:timers/promises';
import { isNotLeader, isSenseless } from './faults.js';
import { LogClient } from './log-client.js';
import type { LogSpace } from './log-space.js';
import { pauseBefore } from './retry.js';

/** A cluster may elect once more while we are on the way. */
const HOPS = 2;

/**
 * One client for one purpose. Appends, reads and every subscription have their own, because an error closes a client's
 * channel and with it all that is under way on it.
 */
export class Connection {
  private current: Promise<LogClient> | undefined;
  private closed = false;

  constructor(
    private readonly url: string,
    readonly space: LogSpace,
    /** Looks whether the log behind a new client is still the one that was opened; throws where it is another. */
    private readonly check: (client: LogClient) => Promise<void>,
  ) {}

  async client(): Promise<LogClient> {
    if (this.closed) throw new Error('The connection to the event store is closed.');
    this.current ??= this.open();
    return this.current;
  }

  /** Runs a call; a client that erred is not used again. */
  async use<T>(work: (client: LogClient) => Promise<T>): Promise<T> {
    const client = await this.client();
    try {
      return await work(client);
    } catch (error) {
      this.erred(client, error);
      throw error;
    }
  }

  /** A client that erred is not trusted again, unless it only has to go to the leader. */
  erred(client: LogClient, error: unknown): void {
    if (isNotLeader(error) || isSenseless(error)) return;
    const current = this.current;
    current?.then((present) => {
      if (present === client && this.current === current) this.current = undefined;
    }, ignore);
    void client.close();
  }

  async close(): Promise<void> {
    this.closed = true;
    const current = this.current;
    this.current = undefined;
    await current?.then((client) => client.close(), ignore);
  }

  private open(): Promise<LogClient> {
    const client = new LogClient(this.url, this.space);
    const opened = this.checkLeader(client).then(
      () => client,
      (error: unknown) => {
        if (this.current === opened) this.current = undefined;
        void client.close();
        throw error;
      },
    );
    return opened;
  }

  /** The address may lead to a node that only knows who the leader is: the same client then goes there. */
  private async checkLeader(client: LogClient): Promise<void> {
    for (let hop = 0; ; hop++) {
      try {
        await this.check(client);
        return;
      } catch (error) {
        if (!isNotLeader(error) || hop === HOPS) throw error;
        await sleep(pauseBefore(hop));
      }
    }
  }
}

/** It was told to whoever opened the client. */
function ignore(): void {}
