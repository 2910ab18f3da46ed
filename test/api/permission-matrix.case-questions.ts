import type { Body } from '../support/running-app.js';
import { type CasePair, type MadeCase, reportOf, type StoryKey } from './permission-matrix.cases.js';
import { ASKED, type Asker, type ColumnKey, KOTA, LEAD } from './permission-matrix.people.js';
import { listed, outcomeOf, type Question, type Section } from './permission-matrix.question.js';
import { follow } from './permission-matrix.stream.js';
import { type Outcome, PLACES, type Place } from './permission-matrix.table.js';
import type { CaseWorld, Followed } from './permission-matrix.world.js';

/** Tables that are narrow enough to be read. */
const GROUPS: Readonly<Record<string, readonly ColumnKey[]>> = {
  'Cases: on the ground, and overseers': [
    'reporter',
    'operator',
    'verifier',
    'desk',
    'custodian',
    'auditor',
    'admin',
  ],
  'Cases: agencies and bodies': ['lead', 'supporting', 'asked', 'officer', 'referred', 'liaison'],
  'Cases: heads and secretariats': ['camat', 'head', 'kecamatan', 'secretariat'],
};

const REASON = { reason: 'Ada alasannya.' };
const SETTLED = { outcome: 'SETTLED', summary: 'Sudah damai.' };
const NOTE = { text: 'Catatan.' };
const VERIFIED = { outcome: 'VERIFIED' };
const CORRECTION = { field: 'place', value: 'Simpang Lima', reason: 'Keliru.' };

/** A path tail, the story that comes to where it makes sense, and a well-formed body. */
type Action = readonly [tail: string, story: StoryKey, body: Body, situation?: string];

const ACTIONS: readonly Action[] = [
  ['verification', 'worked', VERIFIED],
  ['verification', 'restricted', VERIFIED, 'restricted'],
  ['handling', 'reassigned', {}],
  ['assignment', 'returned', { lead: LEAD, dueAt: '2030-01-01T00:00:00Z' }],
  ['assignment/acceptance', 'worked', {}],
  ['assignment/acceptance', 'vacant', {}, 'agency without officer'],
  ['assignment/refusal', 'worked', REASON],
  ['assignment/refusal', 'vacant', REASON, 'agency without officer'],
  [
    'field-actions',
    'worked',
    { kind: 'PATROL', at: '2024-01-02T00:00:00Z', with: [], result: 'DONE', summary: 'Aman.' },
  ],
  ['input-requests', 'worked', { agency: ASKED, question: 'Bagaimana sekarang?' }],
  ['input-requests/1/answer', 'worked', { answer: 'Sudah kami lihat.' }],
  ['input-requests/1/answer', 'vacant', { answer: 'Sudah kami lihat.' }, 'agency without officer'],
  ['referrals', 'worked', { body: 'KPU', as: 'REQUEST', reason: 'Mohon data.' }],
  ['referrals/1/letter', 'worked', { number: '1/2024', date: '2024-01-02' }],
  ['referrals/1/progress', 'worked', { state: 'RECEIVED', at: '2024-01-02T00:00:00Z' }],
  ['promotion', 'warned', { occurredAt: '2024-01-02T00:00:00Z' }],
  ['lapse', 'warned', REASON],
  ['notes', 'worked', NOTE],
  ['notes', 'restricted', NOTE, 'restricted'],
  ['evidence', 'worked', { sha256: 'a'.repeat(64) }],
  ['corrections', 'worked', CORRECTION],
  ['severity', 'worked', { severity: 4, reason: 'Ada korban.' }],
  ['resolution', 'returned', SETTLED, 'assigned'],
  ['resolution', 'unassigned', SETTLED, 'not assigned'],
  ['closure', 'resolved', {}],
  ['return', 'resolved', REASON],
  ['reopening', 'closed', REASON],
  ['access', 'restricted', { person: '00000000-0000-4000-8000-000000000000', ...REASON }],
  ['escalation', 'worked', { to: 'E4', ...REASON }],
  ['escalation/lowering', 'grave', { to: 'E1', ...REASON }, 'held by the kota'],
  ['escalation/informed', 'worked', { group: 'Forkopimcam', via: 'WHATSAPP', at: '2024-01-02T00:00:00Z' }],
];

