import type pg from 'pg';

/**
 * Runs the work on a connection of its own. One that breaks meanwhile fails the query under way; without a listener it
 * would end the process.
 */
export async function onConnection<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const note = (error: Error): void => {
    broken = error;
  };
  client.on('error', note);
  try {
    return await work(client);
  } finally {
    client.off('error', note);
    client.release(broken);
  }
}

/**
 * Runs the work in one transaction on its own connection. A process that is stopped inside it loses the transaction
 * after five seconds, so that another owner can go on. It does not wait for the disk: rows and checkpoint stand or fall
 * together, so what a crash of the database takes away is read again from the log, which did wait.
 */
export function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client) => {
    await client.query(
      "begin; set local idle_in_transaction_session_timeout = '5s'; set local synchronous_commit = off",
    );
    try {
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // Where this fails too, the connection is gone, and the transaction with it.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}
