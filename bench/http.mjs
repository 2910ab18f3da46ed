import { randomUUID } from 'node:crypto';
import { startChild, stopChild } from './lib/child.mjs';
import { httpClient } from './lib/client.mjs';
import { inTurn, rateFor } from './lib/measure.mjs';
import { openService, operatorOf, reportOf } from './lib/service.mjs';
import { atLeast } from './lib/target.mjs';

const LANES = 20;
const CASES = 200;
/** Cases that are looked up afterwards. */
const LOOKED_UP = 500;
const LIMIT =
  'the processor: the service, its PostgreSQL server, all views and the load share the cores; most of a command is parsing, validation, decision and encoding in one thread.';

/**
 * Durable HTTP commands (validated, authorised, decided, appended with fsync, all views fed) beside a Fastify that
 * answers a constant to the same request. Service, baseline and load generator share the machine.
 */
export async function measureHttp(context) {
  const service = await openService();
  const baseline = await startBaseline();
  const client = httpClient(LANES);
  try {
    const headers = await operatorOf(service.url);
    const send = (url, method, path, body) =>
      client.send(url, method, path, { ...headers, 'idempotency-key': randomUUID() }, body);
    const rows = [];
    for (const load of [creating(send), await noting(send, service.url)]) {
      const measure = (url) => () => rateFor(LANES, context.settings.seconds, () => accepted(load, url));
      const [ours, peer] = await inTurn(
        [
          { name: load.name, measure: measure(service.url) },
          { name: 'a constant', measure: measure(baseline.url) },
        ],
        context.rounds,
        context.say,
      );
      const settings = `${LANES} connections, ${await load.looked()} looked up; the service on an embedded server of its own`;
      rows.push({
        name: load.name,
        ours: ours.median,
        cores: ours.cores,
        peer: peer.median,
        peerName: 'Fastify answering a constant',
        target: load.target,
        lost: await load.lost(service.url),
        settings,
        limit: LIMIT,
      });
    }
    return rows;
  } finally {
    client.close();
    await service.close();
    await stopChild(baseline.child);
  }
}

async function accepted(load, url) {
  const { status } = await load.send(url);
  if (status >= 300) throw new Error(`${load.name}: ${status}`);
}

function creating(send) {
  const acknowledged = new Set();
  return {
    name: 'record a case (POST /v1/cases)',
    target: atLeast(0.15),
    async send(url) {
      const id = randomUUID();
      const answer = await send(url, 'POST', '/v1/cases', reportOf(id));
      if (answer.body.id === id) acknowledged.add(id);
      return answer;
    },
    looked: () => `${Math.min(LOOKED_UP, acknowledged.size)} cases`,
    /** Acknowledged cases that cannot be read. */
    async lost(url) {
      let lost = 0;
      for (const id of [...acknowledged].slice(-LOOKED_UP)) {
        if ((await send(url, 'GET', `/v1/cases/${id}`)).status !== 200) lost += 1;
      }
      return lost;
    },
  };
}

async function noting(send, service) {
  const cases = Array.from({ length: CASES }, () => randomUUID());
  for (const id of cases) await send(service, 'POST', '/v1/cases', reportOf(id));
  const acknowledged = new Map(cases.map((id) => [id, 0]));
  let next = 0;
  return {
    name: 'add a note (POST /v1/cases/{id}/notes)',
    target: atLeast(0.1),
    async send(url) {
      const id = cases[next++ % cases.length];
      const answer = await send(url, 'POST', `/v1/cases/${id}/notes`, { text: 'Petugas sudah di lokasi.' });
      if (answer.body.status !== undefined) acknowledged.set(id, acknowledged.get(id) + 1);
      return answer;
    },
    looked: () => `${[...acknowledged.values()].reduce((sum, count) => sum + count, 0)} notes`,
    /** Notes acknowledged and not in the case, or in it twice. */
    async lost(url) {
      let off = 0;
      for (const [id, count] of acknowledged) {
        const { body } = await send(url, 'GET', `/v1/cases/${id}`);
        off += Math.abs(body.notes.length - count);
      }
      return off;
    },
  };
}

/** The same web framework with the same parser, answering a constant. */
function startBaseline() {
  const code = `
    import fastify from 'fastify';
    const app = fastify();
    app.post('/*', async (request, reply) => reply.status(201).send({ id: '00000000-0000-4000-8000-000000000000', number: '2026-0000001', revision: 1 }));
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    console.log('Baseline is ready at ' + address);`;
  return startChild(['--input-type=module', '-e', code], {});
}
