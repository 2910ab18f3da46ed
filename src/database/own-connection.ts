import pg from 'pg';

/** Text of times, bytes and numbers is the same whatever the server's or the user's settings are. */
const SETTINGS = [
  "set timezone = 'UTC'",
  "set datestyle = 'ISO'",
  "set bytea_output = 'hex'",
  "set client_encoding = 'UTF8'",
  'set statement_timeout = 0',
  'set lock_timeout = 0',
  'set idle_in_transaction_session_timeout = 0',
].join('; ');

/**
 * A connection for one long piece of work, without any limit of time. Errors: where the server cannot be reached; a
 * connection that breaks later fails the statement under way.
 */
export async function connectForLongWork(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kondusif-copy',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', leaveToTheStatement);
  await client.connect();
  await client.query(SETTINGS);
  return client;
}

/** Without a listener it would end the process. */
function leaveToTheStatement(): void {}
