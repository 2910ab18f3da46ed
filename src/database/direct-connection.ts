import pg from 'pg';
import type { DatabaseAddress } from '../config/config-urls.js';
import { StartError } from '../config/start-error.js';

const TIMEOUT_MS = 5_000;
const TRIALS = 3;

/**
 * Looks whether a server of the operator's own can be used: it answers, it speaks UTF-8, and the connection is direct.
 * A proxy that gives each transaction another session breaks session locks and LISTEN without a word.
 * Errors: `StartError` that says which of these is wrong, without user and password.
 */
export async function checkServer(url: string, { host, port, database }: DatabaseAddress): Promise<void> {
  const place = `DATABASE_URL (${host}:${port}, database ${database})`;
  const clients = [0, 1].map(() => {
    return new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
  }) as [pg.Client, pg.Client];
  for (const client of clients) client.on('error', ignoreLoss);
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const { rows } = await clients[0].query<{ server_encoding: string }>('show server_encoding');
    if (rows[0]?.server_encoding !== 'UTF8') throw new StartError(notUtf8(place));
    if (await isPooled(...clients)) throw new StartError(pooled(place));
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${place} cannot be used: ${reasonOf(error)}.`, 1, { cause: error });
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

/** A connection, as far as it is looked at here. */
export interface Queried {
  query(sql: string): Promise<{ rows: { pid?: unknown }[] }>;
}

/**
 * While the other connection is in a transaction, a pooling proxy has to serve this one by another session than before,
 * or lets it wait. Which session a proxy takes is its choice, so it is tried a few times.
 */
export async function isPooled(one: Queried, other: Queried): Promise<boolean> {
  for (let trial = 0; trial < TRIALS; trial++) {
    const before = await sessionOf(one);
    await other.query('begin');
    const theirs = await sessionOf(other);
    const after = await sessionOf(one).catch(waited);
    await other.query('commit');
    if (after !== before || theirs === before) return true;
  }
  return false;
}

async function sessionOf(client: Queried): Promise<unknown> {
  const { rows } = await client.query('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

function waited(): 'none' {
  return 'none';
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there; start the server or correct the address';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no machine of that name is known; correct the address';
    case '28P01':
    case '28000':
      return 'the server refuses this user or password';
    case '3D000':
      return 'there is no such database; make it first';
    default:
      return message || code || 'no answer';
  }
}

function notUtf8(place: string): string {
  return `${place} is not encoded in UTF-8: make a database with "create database … encoding 'UTF8' template template0".`;
}

function pooled(place: string): string {
  return `${place} leads through a proxy that shares sessions between connections (such as PgBouncer in transaction mode), which Kondusif's locks and wake-ups do not survive: give the server's own address, or set the proxy to session mode.`;
}

/** Every query reports a lost connection itself. */
function ignoreLoss(): void {}
