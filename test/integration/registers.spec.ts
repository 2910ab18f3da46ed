import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { Config } from '../../src/config/config.js';
import { ElectionModule } from '../../src/election/election.module.js';
import { ElectionRegister } from '../../src/election/election.register.js';
import { ELECTION_PROJECTIONS } from '../../src/election/election-projections.js';
import { ShippedCalendars } from '../../src/election/shipped-calendars.js';
import { StageCalendar } from '../../src/election/stage-calendar.js';
import { Decisions } from '../../src/event-store/decision.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-feed.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import { Authenticator } from '../../src/http/access.js';
import { HttpModule } from '../../src/http/http.module.js';
import { createHttpApp } from '../../src/http/http-app.js';
import type { SignedInPrincipal } from '../../src/http/request.js';
import { SystemClock } from '../../src/kernel/clock.js';
import type { Role } from '../../src/kernel/grant.js';
import { HealthChecks } from '../../src/ops/health-checks.js';
import { PlatformModule } from '../../src/platform.module.js';
import { Projections } from '../../src/projection/projections.js';
import { ViewPositions } from '../../src/projection/view-positions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** `Bearer ADMIN:33` is a person with that role in that area; the name is the person's own. */
class TestAuthenticator extends Authenticator {
  authenticate(request: FastifyRequest): Promise<SignedInPrincipal | null> {
    const [, role, area = ''] = /^Bearer (\w+):([\d.]*)$/.exec(request.headers.authorization ?? '') ?? [];
    if (role === undefined) return Promise.resolve(null);
    const id = `${role}-${area}`;
    return Promise.resolve({ id, name: id, grants: [{ role: role as Role, area }] });
  }
}

@Global()
@Module({
  providers: [{ provide: Authenticator, useClass: TestAuthenticator }, HealthChecks],
  exports: [Authenticator, HealthChecks],
})
class AroundModule {}

let db: TestDatabase;
let wake: LogWake;
let projections: Projections;
let positions: ViewPositions;
let store: PostgresEventStore;
let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  db = await createTestDatabase();
  const { database } = db;
  const logId = await logIdOf(database.pool);
  store = new PostgresEventStore(database.pool, logId);
  wake = new LogWake(db.url);
  await wake.open();
  const feed = new PostgresEventFeed(database.pool, logId, wake);
  positions = new ViewPositions(database.pool, ELECTION_PROJECTIONS);
  projections = new Projections(ELECTION_PROJECTIONS, database, store, feed, positions, (_, error) => {
    throw error;
  });
  await projections.prepare();
  projections.start();
  const platform = PlatformModule.of({ config: new Config(), database, store, feed, positions, projections });

  @Module({ imports: [platform, AroundModule, CqrsModule.forRoot(), HttpModule, ElectionModule] })
  class RegistersModule {}

  app = await createHttpApp(RegistersModule, { logger: pino({ level: 'silent' }) });
  await app.get(ShippedCalendars, { strict: false }).record();
  await seen(await feed.end());
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
}, 60_000);

afterAll(async () => {
  await app?.close();
  await projections?.stop();
  await wake?.close();
  await db?.drop();
});

