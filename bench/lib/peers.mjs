import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sampleEvent } from './sample.mjs';

/** Emmett's event store on a database of its own, with ten connections (its default) or as many as are asked for. */
export async function openEmmett({ server }, name, connections = 10) {
  const { getPostgreSQLEventStore } = await import('@event-driven-io/emmett-postgresql');
  const url = await server.createDatabase(name);
  const pool =
    connections === undefined ? undefined : new pg.Pool({ connectionString: url, max: connections });
  pool?.on('error', () => undefined);
  const store = getPostgreSQLEventStore(url, pool && { connectionOptions: { pool } });
  await store.schema.migrate();
  const acknowledged = new Set();
  return {
    url,
    store,
    /** Appends to a new stream; answers the position of the last event. */
    async append(stream, events) {
      const { lastEventGlobalPosition } = await store.appendToStream(stream, events, {
        expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
      });
      acknowledged.add(stream);
      return lastEventGlobalPosition;
    },
    /** One sample event to a stream of its own. */
    appendSample() {
      const { type, data, meta } = sampleEvent();
      return this.append(`case-${randomUUID()}`, [{ type, data, metadata: meta }]);
    },
    /** Acknowledged streams whose first event is not in the log, or is in it twice. */
    async losses() {
      const sql =
        'select stream_id as stream, count(*)::int as times from emt_messages where stream_position = 1 group by 1';
      return differences(acknowledged, await query(url, sql));
    },
    async close() {
      await store.close();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * Castore's event storage on PostgreSQL, on a database of its own. The adapter takes nothing but an address, so its
 * driver's ten connections are what it has.
 */
export async function openCastore({ server }, name) {
  const { PostgresEventStorageAdapter } = await import('@castore/event-storage-adapter-postgres');
  const url = await server.createDatabase(name);
  await PostgresEventStorageAdapter.createEventTable({ connectionString: url });
  const adapter = new PostgresEventStorageAdapter({ connectionString: url });
  const acknowledged = new Set();
  return {
    async appendSample() {
      const { type, data, meta } = sampleEvent();
      const aggregateId = randomUUID();
      const event = { aggregateId, version: 1, type, payload: data, metadata: meta };
      await adapter.pushEvent(event, { eventStoreId: 'case' });
      acknowledged.add(aggregateId);
    },
    /** Acknowledged streams whose event is not in the log, or is in it twice. */
    async losses() {
      const sql = 'select aggregate_id::text as stream, count(*)::int as times from event group by 1';
      return differences(acknowledged, await query(url, sql));
    },
    /** The adapter itself has no way to be closed. */
    close: () => adapter._sql.end(),
  };
}

function differences(acknowledged, rows) {
  const stored = new Map(rows.map(({ stream, times }) => [stream, times]));
  const lost = [...acknowledged].filter((stream) => !stored.has(stream)).length;
  return lost + rows.filter(({ times }) => times > 1).length;
}

export async function query(url, text, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
