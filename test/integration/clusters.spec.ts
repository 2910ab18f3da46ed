import { randomUUID } from 'node:crypto';
import { QueryBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ClusterSight } from '../../src/escalation/clusters/cluster-sight.js';
import { type Candidate, scopesOf } from '../../src/escalation/clusters/domain/candidate.js';
import { ClusterDecisions } from '../../src/escalation/clusters/use-cases/cluster-decisions.js';
import { candidateOf } from '../../src/escalation/clusters/views/candidate-of.js';
import { clusterCandidate } from '../../src/escalation/clusters/views/cluster-candidate.projection.js';
import { ClustersAt, type OpenCluster } from '../../src/escalation/clusters/views/clusters-at.query.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { EventStore, StoreUnavailable } from '../../src/event-store/event-store.js';
import { Clock } from '../../src/kernel/clock.js';
import { tableOf } from '../../src/projection/projection.js';
import { type Answer, type Body, type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;
const KOTA = '33.74';

/** The machine's clock, put forward as far as a test wants. */
class MovedClock extends Clock {
  ahead = 0;
  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new MovedClock();
let app: RunningApp;
let operator: Caller;
let sekda: Caller;
let secretariat: Caller;
let desk: Caller;
let camat: Caller;
/** Three quarrels; the last of them is restricted. */
let cases: Answer['body'][];
let cluster: string;
let before: string;

beforeAll(async () => {
  app = await startApp({ clock });
  [operator, sekda, secretariat, desk, camat] = (await Promise.all([
    app.person({ role: 'OPERATOR', area: KOTA }),
    app.person({ role: 'HEAD', area: KOTA }),
    app.person({ role: 'SECRETARIAT', area: KOTA }),
    app.person({ role: 'DESK', area: KOTA }),
    app.person({ role: 'HEAD', area: '33.74.10' }),
  ])) as [Caller, Caller, Caller, Caller, Caller];
}, 60_000);

afterAll(() => app?.close());

/** A quarrel some hours ago. */
async function quarrel(hoursAgo: number, more: Body = {}): Promise<Answer['body']> {
  const occurredAt = new Date(clock.now().getTime() - hoursAgo * HOUR).toISOString();
  const kind = { category: 'GROUP_CLASH', subcategory: 'BRAWL', severity: 3 };
  const report = { ...kind, area: '33.74.10', origin: 'CITIZEN', occurredAt, id: randomUUID(), ...more };
  const answer = await operator.post('/v1/cases', report);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** The process dies before its next append, and then once more after one. */
function killTwice(): void {
  const decisions = app.nest.get(ClusterDecisions, { strict: false });
  const run = decisions.run.bind(decisions);
  let tries = 0;
  decisions.run = async (...step) => {
    tries += 1;
    if (tries === 1) throw new StoreUnavailable('Killed before the append.');
    const position = await run(...step);
    if (tries === 2) throw new StoreUnavailable('Killed after the append.');
    decisions.run = run;
    return position;
  };
}

async function open(who: Caller): Promise<Answer['body'][]> {
  return (await who.get('/v1/clusters?open=true&area=33.74')).body.items;
}

async function eventsOf(id: string): Promise<string[]> {
  const events = await app.nest.get(EventStore, { strict: false }).read(`cluster-${id}`);
  return events.map(({ type }) => type);
}

it('makes one cluster of three quarrels in one kecamatan, though the process is killed around its append', async () => {
  killTwice();
  cases = [
    await quarrel(50),
    await quarrel(30, { area: '33.74.10.1004' }),
    await quarrel(1, { access: 'RESTRICTED' }),
  ];
  const found = await until(async () => (await open(secretariat))[0]);
  expect(found).toMatchObject({
    rule: 'repeated_disorder',
    category: 'GROUP_CLASH',
    area: { code: '33.74.10', name: 'Tembalang' },
    level: 'E2',
    cases: cases.map(({ id }) => id),
    acknowledged: null,
    status: 'OPEN',
  });
  expect(found.text).toMatch(
    /^3 kejadian gangguan ketertiban berdekatan di Tembalang, Kota Semarang \(.* WIB\)\. Menunggu/,
  );
  cluster = found.id;
  before = new Date(clock.now().getTime()).toISOString();
});

it('neither lists nor counts a case for somebody who may not see it', async () => {
  const { body, headers } = await desk.get(`/v1/clusters/${cluster}`, { 'accept-language': 'en' });
  expect(body.cases).toEqual([cases[0].id, cases[1].id]);
  expect(body.text).toMatch(/^2 incidents of disorder close together in Tembalang/);
  expect(headers.get('etag')).toBe('"0"');
  const reporter = await app.person({ role: 'REPORTER', area: KOTA });
  const elsewhere = await app.person({ role: 'HEAD', area: '33.75' });
  expect((await reporter.get('/v1/clusters')).status).toBe(403);
  expect((await elsewhere.get(`/v1/clusters/${cluster}`)).status).toBe(404);
  expect((await elsewhere.get('/v1/clusters')).body).toEqual({ items: [], next: null, total: 0 });
  expect((await camat.get('/v1/clusters?area=99')).status).toBe(400);
});

it('tells the level above when nobody has acknowledged it in time', async () => {
  clock.ahead = 4 * HOUR + 1_000;
  const told = await until(async () => {
    const { body } = await sekda.get(`/v1/clusters/${cluster}`);
    return body.informed.length > 0 && body;
  });
  expect(told).toMatchObject({ informed: ['E3'], level: 'E2', holder: { area: KOTA }, dueAt: null });
  expect(told.text).toMatch(/Belum diketahui sampai tenggatnya lewat\.$/);
});

it('is acknowledged by its holder, or by the desk for a named one', async () => {
  const path = `/v1/clusters/${cluster}/acknowledgement`;
  const codeOf = async (answer: Promise<Answer>) => (await answer).body.code;
  expect(await codeOf(camat.post(path, { via: 'APP' }))).toBe('forbidden');
  expect(await codeOf(desk.post(path, { via: 'PHONE' }))).toBe('acknowledged_by_missing');
  const notHis = { via: 'PHONE', by: camat.id };
  expect(await codeOf(desk.post(path, notHis))).toBe('not_of_the_holding_level');
  const at = new Date(clock.now().getTime() - 60_000).toISOString();
  const key = randomUUID();
  const said = () => desk.post(path, { via: 'PHONE', by: sekda.id, at }, { key });
  expect(await said()).toMatchObject({ status: 200, body: { revision: 2, status: 'OPEN', level: 'E2' } });
  const again = await said();
  expect(again).toMatchObject({ status: 200, body: { revision: 2 } });
  const after = again.headers.get('kondusif-position');
  const { body } = await sekda.get(`/v1/clusters/${cluster}?after=${after}`);
  expect(body.acknowledged).toEqual({ by: sekda.id, via: 'PHONE', at });
  expect(body.text).toMatch(/Sudah diketahui\.$/);
  expect(await codeOf(sekda.post(path, { via: 'APP' }))).toBe('already_acknowledged');
});

it('takes a late case in and lets a rejected one go, and shows the board what was then', async () => {
  const late = await quarrel(40, { category: 'INTIMIDATION', subcategory: 'VOTER' });
  const why = { outcome: 'REJECTED', reason: 'Tidak benar.' };
  const rejected = await secretariat.post(`/v1/cases/${cases[0].id}/verification`, why, {
    ifMatch: cases[0].revision,
  });
  expect(rejected.status).toBe(200);
  const now = await until(async () => {
    const { body } = await secretariat.get(`/v1/clusters/${cluster}`);
    return body.cases.includes(late.id) && !body.cases.includes(cases[0].id) && body;
  });
  expect(now).toMatchObject({ category: null, status: 'OPEN' });
  expect(now.cases).toHaveLength(3);
  const past = (await sekda.get(`/v1/clusters/${cluster}?asOf=${encodeURIComponent(before)}`)).body;
  expect(past).toMatchObject({ category: 'GROUP_CLASH', acknowledged: null, informed: [] });
  const head = { id: sekda.id ?? '', grants: [{ role: 'HEAD' as const, area: KOTA }] };
  const [shown]: readonly OpenCluster[] = await app.nest
    .get(QueryBus, { strict: false })
    .execute(new ClustersAt(head, ['33.74.10'], null));
  expect(shown).toMatchObject({ id: cluster, level: 'E2', acknowledged: true, overdue: true });
});

it('finds the neighbours of a case for every rule of the policy', async () => {
  const link = 'https://www.facebook.com/watch/?v=12';
  const content = { category: 'CONTENT', subcategory: 'HOAX', details: { links: [{ url: link }] } };
  const made = [
    await quarrel(3, { category: 'LOGISTICS', subcategory: 'LATE', area: '33.74.11' }),
    await quarrel(3, { category: 'TPS_DISPUTE', subcategory: 'DOUBLE_VOTE', details: { tps: '012' } }),
    await quarrel(3, { ...content, area: '33.74.11' }),
    await quarrel(3, { ...content, area: '33.74.12' }),
  ];
  const sight = app.nest.get(ClusterSight, { strict: false });
  const dataSource = app.nest.get(DataSource, { strict: false });
  const rows = await until(async () => {
    const found = await dataSource.query(`select * from ${tableOf(clusterCandidate)} where id = any($1)`, [
      made.map(({ id }) => id),
    ]);
    return found.length === made.length && found.map(candidateOf);
  });
  const around = async (candidate: Candidate) => {
    const at = Date.parse(candidate.at);
    const range = { from: at - HOUR, until: at + HOUR };
    const found = POLICY_1.clusters.flatMap((rule) =>
      scopesOf(rule, candidate).map(async (scope) => {
        const { length } = await sight.around(rule, scope, range, candidate);
        return `${rule.id} ${length}`;
      }),
    );
    return Promise.all(found);
  };
  const found = new Set((await Promise.all(rows.map(around))).flat());
  expect([...found].sort()).toEqual([
    'same_content_in_districts 2',
    'same_content_in_regencies 2',
    'supply 1',
    'tps_under_threat 1',
  ]);
});

it('is ended by a person who has seen it as it stands', async () => {
  const path = `/v1/clusters/${cluster}/closure`;
  const reason = { reason: 'Didamaikan dalam satu musyawarah.' };
  expect((await sekda.post(path, reason)).status).toBe(428);
  expect((await sekda.post(path, reason, { ifMatch: 1 })).status).toBe(412);
  const { headers } = await sekda.get(`/v1/clusters/${cluster}`);
  const ended = await sekda.post(path, reason, { ifMatch: headers.get('etag') });
  expect(ended.body).toMatchObject({ status: 'ENDED' });
  const after = ended.headers.get('kondusif-position');
  expect((await sekda.get(`/v1/clusters?open=false&after=${after}`)).body).toMatchObject({ total: 1 });
  const again = await sekda.post(path, reason, { ifMatch: ended.headers.get('etag') });
  expect(again.body.code).toBe('cluster_ended');
  expect(await open(secretariat)).toEqual([]);
  expect(await eventsOf(cluster)).toEqual([
    'ClusterDetected',
    'ClusterUpperInformed',
    'ClusterAcknowledged',
    ...['ClusterCaseJoined', 'ClusterCaseLeft'],
    'ClusterEnded',
  ]);
});
