import { randomUUID } from 'node:crypto';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { listRoutes } from '../../src/http/routes.js';
import { Passwords } from '../../src/identity/credentials/passwords.js';
import { IDENTITY_PERMISSIONS } from '../../src/identity/permissions.js';
import { PersonRows } from '../../src/identity/rows/person.row.js';
import { FIRST_ADMINISTRATOR, FirstAdministrator } from '../../src/identity/use-cases/first-administrator.js';
import { PeopleDirectory } from '../../src/identity/views/people-directory.js';
import { PeopleNames } from '../../src/identity/views/people-names.js';
import type { Grant } from '../../src/kernel/grant.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  type Answered,
  firstAdministratorOn,
  type IdentityService,
  type Sending,
  send,
  startIdentity,
} from './identity-service.js';

const PUBLIC_URL = 'https://kondusif.example.go.id';
const PASSWORD = 'sandi-yang-panjang';
const COUNTRY: Grant = { role: 'ADMIN', area: '' };
const OPERATOR: Grant = { role: 'OPERATOR', area: '33.74' };

let db: TestDatabase;
/** Reached directly, without a public URL. */
let here: IdentityService;
/** Another process on the same database, behind a proxy on this machine. */
let there: IdentityService;
/** What the processes announced when both made the first administrator at once. */
const announced: string[] = [];
const ADMIN = { username: 'admin', password: '' };
/** Bearer secret of the first administrator. */
let admin: string;
let people = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  here = await startIdentity(db);
  there = await startIdentity(db, { publicUrl: PUBLIC_URL });
  for (const { store } of [here, there]) store.delay = 50;
  await Promise.all([ensureFirst(here), ensureFirst(there)]);
  for (const { store } of [here, there]) store.delay = 0;
  ADMIN.password = / admin \/ (\S+) /.exec(announced[0] ?? '')?.[1] ?? '';
  admin = await signedIn(here, ADMIN);
}, 60_000);

afterAll(async () => {
  await there?.stop();
  await here?.stop();
  await db?.drop();
});

function ensureFirst({ app }: IdentityService): Promise<void> {
  return app.get(FirstAdministrator).ensure((line) => announced.push(line));
}

function signIn(
  service: IdentityService,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return send(service, 'POST /v1/sessions', { body, headers });
}

/** The bearer secret of a new session. */
async function signedIn(
  service: IdentityService,
  { username, password = PASSWORD }: { username: string; password?: string },
): Promise<string> {
  const { status, body } = await signIn(service, { username, password, token: true });
  expect(status).toBe(201);
  return body.token as string;
}

function nameAndPassword({ username, password }: { username: string; password: string }) {
  return { username, password };
}

interface Somebody {
  readonly id: string;
  readonly username: string;
  readonly position: string;
  readonly as: string;
}

/** Makes a person and signs them in. */
async function somebody(grants: readonly Grant[], service = here): Promise<Somebody> {
  const username = `pegawai-${people++}`;
  const made = await send(service, 'POST /v1/people', {
    as: admin,
    body: { username, name: `Nama ${username}`, password: PASSWORD, grants },
  });
  expect(made.status).toBe(201);
  const position = made.headers.get('kondusif-position') as string;
  return { id: made.body.id, username, position, as: await signedIn(service, { username }) };
}

const changeGrants = (id: string, grants: readonly Grant[], revision: number, sending: Sending = {}) =>
  send(here, `PUT /v1/people/${id}/grants`, {
    as: admin,
    body: { grants },
    ...sending,
    headers: { 'if-match': `"${revision}"`, ...sending.headers },
  });

/** Asks again and again, for at most two seconds, until the service answers with the status. */
async function within2s(status: number, ask: () => Promise<Answered>): Promise<void> {
  const until = Date.now() + 2_000;
  let answered = await ask();
  while (answered.status !== status && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    answered = await ask();
  }
  expect(answered.status).toBe(status);
}

async function wholeLog(): Promise<readonly unknown[]> {
  const stop = new AbortController();
  const events = [];
  for await (const batch of here.app.get(EventFeed).subscribe(null, { signal: stop.signal })) {
    events.push(...batch.events);
    if (batch.caughtUp) stop.abort();
  }
  return events;
}

const meOf = (service: IdentityService, as: string) => send(service, 'GET /v1/me', { as });