interface Asked {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(method: string, path: string, { as = 'ADMIN:', key, body, headers }: Asked = {}) {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(as === 'nobody' ? {} : { authorization: `Bearer ${as}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    position: response.headers.get('kondusif-position') ?? '',
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked at member by member
    body: (text === '' ? null : JSON.parse(text)) as any,
  };
}

const get = (path: string, asked: Asked = {}) => ask('GET', path, asked);
const post = (path: string, body: unknown, asked: Asked = {}) => ask('POST', path, { body, ...asked });
const put = (path: string, body: unknown, asked: Asked = {}) => ask('PUT', path, { body, ...asked });

/** Waits until every view has seen the position, however busy the machine is. */
async function seen(position: string): Promise<void> {
  for (const { name } of ELECTION_PROJECTIONS) {
    expect(await positions.reached(name, position, 20_000)).toBe(true);
  }
}

/** Registers a contest of a mayor and waits until the lists show it. */
async function registerContest(area: string, more: object = {}) {
  const made = await post('/v1/contests', { kind: 'REGENT_MAYOR', area, name: `Pemilihan ${area}`, ...more });
  expect(made.status).toBe(201);
  await seen(made.position);
  return made.body.id as string;
}

describe('the taxonomy over HTTP', () => {
  it('comes in both languages with labels in the reader’s, and again only where it changed', async () => {
    const indonesian = await get('/v1/taxonomy', { as: 'REPORTER:33' });
    const english = await get('/v1/taxonomy', { headers: { 'accept-language': 'en' } });
    const first = ({ body }: typeof english) => body.categories[0].subcategories[0];
    expect(first(indonesian)).toMatchObject({ code: 'TREE_NAILED', label: 'Dipaku di pohon', severity: 1 });
    expect(first(english)).toMatchObject({
      name: { id: 'Dipaku di pohon', en: 'Nailed to a tree' },
      label: 'Nailed to a tree',
    });
    expect(indonesian.body.version).toBe(1);
    const tag = indonesian.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"1-id-/);
    expect(english.headers.get('etag')).not.toBe(tag);
    const again = await get('/v1/taxonomy', { headers: { 'if-none-match': tag } });
    expect([again.status, again.body]).toEqual([304, null]);
    expect((await get('/v1/taxonomy', { as: 'nobody' })).status).toBe(401);
  });
});

describe('the shipped calendars', () => {
  it('stand in the register, with local times and their source', async () => {
    const { body } = await get('/v1/stages?contest=PILKADA_2024', { as: 'OFFICER:33' });
    expect(body.total).toBe(5);
    expect(body.items[2]).toEqual({
      contest: 'PILKADA_2024',
      area: '',
      stage: 'voting',
      label: 'Pemungutan suara',
      from: '2024-11-27T00:00',
      until: '2024-11-27T13:00',
      zone: null,
      source: 'PKPU 2/2024',
    });
    expect((await get('/v1/contests/PEMILU_2024')).body).toMatchObject({ kind: 'ELECTION', area: '' });
  });

  it('are recorded once, however many processes start at once and however often', async () => {
    const calendars = () => new ShippedCalendars(new Decisions(store), new SystemClock());
    await Promise.all([calendars().record(), calendars().record(), calendars().record()]);
    for (const stream of ['contest-PILKADA_2024', 'stages-PILKADA_2024', 'stages-PEMILU_2024']) {
      const events = await store.read(stream);
      expect(events.map(({ meta }) => meta.actor.id)).toEqual(['system']);
    }
  });

  it('leave alone what an administrator made of them', async () => {
    const before = await get('/v1/contests/PEMILU_2024/stages');
    const stages = before.body.stages.map(({ stage, from, until }: Record<string, string>) => ({
      stage,
      from,
      until,
    }));
    const changed = await put(
      '/v1/contests/PEMILU_2024/stages',
      {
        stages: [...stages, { stage: 'recapitulation', from: '2024-02-15T12:00', until: '2024-03-21T00:00' }],
      },
      { headers: { 'if-match': before.headers.get('etag') ?? '' } },
    );
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"1"']);
    await new ShippedCalendars(new Decisions(store), new SystemClock()).record();
    expect(await store.read('stages-PEMILU_2024')).toHaveLength(2);
  });

  it('tell which stage an area is in by its own clocks', async () => {
    const calendar = app.get(StageCalendar, { strict: false });
    const instant = new Date('2024-11-26T15:30:00Z');
    expect(await calendar.stageAt('33.74', instant)).toEqual([
      { contest: 'PILKADA_2024', stage: 'quiet_days' },
    ]);
    expect(await calendar.inVotingOrCounting('33.74', instant)).toBe(false);
    expect(await calendar.inVotingOrCounting('91.71', instant)).toBe(true);
  });

  it('reach the deadlines of an area with the law of their election, also those that were set a moment ago', async () => {
    const calendar = app.get(StageCalendar, { strict: false });
    const pilkada = (stages: readonly { contest: string }[]) =>
      stages.filter(({ contest }) => contest === 'PILKADA_2024');
    const { zone, stages } = await calendar.calendarOf('91.71');
    expect([zone.label, pilkada(stages)]).toEqual(['WIT', expect.any(Array)]);
    expect(pilkada(stages)[0]).toEqual({
      contest: 'PILKADA_2024',
      regime: 'PILKADA',
      stage: 'campaign',
      from: '2024-09-25T00:00',
      until: '2024-11-24T00:00',
    });
    const id = 'pilgub-segera';
    const [from, until] = ['2029-11-01T00:00', '2029-11-02T00:00'];
    await post('/v1/contests', { id, kind: 'GOVERNOR', area: '34', name: 'Pilgub Segera' });
    const set = await put(`/v1/contests/${id}/stages`, { stages: [{ stage: 'voting', from, until }] });
    expect(set.status).toBeLessThan(300);
    const now = await calendar.calendarByNow('34.71');
    expect(now.stages).toContainEqual({ contest: id, regime: 'PILKADA', stage: 'voting', from, until });
    expect((await calendar.calendarByNow('33.74')).stages.some(({ contest }) => contest === id)).toBe(false);
  });
});

describe('registering contests and participants', () => {
  it('answers what was registered and shows it to everybody signed in', async () => {
    const id = randomUUID();
    const body = { id, kind: 'GOVERNOR', area: '34', name: 'Pilgub Contoh', election: 'PILKADA_2024' };
    const made = await post('/v1/contests', body);
    expect([made.status, made.headers.get('location')]).toEqual([201, `/v1/contests/${id}`]);
    expect(made.body).toEqual({ ...body, label: 'Gubernur dan Wakil Gubernur' });
    const pair = { contest: id, kind: 'PAIR', number: 2, name: 'Pasangan Contoh Dua' };
    const entered = await post('/v1/participants', pair);
    expect(entered.body).toEqual({ ...pair, id: expect.any(String), area: '34', label: 'Pasangan calon' });
    const listed = await get(`/v1/participants?contest=${id}&after=${entered.position}`, {
      as: 'REPORTER:11',
    });
    expect(listed.body).toEqual({ items: [entered.body], next: null, total: 1 });
    expect((await get(`/v1/participants/${entered.body.id}`)).body).toEqual(entered.body);
    expect((await get('/v1/participants/nobody')).status).toBe(404);
  });

  it('answers a repeated key with what stands, also for ids that are no UUIDs', async () => {
    const key = randomUUID();
    const body = {
      id: 'pilwalkot-salatiga',
      kind: 'REGENT_MAYOR',
      area: '33.73',
      name: 'Pilwalkot Salatiga',
    };
    const tries = await Promise.all(Array.from({ length: 5 }, () => post('/v1/contests', body, { key })));
    expect(tries.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(tries.map(({ position }) => position)).size).toBe(1);
    expect((await post('/v1/contests', { ...body, name: 'Lain' }, { key })).body.code).toBe('key_reused');
    const other = await post('/v1/contests', { ...body, id: 'pilwalkot-lain' }, { key });
    expect([other.status, other.body.id]).toEqual([201, 'pilwalkot-lain']);
    expect((await post('/v1/contests', body)).body).toMatchObject({ status: 409, code: 'id_taken' });
    const randomKey = randomUUID();
    const withoutId = { kind: 'DPD', area: '33', name: 'DPD' };
    const again = await Promise.all([1, 2].map(() => post('/v1/contests', withoutId, { key: randomKey })));
    expect(new Set(again.map(({ body }) => body.id)).size).toBe(1);
  });

  it('takes the words of spreadsheets for a kind and stores the code', async () => {
    const made = await post('/v1/contests', { kind: 'BUPATI_WALIKOTA', area: '33.72', name: 'Pilwalkot' });
    expect(made.body.kind).toBe('REGENT_MAYOR');
  });

  it('is for administrators of the area', async () => {
    const body = { kind: 'REGENT_MAYOR', area: '33.75', name: 'Pilwalkot' };
    const asked = async (as: string) => {
      const { status, body: problem } = await post('/v1/contests', body, { as });
      return [status, problem.code];
    };
    expect(await asked('nobody')).toEqual([401, 'not_signed_in']);
    expect(await asked('HEAD:33')).toEqual([403, 'role_not_permitted']);
    expect(await asked('ADMIN:34')).toEqual([403, 'forbidden']);
    expect(await asked('ADMIN:33.7')).toEqual([403, 'forbidden']);
    expect(await asked('ADMIN:33')).toEqual([201, undefined]);
    const pair = { contest: 'PILKADA_2024', area: '33', kind: 'PAIR', name: 'Pasangan' };
    expect((await post('/v1/participants', pair, { as: 'ADMIN:33' })).body.code).toBe('forbidden');
  });

  it('says what is wrong with a body', async () => {
    const faults = async (path: string, body: object) => {
      const { status, body: problem } = await post(path, body);
      return [
        status,
        ...(problem.errors ?? []).map((error: Record<string, string>) => `${error.pointer} ${error.code}`),
      ];
    };
    const contest = { kind: 'GOVERNOR', area: '33', name: 'Pilgub' };
    expect(await faults('/v1/contests', { ...contest, kind: 'KETUA RT' })).toEqual([422, '/kind not_one_of']);
    expect(await faults('/v1/contests', { ...contest, id: 'a b' })).toEqual([422, '/id not_a_register_id']);
    expect(await faults('/v1/contests', { ...contest, area: '00' })).toEqual([422, '/area unknown_area']);
    expect(await faults('/v1/contests', { ...contest, area: '33.74' })).toEqual([
      422,
      '/area wrong_area_level',
    ]);
    expect(await faults('/v1/contests', { ...contest, election: 'X1' })).toEqual([
      422,
      '/election unknown_election',
    ]);
    expect(await faults('/v1/contests', { ...contest, colour: 1 })).toEqual([
      400,
      '/colour unknown_property',
    ]);
    const pair = { contest: 'X1', kind: 'PAIR', name: 'Pasangan' };
    expect(await faults('/v1/participants', pair)).toEqual([422, '/contest unknown_contest']);
    expect(await faults('/v1/participants', { ...pair, contest: 'PILKADA_2024', number: 0 })).toEqual([
      422,
      '/number out_of_range',
    ]);
  });

  it('makes ids known to the rest of the service at once', async () => {
    const register = app.get(ElectionRegister, { strict: false });
    const id = `pilwalkot-${randomUUID()}`;
    expect(await register.contestExists(id)).toBe(false);
    await post('/v1/contests', { id, kind: 'REGENT_MAYOR', area: '33.71', name: 'Pilwalkot Magelang' });
    expect(await register.contestExists(id)).toBe(true);
    const contests = await register.contestsOf('33.71.01', 'REGENT_MAYOR');
    expect(contests.map((contest) => contest.id)).toEqual([id]);
    const { body } = await post('/v1/participants', { contest: id, kind: 'PAIR', name: 'Pasangan' });
    expect(await register.participantExists(body.id)).toBe(true);
    expect(await register.participantExists('no such id')).toBe(false);
  });
});

describe('the lists of registers', () => {
  it('find what concerns an area: held there, above it or below it', async () => {
    const city = await registerContest('51.71');
    const regency = await registerContest('51.02');
    const province = await registerContest('51', { kind: 'GOVERNOR' });
    const found = async (query: string) => {
      const { body } = await get(`/v1/contests?limit=200&${query}`);
      const ids = body.items.map(({ id }: { id: string }) => id);
      return [city, regency, province, 'PILKADA_2024'].map((id) => ids.includes(id));
    };
    expect(await found('area=51.71.01')).toEqual([true, false, true, true]);
    expect(await found('area=51')).toEqual([true, true, true, true]);
    expect(await found('area=51&kind=GOVERNOR')).toEqual([false, false, true, false]);
    expect(await found('area=51.71&area=51.02&kind=REGENT_MAYOR')).toEqual([true, true, false, false]);
    expect(await found('area=52')).toEqual([false, false, false, true]);
    const register = new ElectionRegister(db.database.dataSource, store);
    const contests = await register.contestsOf('51.71.01', 'REGENT_MAYOR');
    expect(contests.map(({ id }) => id)).toEqual([city]);
  });

  it('come in pages that hold everything once', async () => {
    const contest = await registerContest('16.71');
    let position = '';
    for (const number of [1, 2, 3, 4, 5]) {
      const body = { contest, kind: 'PAIR', number, name: `Pasangan ${number}` };
      ({ position } = await post('/v1/participants', body));
    }
    await seen(position);
    const numbers: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor = next === '' ? '' : `&cursor=${next}`;
      const { body } = await get(`/v1/participants?contest=${contest}&limit=2${cursor}`);
      expect(body.total).toBe(5);
      numbers.push(...body.items.map(({ number }: { number: number }) => number));
      next = body.next;
    }
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5]);
    const stages = await get('/v1/stages?contest=PILKADA_2024&limit=3');
    const rest = await get(`/v1/stages?contest=PILKADA_2024&limit=3&cursor=${stages.body.next}`);
    expect([...stages.body.items, ...rest.body.items].map(({ stage }) => stage)).toEqual([
      'campaign',
      'quiet_days',
      'voting',
      'counting',
      'recapitulation',
    ]);
  });

  it.each([
    '/v1/contests?area=00',
    '/v1/contests?area=33.7',
    '/v1/contests?colour=red',
    '/v1/contests?kind=RT',
    '/v1/contests?limit=0',
    '/v1/contests?cursor=x',
    '/v1/contests?asOf=2024-01-01T00:00:00Z',
    '/v1/participants?kind=GOVERNOR',
    '/v1/stages?stage=voting',
  ])('refuse %s', async (path) => {
    expect((await get(path)).status).toBe(400);
  });
});

describe('setting the stages of a contest', () => {
  const campaign = { stage: 'campaign', from: '2029-09-25T00:00', until: '2029-11-24T00:00' };
  const quiet = { stage: 'quiet_days', from: '2029-11-24T00:00', until: '2029-11-27T00:00' };

  it('starts a calendar without If-Match and replaces it only with the right one', async () => {
    const contest = await registerContest('71.71');
    const path = `/v1/contests/${contest}/stages`;
    expect((await get(path)).body).toEqual({ contest, stages: [] });
    const key = randomUUID();
    const first = await put(path, { stages: [campaign] }, { key });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"0"']);
    expect(first.body.stages).toEqual([
      { contest, area: '71.71', label: 'Masa kampanye', zone: 'WITA', source: null, ...campaign },
    ]);
    const wanted = { stages: [campaign, quiet] };
    expect((await put(path, wanted)).status).toBe(428);
    expect((await put(path, wanted, { headers: { 'if-match': '"7"' } })).status).toBe(412);
    const second = await put(path, wanted, { headers: { 'if-match': '"0"' } });
    expect([second.status, second.headers.get('etag')]).toEqual([200, '"1"']);
    expect((await put(path, wanted, { headers: { 'if-match': '"0"' } })).status).toBe(412);
    expect((await put(path, wanted, { headers: { 'if-match': '"1"' } })).body.code).toBe('nothing_to_change');
    const repeated = await put(path, { stages: [campaign] }, { key });
    expect([repeated.status, repeated.headers.get('etag'), repeated.body]).toEqual([200, '"0"', first.body]);
    await seen(second.position);
    const shown = await get(`${path}?after=${second.position}`);
    expect([shown.headers.get('etag'), shown.body.stages.length]).toEqual(['"1"', 2]);
    const listed = await get(`/v1/stages?area=71.71.01&contest=${contest}`);
    expect(listed.body.total).toBe(2);
  });

  it('is refused outside one’s area, for an unknown contest and for a calendar that is wrong', async () => {
    const contest = await registerContest('73.71');
    const path = `/v1/contests/${contest}/stages`;
    const refused = async (stages: object[], as = 'ADMIN:', at = path) => {
      const { status, body } = await put(at, { stages }, { as });
      const faults = (body.errors ?? []).map(
        (error: Record<string, string>) => `${error.pointer} ${error.code}`,
      );
      return [status, ...faults];
    };
    expect(await refused([campaign], 'ADMIN:71')).toEqual([403]);
    expect(await refused([campaign], 'ADMIN:', '/v1/contests/no-such/stages')).toEqual([404]);
    expect(await refused([campaign], 'ADMIN:', '/v1/contests/%00/stages')).toEqual([404]);
    expect(await refused([{ ...campaign, area: '00.00' }])).toEqual([422, '/stages/0/area unknown_area']);
    expect(await refused([{ ...campaign, area: '33' }])).toEqual([422, '/stages/0/area outside_contest']);
    expect(await refused([{ ...campaign, contest: 'PILKADA_2024' }])).toEqual([
      422,
      '/stages/0/contest another_contest',
    ]);
    expect(await refused([{ ...campaign, until: campaign.from }])).toEqual([
      422,
      '/stages/0/until not_after_from',
    ]);
    expect(await refused([{ ...campaign, from: '2029-09-25T00:00:00+07:00' }])).toEqual([
      422,
      '/stages/0/from not_a_local_time',
    ]);
    expect(await refused([campaign, { ...quiet, from: '2029-11-23T23:59' }])).toEqual([
      422,
      '/stages/1/from stages_overlap',
    ]);
    expect(await store.read(`stages-${contest}`)).toEqual([]);
  });
});
