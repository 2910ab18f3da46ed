import type pg from 'pg';
import type { EventFeed } from '../../src/event-store/event-feed.js';
import type { Position } from '../../src/event-store/recorded-event.js';
import { parkedStreams } from '../../src/projection/parking.js';
import { type AnyProjection, tableOf } from '../../src/projection/projection.js';
import { verify } from '../../src/projection/verify.js';
import { difference, type Fault } from './fault.js';
import type { LogCopy, Placed } from './log-copy.js';

interface Standing {
  readonly position: Position | null;
  readonly event_id: string | null;
  /** Of the newest row. */
  readonly newest: Position | null;
}

/** A view and its checkpoint tell the same: neither is ahead of the other, and both are of this log. */
export class ViewCheck {
  /** How many of the log's events were compared with the rows. */
  private compared = 0;

  constructor(private readonly projection: AnyProjection) {}

  /** Compares the rows of all streams that moved since the last call. The log is read on as far as the view was. */
  async faults(pool: pg.Pool, log: LogCopy, feed: EventFeed): Promise<Fault[]> {
    const client = await pool.connect();
    try {
      await client.query('begin isolation level repeatable read');
      const standing = await this.standing(client);
      await log.readOn(feed);
      const faults = this.checkpointFaults(standing, log);
      if (faults.length > 0 || standing === undefined) return faults;
      const moved = this.moved(log, standing.position ?? '');
      return [...(await this.rowFaults(client, moved)), ...(await this.parked(client))];
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  private async standing(client: pg.ClientBase): Promise<Standing | undefined> {
    const { name, version } = this.projection;
    const { rows } = await client.query<Standing>(
      `select position, event_id, (select max(since) from ${tableOf(this.projection)}) as newest
       from projection_checkpoint where name = $1 and version = $2 and build = 'live'`,
      [name, version],
    );
    return rows[0];
  }

  /** A checkpoint names an event of the log, and no row is of a later one. */
  private checkpointFaults(standing: Standing | undefined, log: LogCopy): Fault[] {
    const { name } = this.projection;
    if (standing === undefined) return [difference(`${name} has no checkpoint`)];
    const { position, event_id: id, newest } = standing;
    if (position !== null && log.idAt.get(position) !== id)
      return [difference(`${name} stands at an event that is not in the log`)];
    return (newest ?? '') > (position ?? '') ? [difference(`${name} has rows past its checkpoint`)] : [];
  }

  /** By row: the last event up to the checkpoint that wrote it, where that was not compared yet. */
  private moved(log: LogCopy, checkpoint: Position): Map<string, Placed> {
    const moved = new Map<string, Placed>();
    const prefix = `${this.projection.streams}-`;
    for (; this.compared < log.events.length; this.compared++) {
      const event = log.events[this.compared] as Placed;
      if (event.position > checkpoint) break;
      const isOurs = event.stream.startsWith(prefix) && this.projection.on[event.type] !== 'ignored';
      if (isOurs) moved.set(event.stream.slice(prefix.length), event);
    }
    return moved;
  }

  /** A checkpoint is not ahead of its rows: each is of the last event that wrote it. */
  private async rowFaults(client: pg.ClientBase, moved: ReadonlyMap<string, Placed>): Promise<Fault[]> {
    const { key } = this.projection;
    const { rows } = await client.query<{ key: string; since: Position }>(
      `select ${key}::text as key, since from ${tableOf(this.projection)} where ${key} = any($1)`,
      [[...moved.keys()]],
    );
    const sinces = new Map(rows.map((row) => [row.key, row.since]));
    return [...moved].flatMap(([row, { position, type }]) =>
      sinces.get(row) === position
        ? []
        : [difference(`${tableOf(this.projection)} ${row} lacks ${type} at ${position}`)],
    );
  }

  private async parked(client: pg.ClientBase): Promise<Fault[]> {
    const parked = await parkedStreams(client, this.projection);
    return parked.map(({ stream, type, error }) => difference(`${stream} is parked at ${type}: ${error}`));
  }
}

/** Every row, present and past, against a replay of the log, as both stand at the view's checkpoint. */
export async function replayFaults(
  pool: pg.Pool,
  feed: EventFeed,
  projection: AnyProjection,
): Promise<Fault[]> {
  const differences = await verify(pool, feed, projection);
  return differences.map(({ table, key, onlyIn }) => difference(`${table} ${key} is only in the ${onlyIn}`));
}