describe('the first administrator', () => {
  it('is one, though two processes start at once, and only the winner announces a password, which works', async () => {
    await Promise.all([ensureFirst(here), ensureFirst(there)]);
    expect(announced).toHaveLength(1);
    expect(await here.store.read(`person-${FIRST_ADMINISTRATOR}`)).toHaveLength(1);
    for (const service of [here, there]) {
      const { status, body } = await signIn(service, ADMIN);
      expect([status, body.grants]).toEqual([201, [COUNTRY]]);
    }
  });

  it('claims its row in two processes at the very same time', async () => {
    for (let time = 0; time < 100; time += 1) {
      const row = { id: randomUUID(), username: `sekaligus-${time}`, name: 'Sekaligus' };
      const eight = [here, there, here, there, here, there, here, there];
      const claims = await Promise.all(eight.map(({ app }) => app.get(PersonRows).claim(row)));
      expect(claims).toEqual(eight.map(() => row));
    }
  });

  it('has the username and password of the environment, which are announced to nobody', async () => {
    const fresh = await createTestDatabase();
    try {
      const made = await firstAdministratorOn(fresh, 'sekretariat', 'from-the-environment');
      expect(made).toEqual({ username: 'sekretariat', fits: true, announced: [] });
    } finally {
      await fresh.drop();
    }
  });
});

describe('signing in', () => {
  it('answers who it is and what they may, and sets a cookie that scripts cannot read', async () => {
    const { username, id } = await somebody([OPERATOR]);
    const { status, body, headers } = await signIn(here, { username, password: PASSWORD });
    expect(status).toBe(201);
    expect(body).toEqual({
      person: { id, name: `Nama ${username}` },
      grants: [OPERATOR],
      expiresAt: expect.stringMatching(/Z$/),
    });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^kondusif=kds_[\w-]{43}; /);
    expect(cookie).toMatch(/; Path=\/; /);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Expires=/);
    expect(cookie).not.toMatch(/Secure|Domain/);
  });

  it('binds the cookie to the host and to https where the public URL is https', async () => {
    const { headers } = await signIn(there, ADMIN);
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-kondusif=.*; Path=\/; .*; HttpOnly; Secure; SameSite=Lax/,
    );
  });

  it('shows the secret only where it is asked for, and the database keeps its hash', async () => {
    const { as } = await somebody([OPERATOR]);
    expect((await meOf(there, as)).status).toBe(200);
    const { rows } = await db.database.pool.query('select s::text as session from session s');
    expect(JSON.stringify(rows)).not.toContain(as);
  });

  it('takes the username as people type it', async () => {
    const { username } = await somebody([OPERATOR]);
    const typed = ` ${username.toUpperCase()}`;
    expect((await signIn(here, { username: typed, password: PASSWORD })).status).toBe(201);
  });

  it('says the same, at the same cost, for a wrong password, an unknown name and a deactivated person', async () => {
    const { username, id } = await somebody([OPERATOR]);
    await send(here, `POST /v1/people/${id}/deactivation`, { as: admin });
    const passwords = here.app.get(Passwords);
    const verify = passwords.verify.bind(passwords);
    let hashed = 0;
    passwords.verify = (...parameters) => {
      hashed++;
      return verify(...parameters);
    };
    const tries = [
      { username: 'admin', password: 'not-the-password' },
      { username: 'nobody-at-all', password: PASSWORD },
      { username, password: PASSWORD },
    ];
    const answers = [];
    for (const body of tries) answers.push(await signIn(here, body));
    passwords.verify = verify;
    expect(hashed).toBe(3);
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get('set-cookie')).toBeNull();
      expect({ ...body, correlationId: '' }).toEqual({ ...answers[0]?.body, correlationId: '' });
    }
  });

  it('ends after twelve hours', async () => {
    const { as } = await somebody([OPERATOR]);
    there.clock.ahead = 12 * 60 * 60_000 - 60_000;
    expect((await meOf(there, as)).status).toBe(200);
    there.clock.ahead += 120_000;
    expect((await meOf(there, as)).status).toBe(401);
    there.clock.ahead = 0;
  });

  it('answers 401 before it looks at the body, and 503 while the log is away', async () => {
    const broken = { body: { no: 'such' } };
    expect((await send(here, 'POST /v1/people', broken)).status).toBe(401);
    expect((await send(here, 'POST /v1/people', { ...broken, as: `kds_${'x'.repeat(43)}` })).status).toBe(
      401,
    );
    const { as } = await somebody([OPERATOR], there);
    here.store.away = true;
    const answered = await meOf(here, as);
    here.store.away = false;
    expect(answered.status).toBe(503);
    expect(answered.headers.get('retry-after')).not.toBeNull();
    expect((await meOf(here, as)).status).toBe(200);
  });
});

