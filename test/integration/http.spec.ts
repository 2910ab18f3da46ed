import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createHttpApp } from '../../src/http/http-app.js';
import { InstallationKey } from '../../src/http/installation-key.js';
import { listRoutes } from '../../src/http/routes.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  ModelFeed,
  OFFICER_ID,
  positionOf,
  SEEN,
  TestClock,
  TestWaiter,
  ThingController,
  thingModule,
} from './http.fixture.js';

let db: TestDatabase;
let app: NestFastifyApplication;
let base: string;
let port: number;
const logged: string[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });

beforeAll(async () => {
  db = await createTestDatabase();
  app = await createHttpApp(thingModule(db.database.dataSource), {
    logger,
    publicUrl: 'https://k.example.id',
  });
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as { port: number }).port;
  base = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  await app?.close();
  await db?.drop();
});

beforeEach(() => {
  SEEN.length = 0;
  logged.length = 0;
  ModelFeed.events = [];
  TestWaiter.asked = [];
  TestWaiter.answer = true;
  TestWaiter.built = true;
  TestClock.at = null;
  ThingController.allowed = true;
});

interface Asked {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** biome-ignore lint/suspicious/noExplicitAny: answers are looked at member by member */
type Body = any;

async function ask(method: string, path: string, { as = 'OPERATOR', key, body, raw, headers }: Asked = {}) {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(as === '' ? {} : { authorization: `Bearer ${as}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload as string }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400) expect(type).toBe('application/problem+json');
  return {
    status: response.status,
    headers: response.headers,
    body: (/json/.test(type) ? JSON.parse(text) : text) as Body,
  };
}

function make(body: unknown, asked: Asked = {}) {
  return ask('POST', '/v1/things', { key: randomUUID(), body, ...asked });
}

/** Sends bytes as they are and reads until the other side closes. */
function rawly(text: string): Promise<{ status: number; headers: string; body: Body }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [headers = '', body = ''] = answer.split('\r\n\r\n', 2);
      resolve({ status: Number(headers.split(' ')[1]), headers, body: JSON.parse(body) });
    });
    socket.setTimeout(5_000, () => socket.destroy());
  });
}

describe('permission', () => {
  it('refuses to start while a handler declares none, and names it', async () => {
    @Controller('v1/silent')
    class SilentController {
      @Get('now')
      now() {}
    }
    @Module({ imports: [thingModule(db.database.dataSource)], controllers: [SilentController] })
    class SilentModule {}
    await expect(createHttpApp(SilentModule, { logger })).rejects.toThrow(
      'SilentController.now (GET /v1/silent/now)',
    );
  });

  it('lists every route with who may use it', () => {
    const routes = listRoutes(app);
    expect(routes).toContainEqual({
      method: 'POST',
      path: '/v1/things',
      access: { kind: 'for', roles: ['OPERATOR', 'SECRETARIAT'] },
      readsAsOf: false,
      handler: 'ThingController.make',
    });
    expect(routes).toContainEqual(
      expect.objectContaining({ path: '/v1/openapi.json', access: { kind: 'public' } }),
    );
  });

  it('asks in the order of the contract: person, then shape, then role', async () => {
    expect(await ask('POST', '/v1/things', { as: '', raw: '{' })).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    });
    expect(await ask('POST', '/v1/things', { as: 'AUDITOR', raw: '{' })).toMatchObject({ status: 400 });
    expect(await make({}, { as: 'AUDITOR' })).toMatchObject({ status: 422 });
    expect(await make({ name: 'x' }, { as: 'AUDITOR', key: '' })).toMatchObject({ status: 400 });
    expect(await make({ name: 'x' }, { as: 'AUDITOR' })).toMatchObject({
      status: 403,
      body: { code: 'role_not_permitted' },
    });
    expect(SEEN).toEqual([]);
    expect(await make({ name: 'x' })).toMatchObject({ status: 201 });
  });

  it('lets anybody use a public route and says how to sign in elsewhere', async () => {
    expect(await ask('GET', '/v1/things/open', { as: '' })).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    const refused = await ask('GET', '/v1/things', { as: '' });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('answers 503 when the person cannot be looked up', async () => {
    expect(await ask('GET', '/v1/things', { as: 'AWAY' })).toMatchObject({ status: 503 });
  });
});

describe('commands', () => {
  it('make the same id for the same person, route and key, and another for another id in the path or body', async () => {
    const key = randomUUID();
    const id = randomUUID();
    const first = await make({ name: 'x' }, { key });
    expect(first.body).toMatchObject({ person: OFFICER_ID, isDto: true });
    expect((await make({ name: 'y' }, { key: key.toUpperCase() })).body.commandId).toBe(first.body.commandId);
    expect((await make({ name: 'x', id }, { key })).body.commandId).not.toBe(first.body.commandId);
    const act = (thing: string) => ask('POST', `/v1/things/${thing}/actions?x=1`, { key, body: {} });
    const one = await act(id);
    expect((await act(id.toUpperCase())).body).toEqual(one.body);
    expect((await act(randomUUID())).body.commandId).not.toBe(one.body.commandId);
  });

  it('hash the canonical body with the installation key, without secrets', async () => {
    const hashOf = async (body: object) => (await make(body)).body.requestHash as string;
    const hash = await hashOf({ name: 'x', loud: true });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf({ loud: true, name: 'x' })).toBe(hash);
    expect(await hashOf({ loud: true, name: 'x', password: 'rahasia sekali' })).toBe(hash);
    expect(await hashOf({ loud: false, name: 'x' })).not.toBe(hash);
    const key = await InstallationKey.load(db.database.dataSource);
    expect(key.sign('{"loud":true,"name":"x"}')).toBe(hash);
  });

  it('need a key that is a UUID', async () => {
    expect(await make({ name: 'x' }, { key: '' })).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_missing' },
    });
    expect(await make({ name: 'x' }, { key: 'abc' })).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_invalid' },
    });
  });

  it('answer with ETag, position and location', async () => {
    const { headers, status } = await make({ name: 'x' });
    expect(status).toBe(201);
    expect([headers.get('etag'), headers.get('kondusif-position'), headers.get('location')]).toEqual([
      '"0"',
      positionOf(1),
      '/v1/things/1',
    ]);
  });

  it.each([
    [undefined, null],
    ['"3"', 3],
    ['W/"3"', 'unusable'],
    ['*', 'unusable'],
    ['"3", "4"', 'unusable'],
    ['3', 'unusable'],
    ['"03"', 'unusable'],
    ['"-1"', 'unusable'],
    ['"99999999999"', 'unusable'],
    ['', 'unusable'],
  ])('read If-Match %p as %p', async (header, read) => {
    const headers: Record<string, string> = header === undefined ? {} : { 'if-match': header };
    const { body } = await ask('POST', `/v1/things/${randomUUID()}/actions`, { key: randomUUID(), headers });
    expect(body.ifMatch).toBe(read);
  });

  it('follow a correlation id through the answer, and make one up for a bad one', async () => {
    const own = await make({ name: 'x' }, { headers: { 'x-correlation-id': 'kasus-2024-17' } });
    expect([own.headers.get('x-correlation-id'), own.body.correlationId]).toEqual([
      'kasus-2024-17',
      'kasus-2024-17',
    ]);
    const trace = 'a'.repeat(32);
    const traced = await make(
      { name: 'x' },
      { headers: { traceparent: `00-${trace}-${'b'.repeat(16)}-01` } },
    );
    expect(traced.body.correlationId).toBe(trace);
    const bad = await make({ name: 'x' }, { headers: { 'x-correlation-id': 'a b' } });
    expect(bad.body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('take the time from the clock', async () => {
    TestClock.at = new Date('2024-10-17T07:00:00Z');
    expect((await make({ name: 'x' })).body.now).toBe('2024-10-17T07:00:00.000Z');
  });
});

describe('the shape of a body', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['is cut off', '{"name":', 400, 'malformed_json'],
    ['is empty', '', 400, 'malformed_json'],
    ['is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'malformed_json'],
    ['poisons the prototype', '{"name":"x","__proto__":{"a":1}}', 400, 'malformed_json'],
    ['poisons the constructor', '{"name":"x","constructor":{"prototype":{}}}', 400, 'malformed_json'],
    ['names a member of every object', '{"name":"x","hasOwnProperty":1}', 400, 'unknown_property'],
    ['is a list', '[]', 422, 'invalid'],
    ['is text', '"x"', 422, 'invalid'],
    ['is null', 'null', 422, 'invalid'],
    ['is nested deeply', `{"name":${'['.repeat(30)}${']'.repeat(30)}}`, 400, 'too_deep'],
    ['is nested absurdly', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'too_deep'],
    ['holds NUL', '{"name":"a\\u0000b"}', 422, 'invalid'],
    ['holds NUL where anything may stand', '{"name":"x","details":{"a":[{"b":"\\u0000"}]}}', 422, 'invalid'],
    ['holds half a character', '{"name":"a\\ud800"}', 422, 'invalid'],
    ['holds half a character in a name', '{"name":"a","\\ud800":1}', 400, 'unknown_property'],
    ['has a property too many', '{"name":"x","accused":"Budi"}', 400, 'unknown_property'],
    [
      'has an item with a property too many',
      '{"name":"x","items":[{"type":"BALIHO","count":1,"x":1}]}',
      400,
      'unknown_property',
    ],
    [
      'is 1 MB large',
      JSON.stringify({ name: 'x', description: 'a'.repeat(1024 * 1024) }),
      413,
      'payload_too_large',
    ],
  ])('is refused where it %s', async (_, raw, status, code) => {
    const answer = await make(undefined, { raw });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(SEEN).toEqual([]);
  });

  it('says where each fault is and in which words', async () => {
    const { body } = await make({
      name: ' ',
      area: '3374',
      occurredAt: '2024-10-17T14:05:00',
      letterDate: '2024-02-30',
      loud: 'yes',
      items: [{ type: 'BALIHO', count: '3' }, { type: 'X', count: 0 }, null],
      tags: ['ok', 'too long', 5],
      coordinates: [],
    });
    const found = Object.fromEntries(body.errors.map((error: Body) => [error.pointer, error.code]));
    expect(found).toEqual({
      '/name': 'blank',
      '/area': 'not_an_area_code',
      '/occurredAt': 'offset_missing',
      '/letterDate': 'not_a_date',
      '/loud': 'not_a_boolean',
      '/items/2': 'not_an_object',
      '/tags/1': 'too_long',
      '/tags/2': 'not_text',
      '/coordinates': 'not_an_object',
    });
    expect(body.errors.find((error: Body) => error.pointer === '/tags/1').detail).toBe(
      'Paling banyak 5 karakter.',
    );
    const items = await make({
      name: 'x',
      items: [{ type: 'BALIHO', count: '3' }, { type: 'X', count: 0 }, {}],
    });
    expect(items.body.errors).toMatchObject([
      { pointer: '/items/0/count', code: 'not_a_whole_number' },
      { pointer: '/items/1/type', code: 'not_one_of' },
      { pointer: '/items/1/count', code: 'out_of_range' },
      { pointer: '/items/2/type', code: 'required' },
      { pointer: '/items/2/count', code: 'required' },
    ]);
    expect(items.status).toBe(422);
  });

  it('escapes pointers as RFC 6901', async () => {
    const { body } = await make({ name: 'x', 'a/b~c': 1 });
    expect(body.errors).toMatchObject([{ pointer: '/a~1b~0c', code: 'unknown_property' }]);
  });

  it('knows swapped coordinates', async () => {
    const answer = await make({ name: 'x', coordinates: { lng: -7.05, lat: 110.44 } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'coordinates_out_of_range' } });
    expect(answer.body.errors).toHaveLength(2);
    expect(await make({ name: 'x', coordinates: { lng: 110.44, lat: -7.05 } })).toMatchObject({
      status: 201,
    });
  });

  it('keeps markup, SQL and other scripts as text, and takes null for absent', async () => {
    const name = `'; drop--<b>ꦏ😀`;
    const { body } = await make({ name, area: null, tags: null });
    expect(body.name).toBe(name);
    expect('area' in body).toBe(false);
  });

  it.each([
    '2024-02-30T10:00:00Z',
    '2024-10-17T24:00:00Z',
    '2024-10-17T10:60:00Z',
    '2024-10-17 10:00Z',
    '17/10/2024',
    '0001-01-01T00:00:00Z',
    '2024-10-17T10:00:00+25:00',
  ])('knows that %s is no instant', async (occurredAt) => {
    expect(await make({ name: 'x', occurredAt })).toMatchObject({ status: 422 });
  });

  it('needs no body where nothing is to be said, and takes none that is not JSON', async () => {
    const path = `/v1/things/${randomUUID()}/actions`;
    expect(await ask('POST', path, { key: randomUUID() })).toMatchObject({ status: 200 });
    const type = async (contentType: string) =>
      (await ask('POST', path, { key: randomUUID(), raw: 'a=b', headers: { 'content-type': contentType } }))
        .body.code;
    for (const other of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/csv',
      'x',
    ])
      expect(await type(other)).toBe('unsupported_media_type');
    const zipped = await ask('POST', path, {
      key: randomUUID(),
      body: {},
      headers: { 'content-encoding': 'gzip' },
    });
    expect(zipped.status).toBe(415);
  });

