import { randomUUID } from 'node:crypto';
import { AppendLine } from './append-line.js';
import { collect } from './collect.js';
import { OtherLog } from './faults.js';
import type { LogClient } from './log-client.js';
import { streamRequest } from './read-requests.js';
import { ANSWER_MS } from './retry.js';

const MARKER = { type: 'LogOpened', data: '{}', meta: '{}' } as const;

/**
 * The identity of a log: the beginning of the id of an event that stands alone in a stream of its own, written by
 * whoever opens the log first. EventStoreDB has none of its own that would survive a restored copy and differ in a new one.
 */
export async function openedLogId(client: LogClient): Promise<string> {
  const found = await logIdIn(client);
  if (found !== undefined) return found;
  const line = new AppendLine(client, nothing);
  const events = [{ ...MARKER, id: randomUUID() }];
  await line.send({ name: client.space.marker, expected: 'no-stream', events }, ANSWER_MS);
  // Another process may have been faster: what stands is what counts.
  const written = await logIdIn(client);
  if (written === undefined) throw new Error('The event store does not show what was written to it.');
  return written;
}

/** Whether the log that was opened is still there. */
export class LogIdentity {
  private lost: OtherLog | undefined;

  constructor(readonly id: string) {}

  /** Looks at the log behind a new client; throws `OtherLog`. */
  async check(client: LogClient): Promise<void> {
    if ((await logIdIn(client)) !== this.id) this.lose();
    this.assertSame();
  }

  /** From now on nothing is read or written: what is known of the log does not fit it any more. */
  lose(): void {
    this.lost ??= new OtherLog();
  }

  /** Throws `OtherLog` once it is known that the log was replaced. */
  assertSame(): void {
    if (this.lost !== undefined) throw this.lost;
  }
}

async function logIdIn(client: LogClient): Promise<string | undefined> {
  const slice = { from: 0, limit: 1, backwards: false };
  const [marker] = await collect(client, streamRequest(client.space.marker, slice), ANSWER_MS);
  return marker?.id.slice(0, 8);
}

function nothing(): void {}
