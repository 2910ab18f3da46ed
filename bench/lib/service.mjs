import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, stopChild } from './child.mjs';
import { httpClient } from './client.mjs';
import { forSeconds } from './measure.mjs';
import { caseListTable } from './product.mjs';

/** New connections at once. */
const AT_ONCE = 200;
/** So long may the view take to show the last of what was recorded. */
const PATIENCE_S = 30;
const LOOK_MS = 200;
const PASSWORD = 'kata sandi untuk ukuran';

/** The service as `npm start` runs it, on the given data directory or one that is thrown away. `env`: further settings. */
export async function openService(given, env = {}) {
  const dataDir = given ?? mkdtempSync(join(tmpdir(), 'kondusif-bench-'));
  const { child, url } = await startChild(['scripts/start.js'], {
    KONDUSIF_DATA_DIR: dataDir,
    KONDUSIF_ADMIN_PASSWORD: PASSWORD,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
    ...env,
  });
  return {
    url,
    pid: child.pid,
    /** Of its own PostgreSQL server, or of that which it was given. */
    databaseUrl: env.DATABASE_URL ?? JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).databaseUrl,
    async close() {
      await stopChild(child);
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Headers of somebody who may record cases. */
export async function operatorOf(url, username = 'ukur') {
  const client = httpClient(1);
  try {
    const admin = await bearer(client, url, 'admin');
    const person = {
      username,
      name: 'Ukur',
      password: PASSWORD,
      grants: [{ role: 'OPERATOR', area: '33' }],
    };
    const headers = { ...admin, 'idempotency-key': randomUUID() };
    const made = await client.send(url, 'POST', '/v1/people', headers, person);
    if (made.status !== 201) throw new Error(`A person was answered with ${made.status}.`);
    return await bearer(client, url, username);
  } finally {
    client.close();
  }
}

/** The body of a report. */
export function reportOf(id) {
  return {
    id,
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: '33.74.10.1004',
    occurredAt: '2026-11-21T14:05:00+07:00',
    origin: 'CITIZEN',
    description: 'Tiga spanduk dipaku di pohon di tepi jalan.',
    items: [{ type: 'SPANDUK', count: 3 }],
  };
}

/**
 * Records cases as a person does and keeps what became of each; `losses` counts what the log does not hold once
 * or the list does not show although it was acknowledged, and what stands twice although it was refused.
 */
export function recorder(url, headers, connections) {
  const client = httpClient(connections);
  const acknowledged = new Set();
  const refused = new Set();
  return {
    async record() {
      const id = randomUUID();
      const answer = await client.send(
        url,
        'POST',
        '/v1/cases',
        { ...headers, 'idempotency-key': randomUUID() },
        reportOf(id),
      );
      (answer.status === 201 ? acknowledged : refused).add(id);
      return answer;
    },
    count: () => acknowledged.size,
    /** Opens all connections a few at a time: a burst of them would wait in the system, not in the service. */
    async connect() {
      const live = () => client.send(url, 'GET', '/health/live', {});
      for (let open = AT_ONCE; open <= connections; open += AT_ONCE) {
        await Promise.all(Array.from({ length: open }, live));
      }
    },
    /** The view is given time to come to the end of the log. */
    async losses(query) {
      for (const inTime = forSeconds(PATIENCE_S); ; await sleep(LOOK_MS)) {
        const lost = await lossesNow(query, acknowledged, refused);
        if (lost === 0 || !inTime()) return lost;
      }
    },
    close: () => client.close(),
  };
}

async function lossesNow(query, acknowledged, refused) {
  const rows = await query(
    "select substr(stream, 6) as id, count(*)::int as times from es_event where type = 'CaseRecorded' group by 1",
  );
  const shown = await query(`select id::text as id from ${await caseListTable()}`);
  const stored = new Map(rows.map(({ id, times }) => [id, times]));
  const visible = new Set(shown.map(({ id }) => id));
  const isLost = (id) => stored.get(id) !== 1 || !visible.has(id);
  return [...acknowledged].filter(isLost).length + [...refused].filter((id) => stored.get(id) > 1).length;
}

async function bearer(client, url, username) {
  const session = { username, password: PASSWORD, token: true };
  const { status, body } = await client.send(url, 'POST', '/v1/sessions', {}, session);
  if (status !== 201) throw new Error(`A session was answered with ${status}.`);
  return { authorization: `Bearer ${body.token}` };
}