  it('streams what a route accepts besides', async () => {
    const csv = { raw: 'a;b\n'.repeat(200_000), headers: { 'content-type': 'text/csv; charset=utf-8' } };
    expect(await ask('POST', '/v1/things/upload', csv)).toMatchObject({
      status: 200,
      body: { bytes: 800_000 },
    });
    expect(await ask('POST', '/v1/things/upload', { body: {} })).toMatchObject({
      status: 415,
      body: { detail: expect.stringContaining('text/csv') },
    });
  });
});

describe('a query', () => {
  it('is read into lists, flags and numbers', async () => {
    const { body } = await ask(
      'GET',
      '/v1/things/echo?colour=RED&colour=BLUE&open=false&limit=7&bbox=110,-7.5,111,-6&q=%27',
    );
    expect(body).toEqual({
      colour: ['RED', 'BLUE'],
      open: false,
      limit: 7,
      bbox: [110, -7.5, 111, -6],
      q: "'",
      sort: '-at',
    });
    expect((await ask('GET', '/v1/things/echo?colour=RED')).body).toEqual({
      colour: ['RED'],
      limit: 50,
      sort: '-at',
    });
  });

  it.each([
    ['color=RED', 'color', 'unknown_parameter', 'unknown_parameter'],
    ['constructor=1', 'constructor', 'unknown_parameter', 'unknown_parameter'],
    ['hasOwnProperty=1', 'hasOwnProperty', 'unknown_parameter', 'unknown_parameter'],
    ['__proto__=1', '__proto__', 'unknown_parameter', 'unknown_parameter'],
    ['colour=RED&colour=PINK', 'colour', 'invalid_parameter', 'not_one_of'],
    ['limit=0', 'limit', 'invalid_parameter', 'out_of_range'],
    ['limit=201', 'limit', 'invalid_parameter', 'out_of_range'],
    ['limit=1e1', 'limit', 'invalid_parameter', 'not_a_whole_number'],
    ['limit=1&limit=2', 'limit', 'invalid_parameter', 'given_twice'],
    ['open=yes', 'open', 'invalid_parameter', 'not_a_boolean'],
    ['knownFrom=2024-10-17T00:00:00', 'knownFrom', 'invalid_parameter', 'offset_missing'],
    ['q=%00', 'q', 'invalid_parameter', 'unreadable_text'],
    ['bbox=1,2,3', 'bbox', 'invalid_parameter', 'not_a_box'],
  ])('is refused with 400 for %s', async (query, pointer, code, fault) => {
    const { status, body } = await ask('GET', `/v1/things/echo?${query}`);
    expect({ status, code: body.code, errors: body.errors }).toMatchObject({
      status: 400,
      code,
      errors: [{ pointer, code: fault }],
    });
  });

  it('pages by a cursor that fits only its own filter, sort, instant and installation', async () => {
    const seen: number[] = [];
    let path: string | null = '/v1/things?limit=3&colour=RED';
    while (path !== null) {
      const { body, headers } = await ask('GET', path);
      seen.push(...body.items);
      expect(body.total).toBe(7);
      const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
      expect(link === null).toBe(body.next === null);
      path = link;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const { body } = await ask('GET', '/v1/things?limit=3&colour=RED');
    const next = encodeURIComponent(body.next);
    expect(await ask('GET', `/v1/things?limit=1&colour=RED&after=&cursor=${next}`)).toMatchObject({
      status: 200,
      body: { items: [4] },
    });
    for (const other of ['', 'colour=BLUE', 'colour=RED&sort=at', 'colour=RED&open=true']) {
      const answer = await ask('GET', `/v1/things?limit=3&${other}&cursor=${next}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
    }
    for (const forged of [
      'x',
      '',
      'WzFd.00',
      next.slice(0, -1) + (next.endsWith('0') ? '1' : '0'),
      `W${next}`,
    ]) {
      expect((await ask('GET', `/v1/things?colour=RED&cursor=${forged}`)).status).toBe(400);
    }
  });
});

describe('reading what was written', () => {
  it('waits for the view of the route and says when it is behind', async () => {
    ModelFeed.add('A');
    const fresh = await ask('GET', `/v1/things/past?after=${positionOf(1)}`);
    expect(TestWaiter.asked).toEqual([['thing_list', positionOf(1), 2_000]]);
    expect(fresh.headers.get('kondusif-stale')).toBeNull();
    TestWaiter.answer = false;
    const stale = await ask('GET', `/v1/things/past?after=${positionOf(1)}`);
    expect([stale.status, stale.headers.get('kondusif-stale')]).toEqual([200, 'true']);
  });

  it('answers 503 rather than a part of the whole while the view is built', async () => {
    TestWaiter.built = false;
    const answer = await ask('GET', '/v1/things/past');
    expect(answer).toMatchObject({ status: 503, body: { code: 'starting' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('takes an empty position for none and refuses one of another store', async () => {
    expect((await ask('GET', '/v1/things/past?after=')).status).toBe(200);
    expect(TestWaiter.asked).toEqual([]);
    for (const path of ['/v1/things/past', '/v1/things/echo', `/v1/things/${randomUUID()}`]) {
      for (const query of ['after=bbbbbbbb-000001', `after=${positionOf(1)}&after=${positionOf(2)}`]) {
        expect(await ask('GET', `${path}?${query}`)).toMatchObject({
          status: 400,
          body: { code: 'position_invalid' },
        });
      }
    }
  });

  it('finds the position of a past instant or takes a past position', async () => {
    ModelFeed.add('A');
    TestClock.at = new Date(Date.now() + 60_000);
    const at = new Date(Date.now() + 10_000).toISOString();
    expect((await ask('GET', `/v1/things/past?asOf=${at}`)).body.asOf).toEqual({
      position: positionOf(1),
      instant: at,
    });
    expect(
      (await ask('GET', `/v1/things/past?asOf=${positionOf(0)}&after=${positionOf(1)}`)).body.asOf,
    ).toEqual({
      position: positionOf(0),
      instant: null,
    });
    expect(TestWaiter.asked.at(-1)).toEqual(['thing_list', positionOf(1), 2_000]);
  });

  it('refuses to answer of today where a route knows no past', async () => {
    const { status, body } = await ask('GET', `/v1/things?asOf=${positionOf(0)}`);
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: 'asOf', code: 'unknown_parameter' })],
    ]);
  });

  it('refuses the future and what is no instant', async () => {
    for (const asOf of [new Date(Date.now() + 60_000).toISOString(), positionOf(1)])
      expect(await ask('GET', `/v1/things/past?asOf=${asOf}`)).toMatchObject({
        status: 422,
        body: { code: 'as_of_in_the_future' },
      });
    for (const asOf of ['yesterday', '2024-10-17T00:00:00', '2024-02-30T00:00:00Z', ''])
      expect((await ask('GET', `/v1/things/past?asOf=${asOf}`)).status).toBe(400);
  });

  it('lets an instant of just now settle for two seconds', async () => {
    const now = Date.now();
    TestClock.at = new Date(now);
    const pending = ask('GET', `/v1/things/past?asOf=${new Date(now - 1_500).toISOString()}`);
    const early = await Promise.race([
      pending,
      new Promise((resolve) => setTimeout(resolve, 250, 'waiting')),
    ]);
    expect(early).toBe('waiting');
    expect((await pending).status).toBe(200);
  });
});

describe('problems', () => {
  it('have the members of RFC 9457 and speak the language of the reader', async () => {
    const path = `/v1/things/not-an-id?q=Budi`;
    const { body, headers } = await ask('GET', path);
    expect(body).toEqual({
      type: 'urn:kondusif:problem:not_found',
      title: 'Tidak ditemukan',
      status: 404,
      detail: expect.any(String),
      instance: '/v1/things/not-an-id',
      code: 'not_found',
      correlationId: headers.get('x-correlation-id'),
    });
    const titleFor = async (language: string) =>
      (await ask('GET', path, { headers: { 'accept-language': language } })).body.title;
    expect(await titleFor('en-GB, id;q=0.5')).toBe('Not found');
    expect(await titleFor('*')).toBe('Tidak ditemukan');
    expect(await titleFor('en;q=0.5, id')).toBe('Tidak ditemukan');
  });

  it('carry what the refusal knows', async () => {
    const { status, body } = await ask('GET', '/v1/things/away?how=four');
    expect(status).toBe(412);
    expect(body).toMatchObject({ revision: 7, since: [{ type: 'A' }], detail: expect.stringContaining('7') });
  });

  it.each([
    ['store', 503, 'unavailable'],
    ['socket', 503, 'unavailable'],
    ['query', 503, 'unavailable'],
    ['pool', 503, 'unavailable'],
    ['full', 503, 'overloaded'],
    ['append', 422, 'not_storable'],
    ['bug', 500, 'internal_error'],
    ['code', 500, 'internal_error'],
  ])('answer for %s with %i', async (how, status, code) => {
    const answer = await ask('GET', `/v1/things/away?how=${how}`);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('retry-after')).toEqual(status === 503 ? expect.stringMatching(/^\d+$/) : null);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|select|\.js|ECONN|Budi|hidden/);
  });

  it('are logged only where nobody foresaw them, with the number that the reader was given', async () => {
    await ask('GET', '/v1/things/away?how=four');
    expect(logged.join('')).not.toContain('"level":50');
    const { body } = await ask('GET', '/v1/things/away?how=bug');
    const line = logged.find((text) => text.includes('"level":50')) ?? '{}';
    expect(JSON.parse(line).correlationId).toBe(body.correlationId);
  });

  it('never put a query into the log', async () => {
    await ask('GET', '/v1/things/echo?q=Budi');
    expect(logged.join('')).toContain('/v1/things/echo');
    expect(logged.join('')).not.toContain('Budi');
  });

  it('answer also before a route is reached', async () => {
    const code = async (method: string, path: string) => (await ask(method, path)).body.code;
    expect(await code('GET', '/nothing/here')).toBe('no_such_route');
    expect(await code('PATCH', '/v1/things')).toBe('no_such_route');
    expect(await code('GET', '/v1/things/%E0%A4%A')).toBe('bad_request');
    expect(await code('GET', '/v1/things/%00')).toBe('not_found');
    expect(await code('GET', `/v1/things/${'a'.repeat(2_000)}`)).toBe('uri_too_long');
    expect(await code('GET', `/v1/things?q=${'a'.repeat(9_000)}`)).toBe('uri_too_long');
    expect(await code('GET', `/v1/things?q=${'a'.repeat(60_000)}`)).toBe('uri_too_long');
  });

  it.each([
    ['is no HTTP', 'hello\r\n\r\n', 400, 'bad_request'],
    [
      'has too large headers',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`,
      431,
      'header_too_large',
    ],
    ['has no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    [
      'expects what is not done',
      'GET / HTTP/1.1\r\nHost: x\r\nExpect: magic\r\nConnection: close\r\n\r\n',
      417,
      'expectation_failed',
    ],
    [
      'counts its body wrongly',
      'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
      400,
      'bad_request',
    ],
    ['uses an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad_request'],
  ])('answer a request that %s', async (_, text, status, code) => {
    const answer = await rawly(text);
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers.toLowerCase()).toContain('content-type: application/problem+json');
  });
});

describe('a live stream', () => {
  /** Reads a stream; `until` waits for a number of messages. */
  async function open(lastEventId?: string, as = 'OPERATOR') {
    const ending = new AbortController();
    const headers = {
      authorization: `Bearer ${as}`,
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    };
    const response = await fetch(`${base}/v1/things/stream`, { headers, signal: ending.signal });
    let text = '';
    let ended = false;
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    })()
      .catch(() => undefined)
      .finally(() => {
        ended = true;
      });
    const ids = () => [...text.matchAll(/^id: (\S+)\nevent: /gm)].map(([, id]) => id);
    const until = async (done: () => boolean) => {
      for (let tries = 0; !done() && tries < 300; tries++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(done()).toBe(true);
    };
    return {
      response,
      ids,
      until,
      text: () => text,
      ended: () => ended,
      close: () => {
        ending.abort();
        return reading;
      },
    };
  }

  it('begins at the end of the log, or after what the reader has seen', async () => {
    for (let n = 0; n < 8; n++) ModelFeed.add(n === 4 ? 'Hidden' : 'Shown', { n });
    const fresh = await open();
    const back = await open(positionOf(2));
    expect(fresh.response.headers.get('content-type')).toContain('text/event-stream');
    expect(fresh.response.headers.get('x-content-type-options')).toBe('nosniff');
    await back.until(() => back.ids().length === 5);
    ModelFeed.add('Shown', { n: 8 });
    await fresh.until(() => fresh.ids().length === 1);
    await back.until(() => back.ids().length === 6);
    expect(fresh.ids()).toEqual([positionOf(9)]);
    expect(back.ids()).toEqual([3, 4, 6, 7, 8, 9].map(positionOf));
    expect(fresh.text()).toContain(`id: ${positionOf(9)}\nevent: Shown\ndata: {"n":8}\n\n`);
    await Promise.all([fresh.close(), back.close()]);
  });

  it('joins the one live tail without a gap or a double while events keep coming', async () => {
    const writing = setInterval(() => ModelFeed.add('Shown'), 2);
    const streams = await Promise.all([0, 0, 0, 0].map(() => open(positionOf(0))));
    await new Promise((resolve) => setTimeout(resolve, 600));
    clearInterval(writing);
    const all = ModelFeed.events.map(({ position }) => position);
    for (const stream of streams) {
      await stream.until(() => stream.ids().length >= all.length);
      expect(stream.ids()).toEqual(all);
    }
    const before = ModelFeed.subscriptions;
    ModelFeed.add('Shown');
    for (const stream of streams) await stream.until(() => stream.ids().length === all.length + 1);
    expect(ModelFeed.subscriptions).toBe(before);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it('ends within two seconds when the right ends', async () => {
    const stream = await open();
    ThingController.allowed = false;
    await stream.until(stream.ended);
  });

  it('refuses a position of another log and a person who is not signed in', async () => {
    expect((await open('bbbbbbbb-000001')).response.status).toBe(400);
    expect((await open(undefined, '')).response.status).toBe(401);
  });

  it('cuts a reader who does not read', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /v1/things/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer HEAD\r\n\r\n');
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.pause();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const big = 'x'.repeat(200_000);
    for (let n = 0; n < 100; n++) {
      ModelFeed.add('Shown', { big });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    socket.on('error', () => undefined);
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(20_000_000);
  });
});

describe('the service', () => {
  it('protects browsers and hides what it is made of', async () => {
    const { headers } = await ask('GET', '/v1/things/open');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('describes itself as OpenAPI 3.1 to anybody', async () => {
    const { status, body } = await ask('GET', '/v1/openapi.json', { as: '' });
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
    const operation = body.paths['/v1/things'].post;
    expect(operation.security).toEqual([{ session: [] }, { token: [] }]);
    expect(operation.description).toContain('OPERATOR, SECRETARIAT');
    expect(operation.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
    );
    expect(operation.responses.default.content).toHaveProperty(['application/problem+json']);
    const thing = body.components.schemas.ThingDto;
    expect(thing.required).toEqual(['name']);
    expect(thing.properties.occurredAt).toMatchObject({
      type: 'string',
      format: 'date-time',
      example: expect.any(String),
    });
    expect(thing.properties.coordinates.$ref ?? thing.properties.coordinates.allOf[0].$ref).toBe(
      '#/components/schemas/CoordinatesDto',
    );
    expect(thing.properties.items).toMatchObject({
      maxItems: 3,
      items: { $ref: '#/components/schemas/ItemDto' },
    });
    const list = body.paths['/v1/things'].get.parameters;
    expect(list).toContainEqual(expect.objectContaining({ name: 'limit', required: false, in: 'query' }));
    expect(body.paths['/v1/things/{id}'].get.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    ]);
    expect(body.paths['/v1/things/{id}/actions'].post.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-Match', in: 'header', required: false }),
    );
  });

  it('shows its documentation without the internet', async () => {
    const page = await ask('GET', '/v1/docs', { as: '' });
    expect(page.headers.get('content-type')).toContain('text/html');
    const links = [...(page.body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, link]) => link ?? '',
    );
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      expect(link).toMatch(/^\/v1\/docs\//);
      expect((await ask('GET', link, { as: '' })).status).toBe(200);
    }
    expect((await ask('GET', '/v1/docs/other.js', { as: '' })).status).toBe(404);
  });

  it('keeps one key however many processes start at once', async () => {
    const keys = await Promise.all([0, 1, 2, 3].map(() => InstallationKey.load(db.database.dataSource)));
    expect(new Set(keys.map((key) => key.sign('x'))).size).toBe(1);
  });

  it('ends streams, finishes what has begun and refuses the rest when it stops', async () => {
    const other = await createHttpApp(thingModule(db.database.dataSource), { logger });
    await other.listen(0, '127.0.0.1');
    const at = `http://127.0.0.1:${(other.getHttpServer().address() as { port: number }).port}/v1/things`;
    const headers = { authorization: 'Bearer HEAD' };
    const stream = await fetch(`${at}/stream`, { headers });
    TestClock.at = new Date();
    const asOf = new Date(TestClock.at.getTime() - 1_000).toISOString();
    const begun = fetch(`${at}/past?asOf=${asOf}`, { headers });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closing = other.close();
    expect((await begun).status).toBe(200);
    await stream.text();
    await closing;
    await expect(fetch(at, { headers })).rejects.toThrow();
  });
});
