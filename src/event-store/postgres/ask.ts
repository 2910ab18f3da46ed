import type pg from 'pg';
import { isBroken } from './connection-error.js';

/** A pool, or something else that carries statements to the server. */
export interface Carrier {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

interface TimedQuery extends pg.QueryConfig {
  readonly query_timeout: number;
}

/** After this long without an answer the connection is given up; whether the statement was carried out is not known. */
const TIMEOUT_MS = 5_000;

/**
 * One statement that may be sent twice without harm: a read, or an append with exact ids and revisions. It is sent
 * again once where its connection broke, because a connection may have died while it was idle.
 */
export async function ask<Row extends pg.QueryResultRow>(
  carrier: Carrier,
  statement: pg.QueryConfig,
): Promise<Row[]> {
  const query: TimedQuery = { ...statement, query_timeout: TIMEOUT_MS };
  try {
    return (await carrier.query<Row>(query)).rows;
  } catch (error) {
    if (!isBroken(error)) throw error;
    return (await carrier.query<Row>(query)).rows;
  }
}