describe('throttling', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('answers 429 after ten wrong tries from one place, locks nobody out elsewhere, and recovers', async () => {
    const { username } = await somebody([OPERATOR]);
    const wrong = { username, password: 'not-the-password' };
    for (let n = 0; n < 10; n++) expect((await signIn(there, wrong, from('203.0.113.9'))).status).toBe(401);
    const right = { username, password: PASSWORD };
    const refused = await signIn(there, right, from('203.0.113.9'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await signIn(there, right, from('198.51.100.7'))).status).toBe(201);
    there.clock.ahead = 16 * 60_000;
    expect((await signIn(there, right, from('203.0.113.9'))).status).toBe(201);
    there.clock.ahead = 0;
  });

  it('does not count right sign-ins, also many at once', async () => {
    const { username } = await somebody([OPERATOR]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn(here, { username, password: PASSWORD })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  });

  it('does not let guesses that come at once slip by', async () => {
    const { username } = await somebody([OPERATOR]);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        signIn(there, { username, password: 'not-the-password' }, from('203.0.113.10')),
      ),
    );
    const hashed = answers.filter(({ status }) => status === 401).length;
    expect(hashed).toBeGreaterThanOrEqual(10);
    expect(hashed).toBeLessThanOrEqual(11);
  });
});

describe('the origin of requests with a cookie', () => {
  it('must be the own one where something is changed, and is not asked of a bearer', async () => {
    const { username, as } = await somebody([OPERATOR]);
    const { headers } = await signIn(here, { username, password: PASSWORD });
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] as string;
    const change = (more: Record<string, string>) =>
      send(here, 'POST /v1/tokens', { headers: more, body: tokenOf([OPERATOR]) });
    expect((await send(here, 'GET /v1/me', { headers: { cookie } })).status).toBe(200);
    expect((await change({ cookie, origin: here.url })).status).toBe(201);
    for (const origin of [undefined, 'https://evil.example', PUBLIC_URL]) {
      const refused = await change(origin === undefined ? { cookie } : { cookie, origin });
      expect([refused.status, refused.body.code]).toEqual([403, 'origin_mismatch']);
    }
    const bearer = { authorization: `Bearer ${as}`, origin: 'https://evil.example' };
    expect((await change(bearer)).status).toBe(201);
    expect((await signIn(here, ADMIN, { origin: 'https://evil.example' })).body.code).toBe('origin_mismatch');
  });

  it('is the public URL where there is one', async () => {
    const { headers } = await signIn(there, ADMIN);
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] as string;
    const signOut = (origin: string) =>
      send(there, 'DELETE /v1/sessions/current', { headers: { cookie, origin } });
    expect((await signOut(there.url)).status).toBe(403);
    const gone = await signOut(PUBLIC_URL);
    expect(gone.status).toBe(204);
    expect(gone.headers.get('set-cookie')).toMatch(/^__Host-kondusif=; .*Expires=Thu, 01 Jan 1970/);
    expect((await send(there, 'GET /v1/me', { headers: { cookie } })).status).toBe(401);
  });
});