/** Answers that do not say the same, in words. */
export type Contradictions = string[];

/** What is asked about cases. Where two answers to one person contradict each other, it is noted. */
export function caseSections(world: CaseWorld, contradictions: Contradictions): Section[] {
  const { cases, againstAnAgency, followed } = world;
  const { accusedLater } = followed;
  const named: CasePair = { inside: followed.last, outside: followed.last, barred: followed.last };
  const questions = [
    recording(),
    listing(world, contradictions, 'worked'),
    listing(world, contradictions, 'restricted', 'restricted'),
    listingBy(({ word, position }) => `?q=${word}&after=${position}`, named, 'restricted, named on it'),
    listingBy(
      ({ word, position, before }) => `?q=${word}&asOf=${before}&after=${position}`,
      accusedLater,
      'as of before the accusation',
    ),
    opening(world, 'worked'),
    opening(world, 'restricted', 'restricted'),
    reading('', named, 'restricted, named on it'),
    opening(world, 'refused', 'refused by the lead'),
    opening(world, 'closed', 'closed'),
    reading('', againstAnAgency, 'lead agency accused'),
    reading('', accusedLater, 'as of before the accusation', ({ before }) => `?asOf=${before}`),
    reading('/timeline', cases.worked),
    reading('/timeline', cases.restricted, 'restricted'),
    reading('/escalation', cases.worked),
    reading('/escalation', cases.restricted, 'restricted'),
    following(followed, cases.worked),
    following(followed, accusedLater, 'from before the accusation'),
    ...ACTIONS.map((action) => acting(world, contradictions, action)),
    deciding('escalation/acknowledgement', world.acknowledged, { via: 'APP' }),
    deciding('escalation/proposal/confirmation', cases.worked, {}),
    deciding('escalation/proposal/refusal', cases.worked, REASON),
  ];
  const sections = Object.entries(GROUPS).map(([title, columns]) => ({
    title,
    columns,
    places: PLACES,
    questions,
  }));
  return [...sections, ownSection(world)];
}

function recording(): Question {
  return {
    route: 'POST /v1/cases',
    async ask({ caller }, place) {
      const accused = place === 'barred' ? { accusedOffice: { area: KOTA } } : {};
      return outcomeOf(await caller.post('/v1/cases', reportOf(accused)));
    },
  };
}

function listing(
  world: CaseWorld,
  contradictions: Contradictions,
  story: StoryKey,
  situation?: string,
): Question {
  return {
    route: 'GET /v1/cases',
    situation,
    async ask(who, place) {
      const { id, word, position } = world.cases[story][place];
      const answer = await who.caller.get(`/v1/cases?q=${word}&after=${position}`);
      const outcome = listed(answer, (item) => item.id === id);
      const opens = world.page(who, story, place).status === 200;
      const counts = answer.status !== 200 || answer.body.total === (outcome === 'yes' ? 1 : 0);
      if (opens !== (outcome === 'yes') || !counts) {
        contradictions.push(`${who.column} ${place}: the page and the list of a case ${story}`);
      }
      return outcome;
    },
  };
}

function listingBy(query: (made: MadeCase) => string, pair: CasePair, situation: string): Question {
  return {
    route: 'GET /v1/cases',
    situation,
    async ask({ caller }, place) {
      const made = pair[place];
      return listed(await caller.get(`/v1/cases${query(made)}`), ({ id }) => id === made.id);
    },
  };
}

function opening(world: CaseWorld, story: StoryKey, situation?: string): Question {
  return {
    route: 'GET /v1/cases/:id',
    situation,
    ask: async (who, place) => outcomeOf(world.page(who, story, place)),
  };
}

