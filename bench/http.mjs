import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const CONCURRENCY = 20;
const PASSWORD = 'kata sandi untuk ukuran';

/**
 * Durable HTTP commands (validated, authorised, decided, appended with fsync, all views fed) beside a Fastify that
 * answers a constant to the same request. Service, baseline and load generator share the machine.
 */
export async function httpCommands() {
  const dataDir = mkdtempSync(join(tmpdir(), 'kondusif-bench-'));
  const service = await startService(dataDir);
  const baseline = await startBaseline();
  try {
    const reporter = await person(service.url);
    const rows = [];
    for (const load of [creating(reporter), noting(reporter, await someCases(service.url, reporter, 200))]) {
      const rates = { ours: [], constant: [] };
      for (let round = 0; round < ROUNDS; round++) {
        rates.ours.push(await rateOf(service.url, load));
        rates.constant.push(await rateOf(baseline.url, load));
      }
      const lost = await load.lost(service.url);
      rows.push(row(load.name, rates, load.target, lost));
    }
    return rows;
  } finally {
    await stop(service.child);
    await stop(baseline.child);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

function send(url, method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const sent = request(
      url + path,
      {
        method,
        agent,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

async function rateOf(url, load) {
  const end = Date.now() + SECONDS * 1_000;
  const began = performance.now();
  let done = 0;
  const worker = async () => {
    while (Date.now() < end) {
      const { status } = await load.send(url);
      if (status >= 300) throw new Error(`${load.name}: ${status}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return done / ((performance.now() - began) / 1_000);
}

function creating({ headers }) {
  const acknowledged = new Set();
  const asked = new Set();
  return {
    name: 'record a case (POST /v1/cases)',
    target: 0.15,
    async send(url) {
      const id = randomUUID();
      const answer = await send(
        url,
        'POST',
        '/v1/cases',
        { ...headers, 'idempotency-key': randomUUID() },
        report(id),
      );
      if (answer.body.id === id) acknowledged.add(id);
      asked.add(id);
      return answer;
    },
    /** Acknowledged cases that cannot be read. */
    async lost(url) {
      let lost = 0;
      for (const id of [...acknowledged].slice(0, 500)) {
        if ((await send(url, 'GET', `/v1/cases/${id}`, headers)).status !== 200) lost += 1;
      }
      return `${lost} of ${Math.min(500, acknowledged.size)} looked up`;
    },
  };
}

function noting({ headers }, cases) {
  let next = 0;
  const acknowledged = new Map();
  return {
    name: 'add a note (POST /v1/cases/{id}/notes)',
    target: 0.1,
    async send(url) {
      const id = cases[next++ % cases.length];
      const answer = await send(
        url,
        'POST',
        `/v1/cases/${id}/notes`,
        { ...headers, 'idempotency-key': randomUUID() },
        { text: 'Petugas sudah di lokasi.' },
      );
      if (answer.body.status !== undefined) acknowledged.set(id, (acknowledged.get(id) ?? 0) + 1);
      return answer;
    },
    /** Notes acknowledged and not in the case, or in it twice. */
    async lost(url) {
      let off = 0;
      for (const [id, count] of acknowledged) {
        const { body } = await send(url, 'GET', `/v1/cases/${id}`, headers);
        off += Math.abs(body.notes.length - count);
      }
      return `${off} of ${[...acknowledged.values()].reduce((sum, count) => sum + count, 0)} lost or doubled`;
    },
  };
}

function report(id) {
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

async function person(url) {
  const admin = await bearer(url, 'admin', PASSWORD);
  const grants = [{ role: 'OPERATOR', area: '33' }];
  const made = await send(
    url,
    'POST',
    '/v1/people',
    { ...admin, 'idempotency-key': randomUUID() },
    { username: 'ukur', name: 'Ukur', password: PASSWORD, grants },
  );
  if (made.status !== 201) throw new Error(`people: ${made.status}`);
  return { headers: await bearer(url, 'ukur', PASSWORD) };
}

async function bearer(url, username, password) {
  const { status, body } = await send(url, 'POST', '/v1/sessions', {}, { username, password, token: true });
  if (status !== 201) throw new Error(`sessions: ${status}`);
  return { authorization: `Bearer ${body.token}` };
}

async function someCases(url, { headers }, count) {
  const ids = [];
  for (let n = 0; n < count; n++) {
    const id = randomUUID();
    await send(url, 'POST', '/v1/cases', { ...headers, 'idempotency-key': randomUUID() }, report(id));
    ids.push(id);
  }
  return ids;
}

function startService(dataDir) {
  return start(['scripts/start.js'], {
    KONDUSIF_DATA_DIR: dataDir,
    KONDUSIF_ADMIN_PASSWORD: PASSWORD,
    LOG_LEVEL: 'warn',
  });
}

/** The same web framework with the same parser, answering a constant. */
function startBaseline() {
  const code = `
    import fastify from 'fastify';
    const app = fastify();
    app.post('/*', async (request, reply) => reply.status(201).send({ id: '00000000-0000-4000-8000-000000000000', number: '2026-0000001', revision: 1 }));
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    console.log('Baseline is ready at ' + address);`;
  return start(['--input-type=module', '-e', code], {});
}

function start(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
    child.stdout.on('data', (chunk) => {
      const [, url] = /ready at (http:\S+)/.exec(String(chunk)) ?? [];
      if (url !== undefined) resolve({ child, url });
    });
  });
}

function stop(child) {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

function row(name, { ours, constant }, target, lost) {
  const [a, b] = [median(ours), median(constant)];
  return { name, ours: a, peer: b, peerName: 'Fastify answering a constant', ratio: a / b, target, lost };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
