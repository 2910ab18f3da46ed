import { randomUUID } from 'node:crypto';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { Caller, type RunningApp } from '../support/running-app.js';
import { aggregateSection } from './permission-matrix.aggregates.js';
import { boardSection } from './permission-matrix.board.js';
import { clusterSection } from './permission-matrix.clusters.js';
import { type Asker, admit, KECAMATAN, KOTA, ROLE_KEYS } from './permission-matrix.people.js';
import { listed, outcomeOf, type Question, type Section } from './permission-matrix.question.js';
import type { Outcome } from './permission-matrix.table.js';

const BEYOND = '2030-01-01T00:00:00Z';
const GRANTS = [{ role: 'OPERATOR', area: KECAMATAN }];
const { version: _, ...POLICY } = POLICY_1;
const IMPORTABLE = [
  'No;Tanggal Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber',
  '1;20/11/2024;Kota Semarang;CONTENT;HOAX;Uraian;MEDIA',
].join('\n');

/** People and registers about which is asked; all of them belong into the kota. */
interface RoleWorld {
  readonly app: RunningApp;
  readonly contest: string;
  readonly participant: string;
  readonly run: string;
  /** Admitted to be looked at, to get another password, to be deactivated, to lose a session and a token. */
  readonly seen: Asker;
  readonly reset: Asker;
  readonly victim: Asker;
  readonly session: string;
  readonly token: string;
  readonly position: string;
}

/** What is asked about all else than cases. */
export async function roleSections(app: RunningApp): Promise<Section[]> {
  const world = await makeRoleWorld(app);
  const section = (title: string, questions: readonly Question[]): Section => ({
    title,
    columns: ROLE_KEYS,
    places: ['inside', 'outside'],
    questions,
  });
  return [
    section('Imports', imports(world)),
    section('People', people(world)),
    section('Sessions and tokens', [...sessions(world), ...tokens(world)]),
    section('Registers', registers(world)),
    section('Escalation policies', policies(app)),
    await aggregateSection(app),
    await boardSection(app),
    await clusterSection(app),
    section('Operations and documents', operations(app)),
  ];
}

async function makeRoleWorld(app: RunningApp): Promise<RoleWorld> {
  const operator = { role: 'OPERATOR', area: KOTA } as const;
  const [seen, reset, victim, holder, importer] = (await Promise.all(
    Array.from({ length: 5 }, () => admit(app, 'operator', operator)),
  )) as [Asker, Asker, Asker, Asker, Asker];
  const run = randomUUID();
  await importer.caller.send('POST', importPath('awal', run), IMPORTABLE);
  const contest = (await app.admin.post('/v1/contests', contestIn(KOTA))).body.id;
  const participant = (await app.admin.post('/v1/participants', participantIn(contest))).body.id;
  const session = (await holder.caller.get('/v1/sessions')).body.items[0].id;
  const token = (await holder.caller.post('/v1/tokens', tokenOf(holder))).body.id;
  const { headers } = await app.admin.post(`/v1/contests`, contestIn(KOTA));
  const position = headers.get('kondusif-position') ?? '';
  return { app, contest, participant, run, seen, reset, victim, session, token, position };
}

function imports({ run }: RoleWorld): Question[] {
  return [
    {
      route: 'POST /v1/imports/cases',
      inTurn: true,
      async ask({ caller }) {
        const answer = await caller.send('POST', importPath(randomUUID()), IMPORTABLE);
        if (answer.status !== 200) return outcomeOf(answer);
        return answer.body.results[0].outcome === 'recorded' ? 'yes' : 'empty';
      },
    },
    asking('GET /v1/imports/:id', 'made by somebody else', ({ caller }) => caller.get(`/v1/imports/${run}`)),
    {
      route: 'GET /v1/imports/:id',
      situation: 'made by oneself',
      inTurn: true,
      async ask({ caller }) {
        const own = randomUUID();
        const made = await caller.send('POST', importPath(own, own), IMPORTABLE);
        return made.status === 200 ? outcomeOf(await caller.get(`/v1/imports/${own}`)) : null;
      },
    },
  ];
}