function reading(
  tail: string,
  pair: CasePair,
  situation?: string,
  query: (made: MadeCase) => string = () => '',
): Question {
  return {
    route: `GET /v1/cases/:id${tail}`,
    situation,
    ask: async ({ caller }, place) =>
      outcomeOf(await caller.get(`/v1/cases/${pair[place].id}${tail}${query(pair[place])}`)),
  };
}

function following({ from, last }: Followed, pair: CasePair, situation?: string): Question {
  return {
    route: 'GET /v1/stream',
    situation,
    async ask({ caller }, place) {
      const { id } = pair[place];
      const { status, ids } = await follow(caller, id, from, last.id);
      if (status !== 200) return outcomeOf({ status, body: null });
      return ids.has(id) ? 'yes' : 'empty';
    },
  };
}

/** Without `If-Match`, so that what is permitted is answered 428 and changes nothing; what adds is done. */
function acting(
  world: CaseWorld,
  contradictions: Contradictions,
  [tail, story, body, situation]: Action,
): Question {
  return {
    route: routeOf(tail),
    situation,
    async ask(who, place) {
      const outcome = outcomeOf(await post(who, world.cases[story][place], tail, body));
      const { status, body: page } = world.page(who, story, place);
      const told: Outcome = status === 404 ? 'hidden' : page.actions.includes(tail) ? 'yes' : '–';
      if (told !== outcome) {
        contradictions.push(
          `${who.column} ${place}: ${tail} is ${outcome}, and ${told} on the page (${story})`,
        );
      }
      return outcome;
    },
  };
}

/** What the state of the case forbids now, so that it stands in nobody's actions. */
function deciding(tail: string, pair: CasePair, body: Body): Question {
  return {
    route: routeOf(tail),
    ask: async (who, place) => outcomeOf(await post(who, pair[place], tail, body)),
  };
}

/** What people may do to cases that they logged: in their area, moved out of it since, against their own office. */
function ownSection({ own, ownSeen, ownResolved }: CaseWorld): Section {
  const asking = (
    route: string,
    situation: string,
    ask: (who: Asker, made: MadeCase) => Promise<Outcome>,
    find: (who: Asker, place: Place) => MadeCase | undefined = ({ column }, place) => own[column]?.[place],
  ): Question => ({
    route,
    situation,
    ask: async (who, place) => {
      const made = find(who, place);
      return made === undefined ? null : ask(who, made);
    },
  });
  const doing = (tail: string, body: Body) => async (who: Asker, made: MadeCase) =>
    outcomeOf(await post(who, made, tail, body));
  const inside =
    (made: CaseWorld['ownSeen']) =>
    ({ column }: Asker, place: Place) =>
      place === 'inside' ? made[column] : undefined;
  return {
    title: 'Cases that the person logged',
    columns: Object.keys(own) as ColumnKey[],
    places: PLACES,
    oneself: true,
    questions: [
      asking('GET /v1/cases/:id', 'logged by oneself', async ({ caller }, { id }) =>
        outcomeOf(await caller.get(`/v1/cases/${id}`)),
      ),
      asking(routeOf('notes'), 'logged by oneself', doing('notes', NOTE)),
      asking(routeOf('corrections'), 'logged by oneself, RECEIVED', doing('corrections', CORRECTION)),
      asking(routeOf('verification'), 'told by a citizen', doing('verification', VERIFIED)),
      asking(routeOf('verification'), 'seen by oneself', doing('verification', VERIFIED), inside(ownSeen)),
      asking(routeOf('closure'), 'resolved by oneself', doing('closure', {}), inside(ownResolved)),
      asking(routeOf('return'), 'resolved by oneself', doing('return', REASON), inside(ownResolved)),
    ],
  };
}

function post({ caller }: Asker, { id }: MadeCase, tail: string, body: Body) {
  return caller.post(`/v1/cases/${id}/${tail}`, body);
}

function routeOf(tail: string): string {
  return `POST /v1/cases/:id/${tail.replace(/\d+/, ':n')}`;
}
