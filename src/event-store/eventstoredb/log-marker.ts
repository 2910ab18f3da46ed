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

/** Throws `OtherLog` unless the log has this identity. */
export async function checkLogId(client: LogClient, logId: string): Promise<void> {
  if ((await logIdIn(client)) !== logId) throw new OtherLog();
}

async function logIdIn(client: LogClient): Promise<string | undefined> {
  const slice = { from: 0, limit: 1, backwards: false };
  const [marker] = await collect(client, streamRequest(client.space.marker, slice), ANSWER_MS);
  return marker?.id.slice(0, 8);
}

function nothing(): void {}