function people({ seen, reset, victim, position }: RoleWorld): Question[] {
  const person = (grants: object) => {
    const username = `p${randomUUID().slice(0, 12)}`;
    return { username, name: 'Orang Uji', password: `kata-sandi-${username}`, grants };
  };
  const path = `/v1/people/${seen.caller.id}`;
  return [
    asking('POST /v1/people', '', ({ caller }) => caller.post('/v1/people', person(GRANTS))),
    asking('POST /v1/people', 'a reserved role', ({ caller }) =>
      caller.post('/v1/people', person([{ role: 'AUDITOR', area: KECAMATAN }])),
    ),
    {
      route: 'GET /v1/people',
      ask: async ({ caller }) =>
        listed(await caller.get(`/v1/people?limit=200&after=${position}`), ({ id }) => id === seen.caller.id),
    },
    asking('GET /v1/people/:id', '', ({ caller }) => caller.get(`${path}?after=${position}`)),
    asking('PUT /v1/people/:id/grants', '', ({ caller }) =>
      caller.send('PUT', `${path}/grants`, { grants: GRANTS }),
    ),
    asking('PUT /v1/people/:id/grants', "one's own", ({ caller, grants }) =>
      caller.send('PUT', `/v1/people/${caller.id}/grants`, { grants }),
    ),
    asking('PUT /v1/people/:id/email', '', ({ caller }) =>
      caller.send('PUT', `${path}/email`, { email: 'seseorang@example.go.id' }),
    ),
    asking('PUT /v1/people/:id/password', '', ({ caller }) =>
      caller.send('PUT', `/v1/people/${reset.caller.id}/password`, { password: randomUUID() }),
    ),
    asking('POST /v1/people/:id/deactivation', '', ({ caller }) =>
      caller.post(`/v1/people/${victim.caller.id}/deactivation`),
    ),
    asking('POST /v1/people/:id/deactivation', "one's own", ({ caller }) =>
      caller.post(`/v1/people/${caller.id}/deactivation`),
    ),
  ];
}

function sessions({ app, session }: RoleWorld): Question[] {
  const signIn = ({ username, password }: Asker) =>
    app.nobody.post('/v1/sessions', { username, password, token: true });
  const signedIn = async (who: Asker) =>
    new Caller(app.url, who.caller.id, (await signIn(who)).body.token as string);
  return [
    asking('POST /v1/sessions', '', signIn),
    asking('GET /v1/sessions', '', ({ caller }) => caller.get('/v1/sessions')),
    asking('DELETE /v1/sessions/current', '', async (who) =>
      (await signedIn(who)).send('DELETE', '/v1/sessions/current', undefined),
    ),
    asking('DELETE /v1/sessions/:id', "one's own", async (who) => {
      const { body } = await (await signedIn(who)).get('/v1/sessions');
      const { id } = body.items.find(({ current }: { current: boolean }) => current);
      return who.caller.send('DELETE', `/v1/sessions/${id}`, undefined);
    }),
    asking('DELETE /v1/sessions/:id', "somebody else's", ({ caller }) =>
      caller.send('DELETE', `/v1/sessions/${session}`, undefined),
    ),
    asking('GET /v1/me', '', ({ caller }) => caller.get('/v1/me')),
    asking('PUT /v1/me/password', '', ({ caller, password }) =>
      caller.send('PUT', '/v1/me/password', { current: password, new: password }),
    ),
  ];
}

function tokens({ token }: RoleWorld): Question[] {
  return [
    asking('POST /v1/tokens', '', (who) => who.caller.post('/v1/tokens', tokenOf(who))),
    asking('POST /v1/tokens', 'more than one has', ({ caller }) =>
      caller.post('/v1/tokens', { name: 'Mesin', grants: [{ role: 'DESK', area: '' }], expiresAt: BEYOND }),
    ),
    asking('GET /v1/tokens', '', ({ caller }) => caller.get('/v1/tokens')),
    asking('DELETE /v1/tokens/:id', "one's own", async (who) => {
      const { body } = await who.caller.post('/v1/tokens', tokenOf(who));
      return who.caller.send('DELETE', `/v1/tokens/${body.id}`, undefined);
    }),
    asking('DELETE /v1/tokens/:id', "somebody else's", ({ caller }) =>
      caller.send('DELETE', `/v1/tokens/${token}`, undefined),
    ),
  ];
}