describe('making people', () => {
  const newcomer = (more: object = {}) => ({
    username: `pegawai-${people++}`,
    name: 'Siti Rahma',
    password: PASSWORD,
    grants: [OPERATOR],
    ...more,
  });

  it('lets them sign in and act at once in every process', async () => {
    for (let n = 0; n < 5; n++) {
      const body = newcomer();
      await send(here, 'POST /v1/people', { as: admin, body });
      const as = await signedIn(there, body);
      expect((await send(there, 'POST /v1/tokens', { as, body: tokenOf([OPERATOR]) })).status).toBe(201);
    }
  });

  it('keeps names, usernames and passwords out of the log', async () => {
    const body = newcomer({ name: 'Nama Yang Tidak Boleh Bocor' });
    await send(here, 'POST /v1/people', { as: admin, body });
    const log = JSON.stringify(await wholeLog());
    const kept = [body.name, body.username, PASSWORD, 'argon2'].filter((text) => log.includes(text));
    expect(kept).toEqual([]);
  });

  it.each<[string, object, number, string]>([
    [
      'a grant outside the country',
      { grants: [{ role: 'HEAD', area: '99' }] },
      422,
      '/grants/0/area unknown_area',
    ],
    [
      'an OFFICER without agency',
      { grants: [{ role: 'OFFICER', area: '33' }] },
      422,
      '/grants/0/agency agency_missing',
    ],
    [
      'an unknown agency',
      { grants: [{ role: 'OFFICER', area: '33', agency: 'NASA' }] },
      422,
      '/grants/0/agency unknown_agency',
    ],
    ['an unknown role', { grants: [{ role: 'KING', area: '33' }] }, 422, '/grants/0/role not_one_of'],
    ['no grant', { grants: [] }, 422, '/grants too_few'],
    ['a short password', { password: 'short' }, 422, '/password too_short'],
    ['a username with blanks', { username: 'Siti Rahma' }, 422, '/username not_a_username'],
    ['an unknown property', { nik: '3374' }, 400, '/nik unknown_property'],
  ])('refuses %s', async (_, more, status, fault) => {
    const answered = await send(here, 'POST /v1/people', { as: admin, body: newcomer(more) });
    expect(answered.status).toBe(status);
    expect(
      answered.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
    ).toEqual([fault]);
  });

  it('takes the bodies of referrals as agencies of a LIAISON', async () => {
    const grants = [{ role: 'LIAISON', area: '33', agency: 'DKPP' }];
    expect((await send(here, 'POST /v1/people', { as: admin, body: newcomer({ grants }) })).status).toBe(201);
  });

  it('answers a retry after a lost answer with the same person, whose first password holds', async () => {
    const body = newcomer();
    const key = randomUUID();
    here.store.next = 'lose answer';
    expect((await send(here, 'POST /v1/people', { as: admin, body, key })).status).toBe(503);
    const again = await send(there, 'POST /v1/people', {
      as: admin,
      body: { ...body, password: 'another-password' },
      key,
    });
    expect(again.status).toBe(201);
    const third = await send(here, 'POST /v1/people', { as: admin, body, key });
    expect(third.body).toEqual(again.body);
    expect(third.headers.get('etag')).toBe('"0"');
    expect(third.headers.get('kondusif-position')).toBe(again.headers.get('kondusif-position'));
    await signedIn(here, body);
  });

  it('takes up the rows of a try that never reached the log', async () => {
    const body = newcomer();
    const key = randomUUID();
    here.store.next = 'refuse';
    expect((await send(here, 'POST /v1/people', { as: admin, body, key })).status).toBe(503);
    expect((await signIn(here, nameAndPassword(body))).status).toBe(401);
    const other = await send(here, 'POST /v1/people', { as: admin, body });
    expect([other.status, other.body.code]).toEqual([409, 'username_taken']);
    expect((await send(here, 'POST /v1/people', { as: admin, body, key })).status).toBe(201);
    await signedIn(here, body);
  });

  it('frees a username that only a lost try holds after ten minutes', async () => {
    const body = newcomer();
    here.store.next = 'refuse';
    await send(here, 'POST /v1/people', { as: admin, body });
    await db.database.pool.query(
      `update person set claimed_at = claimed_at - interval '11 minutes' where username = $1`,
      [body.username],
    );
    expect((await send(here, 'POST /v1/people', { as: admin, body })).status).toBe(201);
    await db.database.pool.query(
      `update person set claimed_at = claimed_at - interval '11 minutes' where username = $1`,
      [body.username],
    );
    expect((await send(here, 'POST /v1/people', { as: admin, body })).body.code).toBe('username_taken');
    await signedIn(here, body);
  });

  it('makes one person of ten equal requests at once to two processes', async () => {
    const body = newcomer();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        send(n % 2 === 0 ? here : there, 'POST /v1/people', { as: admin, body, key }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    await signedIn(here, body);
  });

  it('refuses a key that was used for another person or for other grants', async () => {
    const body = newcomer();
    const key = randomUUID();
    await send(here, 'POST /v1/people', { as: admin, body, key });
    for (const more of [
      { username: 'somebody-else' },
      { name: 'Lain' },
      { grants: [{ role: 'DESK', area: '33' }] },
    ]) {
      const answered = await send(here, 'POST /v1/people', { as: admin, body: { ...body, ...more }, key });
      expect([answered.status, answered.body.code]).toEqual([422, 'key_reused']);
    }
  });
});

describe('an ADMIN of a province', () => {
  let central: Somebody;
  let inside: Somebody;
  let outside: Somebody;
  let both: Somebody;

  beforeAll(async () => {
    central = await somebody([{ role: 'ADMIN', area: '33' }]);
    inside = await somebody([{ role: 'HEAD', area: '33.74.10' }]);
    outside = await somebody([{ role: 'HEAD', area: '34.71' }]);
    both = await somebody([OPERATOR, { role: 'DESK', area: '34' }]);
  });

  it('sees the people of the own area, all of them by pages, and nobody else', async () => {
    const seen: string[] = [];
    let path = `/v1/people?limit=2&after=${both.position}`;
    let total = 0;
    for (;;) {
      const { body } = await send(here, `GET ${path}`, { as: central.as });
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      total = body.total;
      if (body.next === null) break;
      path = `/v1/people?limit=2&cursor=${encodeURIComponent(body.next)}`;
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(seen).toEqual(expect.arrayContaining([central.id, inside.id, both.id]));
    expect(seen).not.toContain(outside.id);
    expect(seen).not.toContain(FIRST_ADMINISTRATOR);
  });

  it('finds 404 outside, 403 where somebody also serves elsewhere, and the person with ETag inside', async () => {
    const find = (id: string) =>
      send(here, `GET /v1/people/${id}?after=${both.position}`, { as: central.as });
    expect((await find(outside.id)).status).toBe(404);
    expect((await find(randomUUID())).status).toBe(404);
    expect((await find('nonsense')).status).toBe(404);
    const found = await find(inside.id);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toMatchObject({ id: inside.id, username: inside.username, deactivatedAt: null });
    const reset = (id: string) =>
      send(here, `PUT /v1/people/${id}/password`, { as: central.as, body: { password: PASSWORD } });
    expect((await reset(both.id)).status).toBe(403);
    expect((await reset(outside.id)).status).toBe(404);
    expect((await reset(inside.id)).status).toBe(200);
  });

  it('gives nothing beyond the own area and no reserved role, and nobody but an ADMIN gives anything', async () => {
    const admit = (as: string, grant: Grant) =>
      send(here, 'POST /v1/people', {
        as,
        body: { username: `pegawai-${people++}`, name: 'Siti', password: PASSWORD, grants: [grant] },
      });
    expect((await admit(central.as, { role: 'DESK', area: '34' })).body.code).toBe('grant_beyond_own');
    expect((await admit(central.as, { role: 'AUDITOR', area: '33' })).body.code).toBe('reserved_role');
    expect((await admit(central.as, { role: 'DESK', area: '33.72' })).status).toBe(201);
    expect((await admit(outside.as, { role: 'DESK', area: '34.71' })).body.code).toBe('role_not_permitted');
    expect((await send(here, 'GET /v1/people', { as: outside.as })).status).toBe(403);
  });

  it('ends the sessions of people managed, and cannot tell others from none', async () => {
    const session = async (as: string) =>
      (await send(here, 'GET /v1/sessions', { as })).body.items[0].id as string;
    const end = async (id: string) =>
      (await send(here, `DELETE /v1/sessions/${id}`, { as: central.as })).status;
    const target = await somebody([OPERATOR]);
    expect(await end(await session(outside.as))).toBe(404);
    expect(await end(randomUUID())).toBe(404);
    expect(await end(await session(both.as))).toBe(403);
    expect(await end(await session(target.as))).toBe(204);
    expect((await meOf(here, target.as)).status).toBe(401);
  });
});

describe('changed rights', () => {
  it('end sessions and tokens in every process within two seconds, and new ones carry the new grants', async () => {
    const person = await somebody([OPERATOR]);
    const token = await send(here, 'POST /v1/tokens', { as: person.as, body: tokenOf([OPERATOR]) });
    const secrets = [person.as, token.body.token as string];
    for (const secret of secrets) expect((await meOf(there, secret)).status).toBe(200);
    const verifier: Grant = { role: 'VERIFIER', area: '33' };
    expect((await changeGrants(person.id, [verifier], 0)).status).toBe(200);
    for (const secret of secrets) {
      expect((await meOf(here, secret)).status).toBe(401);
      await within2s(401, () => meOf(there, secret));
    }
    const again = await signedIn(there, person);
    expect((await meOf(there, again)).body.grants).toEqual([verifier]);
  });

  it('are asked with If-Match, answered again to a retry, and refused where nothing changes', async () => {
    const person = await somebody([OPERATOR]);
    const desk: Grant = { role: 'DESK', area: '33.74' };
    const path = `PUT /v1/people/${person.id}/grants`;
    const key = randomUUID();
    expect((await send(here, path, { as: admin, body: { grants: [desk] } })).status).toBe(428);
    expect((await changeGrants(person.id, [desk], 7)).status).toBe(412);
    const first = await changeGrants(person.id, [desk], 0, { key });
    expect([first.status, first.body, first.headers.get('etag')]).toEqual([200, { revision: 1 }, '"1"']);
    expect((await changeGrants(person.id, [desk], 0, { key })).body).toEqual({ revision: 1 });
    expect((await changeGrants(person.id, [OPERATOR], 0)).status).toBe(412);
    expect((await changeGrants(person.id, [desk], 1)).body.code).toBe('nothing_to_change');
    expect((await changeGrants(person.id, [OPERATOR], 1, { key })).body.code).toBe('key_reused');
    const reset = await send(here, `PUT /v1/people/${person.id}/password`, {
      as: admin,
      body: { password: PASSWORD },
    });
    expect(reset.body).toEqual({ revision: 2 });
    expect((await changeGrants(person.id, [OPERATOR], 1)).status).toBe(200);
  });

  it("are nobody's own to change", async () => {
    const own = await changeGrants(FIRST_ADMINISTRATOR, [COUNTRY, OPERATOR], 0);
    expect([own.status, own.body.code]).toEqual([403, 'own_grants']);
    const deactivation = await send(here, `POST /v1/people/${FIRST_ADMINISTRATOR}/deactivation`, {
      as: admin,
    });
    expect([deactivation.status, deactivation.body.code]).toEqual([403, 'own_deactivation']);
  });

  it('always leave an ADMIN of the whole country, also where two take each other away at once', async () => {
    for (const [a, b] of [
      [here, there],
      [here, here],
    ] as const) {
      const [one, two] = [await somebody([COUNTRY]), await somebody([COUNTRY])];
      for (const { store } of [a, b]) store.delay = 100;
      const answers = await Promise.all([
        send(a, `POST /v1/people/${two.id}/deactivation`, { as: one.as }),
        send(b, `POST /v1/people/${one.id}/deactivation`, { as: two.as }),
      ]);
      for (const { store } of [a, b]) store.delay = 0;
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    }
  });

  it('end with the deactivation, for good', async () => {
    const person = await somebody([OPERATOR]);
    const { token } = (await send(here, 'POST /v1/tokens', { as: person.as, body: tokenOf([OPERATOR]) }))
      .body;
    for (const secret of [person.as, token]) expect((await meOf(there, secret)).status).toBe(200);
    const key = randomUUID();
    const deactivate = () => send(here, `POST /v1/people/${person.id}/deactivation`, { as: admin, key });
    expect([(await deactivate()).status, (await deactivate()).body]).toEqual([200, { revision: 1 }]);
    for (const secret of [person.as, token]) await within2s(401, () => meOf(there, secret));
    expect((await signIn(here, { username: person.username, password: PASSWORD })).status).toBe(401);
    expect((await changeGrants(person.id, [COUNTRY], 1)).body.code).toBe('person_deactivated');
  });
});

describe('passwords', () => {
  const change = (as: string, current: string, key: string = randomUUID(), service = here) =>
    send(service, 'PUT /v1/me/password', { as, key, body: { current, new: 'sandi-yang-baru' } });

  it('are changed by their owner, which ends the other sessions only', async () => {
    const person = await somebody([OPERATOR]);
    const other = await signedIn(there, person);
    for (const secret of [person.as, other]) expect((await meOf(there, secret)).status).toBe(200);
    const wrong = await change(person.as, 'not-the-password');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'wrong_password']);
    const key = randomUUID();
    expect((await change(person.as, PASSWORD, key)).status).toBe(200);
    await within2s(401, () => meOf(there, other));
    expect((await meOf(there, person.as)).status).toBe(200);
    expect((await signIn(here, { username: person.username, password: PASSWORD })).status).toBe(401);
    await signedIn(here, { ...person, password: 'sandi-yang-baru' });
    const { items } = (await send(here, 'GET /v1/sessions', { as: person.as })).body;
    expect(items.map(({ current }: { current: boolean }) => current)).toEqual([false, true]);
    expect((await change(person.as, PASSWORD, key)).body).toEqual({ revision: 1 });
    const { rows } = await db.database.pool.query(
      'select count(*)::int as n from person_password where person_id = $1',
      [person.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('stay as they were where the change never reached the log', async () => {
    const person = await somebody([OPERATOR]);
    here.store.next = 'refuse';
    expect((await change(person.as, PASSWORD)).status).toBe(503);
    await signedIn(here, person);
  });

  it('cannot be guessed in an open session', async () => {
    const person = await somebody([OPERATOR]);
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push((await change(person.as, 'not-the-password')).status);
    expect(answers).toEqual([...Array(10).fill(422), 429]);
  });

  it('are reset by an ADMIN, which ends every session', async () => {
    const person = await somebody([OPERATOR]);
    expect((await meOf(there, person.as)).status).toBe(200);
    const reset = (password: string) =>
      send(here, `PUT /v1/people/${person.id}/password`, { as: admin, body: { password } });
    expect((await reset('sandi-dari-admin')).status).toBe(200);
    await within2s(401, () => meOf(there, person.as));
    await signedIn(there, { ...person, password: 'sandi-dari-admin' });
    const own = await send(here, `PUT /v1/people/${FIRST_ADMINISTRATOR}/password`, {
      as: admin,
      body: { password: PASSWORD },
    });
    expect(own.body.code).toBe('own_reset');
  });
});

describe('tokens', () => {
  it('act for their owner with what they carry, until they are revoked', async () => {
    const person = await somebody([{ role: 'DESK', area: '33' }, OPERATOR]);
    const part: Grant = { role: 'DESK', area: '33.74' };
    const issued = await send(here, 'POST /v1/tokens', { as: person.as, body: tokenOf([part]) });
    expect(issued.status).toBe(201);
    const { id, token } = issued.body;
    expect((await meOf(there, token)).body).toMatchObject({
      person: { id: person.id },
      grants: [part],
      by: 'token',
    });
    const after = issued.headers.get('kondusif-position');
    const list = await send(there, `GET /v1/tokens?after=${after}`, { as: person.as });
    expect(list.body.items).toEqual([
      expect.objectContaining({ id, name: 'posko', grants: [part], active: true, revokedAt: null }),
    ]);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const stranger = await somebody([OPERATOR]);
    expect((await send(here, `DELETE /v1/tokens/${id}`, { as: stranger.as })).status).toBe(404);
    expect((await send(here, `DELETE /v1/tokens/${id}`, { as: person.as })).status).toBe(204);
    expect((await send(here, `DELETE /v1/tokens/${id}`, { as: admin })).status).toBe(204);
    await within2s(401, () => meOf(there, token));
  });

  it('never carry more than the owner has, and make no tokens themselves', async () => {
    const person = await somebody([OPERATOR]);
    const issue = (as: string, grant: Grant) => send(here, 'POST /v1/tokens', { as, body: tokenOf([grant]) });
    expect((await issue(person.as, { role: 'HEAD', area: '33.74' })).body.code).toBe('grant_beyond_own');
    expect((await issue(person.as, { role: 'OPERATOR', area: '33' })).body.code).toBe('grant_beyond_own');
    const { token } = (await issue(person.as, OPERATOR)).body;
    expect((await issue(token, OPERATOR)).body.code).toBe('session_needed');
    const changed = await send(here, 'PUT /v1/me/password', {
      as: token,
      body: { current: PASSWORD, new: 'sandi-yang-baru' },
    });
    expect(changed.body.code).toBe('session_needed');
  });

  it('show their secret once: a repeated request answers 201 without it', async () => {
    const person = await somebody([OPERATOR]);
    const key = randomUUID();
    const body = tokenOf([OPERATOR]);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        send(n % 2 === 0 ? here : there, 'POST /v1/tokens', { as: person.as, body, key }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const shown = answers.flatMap(({ body }) => body.token ?? []);
    expect(shown).toHaveLength(1);
    expect((await meOf(here, shown[0])).status).toBe(200);
    const renamed = await send(here, 'POST /v1/tokens', {
      as: person.as,
      body: { ...body, name: 'lain' },
      key,
    });
    expect(renamed.body.code).toBe('key_reused');
  });

  it('expire, and cannot be made expired', async () => {
    const person = await somebody([OPERATOR]);
    const past = { ...tokenOf([OPERATOR]), expiresAt: '2024-01-01T00:00:00+07:00' };
    const refused = await send(here, 'POST /v1/tokens', { as: person.as, body: past });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/expiresAt']);
    const soon = { ...tokenOf([OPERATOR]), expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
    const { token } = (await send(here, 'POST /v1/tokens', { as: person.as, body: soon })).body;
    expect((await meOf(there, token)).status).toBe(200);
    there.clock.ahead = 3_700_000;
    expect((await meOf(there, token)).status).toBe(401);
    there.clock.ahead = 0;
  });
});

describe('for the other rooms', () => {
  it('tells names by id, also of the service itself, and leaves out nobody', async () => {
    const person = await somebody([OPERATOR]);
    const names = here.app.get(PeopleNames);
    for (let n = 0; n < 2; n++) {
      const found = await names.namesOf([person.id, 'system', randomUUID(), person.id]);
      expect([...found]).toEqual([
        [person.id, { name: `Nama ${person.username}` }],
        ['system', { name: 'Kondusif' }],
      ]);
    }
  });

  it('tells who serves where, without the deactivated', async () => {
    const directory = here.app.get(PeopleDirectory);
    const officer = await somebody([{ role: 'OFFICER', area: '33.75', agency: 'DLH' }]);
    const head = await somebody([{ role: 'HEAD', area: '33.75.01' }]);
    const seen = (id: string, after: string) =>
      send(here, `GET /v1/people/${id}?after=${after}`, { as: admin });
    await seen(head.id, head.position);
    expect(await directory.hasOfficers('DLH', '33.75.01.1001')).toBe(true);
    expect(await directory.hasOfficers('DLH', '33')).toBe(false);
    expect(await directory.hasOfficers('DLH', '33.7')).toBe(false);
    expect(await directory.hasOfficers('SATPOL_PP', '33.75')).toBe(false);
    expect(await directory.headsOf('33.75.01')).toEqual([head.id]);
    expect(await directory.headsOf('33.75')).toEqual([]);
    const gone = await send(here, `POST /v1/people/${officer.id}/deactivation`, { as: admin });
    await seen(officer.id, gone.headers.get('kondusif-position') as string);
    expect(await directory.hasOfficers('DLH', '33.75.01.1001')).toBe(false);
    expect([await directory.exists(officer.id), await directory.exists(head.id)]).toEqual([false, true]);
    expect(await directory.byUsername(head.username)).toEqual({
      id: head.id,
      grants: [{ role: 'HEAD', area: '33.75.01' }],
    });
    expect(await directory.byUsername(officer.username)).toBeNull();
    expect(await directory.byUsername('nobody-at-all')).toBeNull();
  });

  it('says in one table who may use its routes, as its handlers declare it', () => {
    const own = /^\/v1\/(sessions|me|people|tokens)(\/|$)/;
    const declared = listRoutes(here.app)
      .filter(({ path }) => own.test(path))
      .map(({ method, path, access }) => {
        const who =
          access?.kind === 'public' ? 'anybody' : access?.kind === 'for' ? access.roles : 'signed in';
        return { route: `${method} ${path}`, who };
      });
    const told = IDENTITY_PERMISSIONS.map(({ route, who }) => ({ route, who }));
    const byRoute = (a: { route: string }, b: { route: string }) => (a.route < b.route ? -1 : 1);
    expect(told.sort(byRoute)).toEqual(declared.sort(byRoute));
  });
});

function tokenOf(grants: readonly Grant[]) {
  return { name: 'posko', grants, expiresAt: '2099-12-31T23:59:59+07:00' };
}