function registers({ contest, participant }: RoleWorld): Question[] {
  const reading = (route: string, path: string) =>
    asking(`GET ${route}`, '', ({ caller }) => caller.get(path));
  const stage = { stage: 'voting', from: '2030-11-27T07:00', until: '2030-11-27T13:00' };
  return [
    reading('/v1/areas', '/v1/areas?parent=33'),
    reading('/v1/areas/:code', `/v1/areas/${KOTA}`),
    reading('/v1/taxonomy', '/v1/taxonomy'),
    reading('/v1/contests', '/v1/contests'),
    reading('/v1/contests/:id', `/v1/contests/${contest}`),
    asking('POST /v1/contests', '', ({ caller }) => caller.post('/v1/contests', contestIn(KOTA))),
    reading('/v1/contests/:id/stages', `/v1/contests/${contest}/stages`),
    asking('PUT /v1/contests/:id/stages', '', ({ caller }) =>
      caller.send('PUT', `/v1/contests/${contest}/stages`, { stages: [stage] }),
    ),
    reading('/v1/stages', '/v1/stages'),
    reading('/v1/participants', '/v1/participants'),
    reading('/v1/participants/:id', `/v1/participants/${participant}`),
    asking('POST /v1/participants', '', ({ caller }) =>
      caller.post('/v1/participants', participantIn(contest)),
    ),
  ];
}

/** A policy holds in the whole country, so that only an administrator of the whole is inside. */
function policies({ admin }: RunningApp): Question[] {
  const root = '/v1/escalation-policies';
  const asking = (route: string, send: (caller: Caller) => ReturnType<Caller['get']>): Question => ({
    route,
    async ask({ caller, grants }, place) {
      const whole = place === 'inside' && grants.some(({ role }) => role === 'ADMIN');
      return outcomeOf(await send(whole ? admin : caller));
    },
  });
  return [
    asking(`GET ${root}`, (caller) => caller.get(root)),
    asking(`POST ${root}`, (caller) => caller.post(root, POLICY)),
    asking(`GET ${root}/:version`, (caller) => caller.get(`${root}/1`)),
    asking(`POST ${root}/:version/check`, (caller) => caller.post(`${root}/1/check`)),
    asking(`POST ${root}/:version/activation`, (caller) => caller.post(`${root}/1/activation`)),
  ];
}

/** Their answers are not all JSON, so only the status is looked at. */
function operations({ url }: RunningApp): Question[] {
  const reading = (route: string, path = route): Question => ({
    route: `GET ${route}`,
    async ask({ caller }): Promise<Outcome> {
      const headers = { authorization: `Bearer ${caller.token}` };
      const response = await fetch(url + path, { headers });
      return outcomeOf({ status: response.status, body: await response.text() });
    },
  });
  return [
    reading('/health/live'),
    reading('/health/ready'),
    reading('/metrics'),
    reading('/v1/openapi.json'),
    reading('/v1/docs'),
    reading('/v1/docs/:asset', '/v1/docs/start.js'),
  ];
}

function asking(
  route: string,
  situation: string,
  send: (who: Asker) => Promise<Parameters<typeof outcomeOf>[0]>,
): Question {
  return { route, situation, ask: async (who) => outcomeOf(await send(who)) };
}

function importPath(source: string, id?: string): string {
  return `/v1/imports/cases?source=${source}${id === undefined ? '' : `&id=${id}`}`;
}

function contestIn(area: string) {
  return { kind: 'REGENT_MAYOR', area, name: 'Pemilihan Wali Kota' };
}

function participantIn(contest: string) {
  return { contest, kind: 'PAIR', number: 1, name: 'Pasangan calon nomor 1' };
}

function tokenOf({ grants }: Asker) {
  return { name: 'Mesin', grants, expiresAt: BEYOND };
}
