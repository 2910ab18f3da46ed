import { randomUUID } from 'node:crypto';
import type { RunningApp } from '../support/running-app.js';
import { type Asker, admit, COLUMN_KEYS, KECAMATAN, KOTA, LEAD } from './permission-matrix.people.js';
import { listed, outcomeOf, type Question, type Section } from './permission-matrix.question.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const dayBefore = (days: number) => inHours(-24 * days).slice(0, 10);

/** Things of the kota and of its kecamatan, about which is asked. */
interface AggregateWorld {
  readonly officer: Asker;
  readonly roster: string;
  /** To the lead agency in the kecamatan, from the kota. */
  readonly toAgency: string;
  /** To the head of the kota, from the province. */
  readonly toHead: string;
  readonly conflict: string;
  readonly position: string;
}

/** What is asked about what stands beside the cases: duty, directions, the legal status, reports of nothing. */
export async function aggregateSection(app: RunningApp): Promise<Section> {
  const world = await makeAggregateWorld(app);
  return {
    title: 'Rosters, directions, conflict status, nihil',
    columns: COLUMN_KEYS.filter((key) => !['supporting', 'asked', 'kecamatan', 'liaison'].includes(key)),
    places: ['inside', 'outside'],
    questions: [...rosters(world), ...directions(world), ...conflictStatuses(world), ...nihil()],
  };
}

async function makeAggregateWorld(app: RunningApp): Promise<AggregateWorld> {
  const [officer, sekda, governor] = await Promise.all([
    admit(app, 'desk', { role: 'DESK', area: KOTA }),
    admit(app, 'head', { role: 'HEAD', area: KOTA }),
    admit(app, 'head', { role: 'HEAD', area: '33' }),
  ]);
  const made = async (who: Asker, path: string, body: object) => {
    const { status, body: answer, headers } = await who.caller.post(path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return { id: answer.id as string, position: headers.get('kondusif-position') ?? '' };
  };
  const roster = await made(sekda, '/v1/rosters', rosterOf(officer));
  const toAgency = await made(sekda, '/v1/directions', directionTo({ agency: LEAD, area: KECAMATAN }));
  const toHead = await made(governor, '/v1/directions', directionTo({ role: 'HEAD', area: KOTA }));
  const conflict = await made(sekda, '/v1/conflict-statuses', declaration());
  return {
    officer,
    roster: roster.id,
    toAgency: toAgency.id,
    toHead: toHead.id,
    conflict: conflict.id,
    position: conflict.position,
  };
}

function rosters({ officer, roster, position }: AggregateWorld): Question[] {
  return [
    asking('POST /v1/rosters', '', ({ caller }) => caller.post('/v1/rosters', rosterOf(officer))),
    listing('/v1/rosters', '', roster, position),
    asking('POST /v1/rosters/:id/end', '', ({ caller }) => caller.post(`/v1/rosters/${roster}/end`)),
  ];
}

function directions({ toAgency, toHead, position }: AggregateWorld): Question[] {
  const route = (tail: string) => `POST /v1/directions/:id/${tail}`;
  const about = (situation: string, id: string): Question[] => [
    listing('/v1/directions', situation, id, position),
    asking('GET /v1/directions/:id', situation, ({ caller }) => caller.get(`/v1/directions/${id}`)),
    asking(route('acknowledgement'), situation, ({ caller }) =>
      caller.post(`/v1/directions/${id}/acknowledgement`),
    ),
    asking(route('report'), situation, ({ caller }) =>
      caller.post(`/v1/directions/${id}/report`, { text: 'Sebagian sudah.' }),
    ),
    asking(route('completion'), situation, ({ caller }) => caller.post(`/v1/directions/${id}/completion`)),
  ];
  return [
    asking('POST /v1/directions', 'to an agency of the kecamatan', ({ caller }) =>
      caller.post('/v1/directions', directionTo({ agency: LEAD, area: KECAMATAN })),
    ),
    ...about('to the lead agency', toAgency),
    ...about('to the head of the kota', toHead),
  ];
}

function conflictStatuses({ conflict, position }: AggregateWorld): Question[] {
  const path = `/v1/conflict-statuses/${conflict}`;
  const { decree } = declaration();
  return [
    asking('POST /v1/conflict-statuses', '', ({ caller }) =>
      caller.post('/v1/conflict-statuses', declaration()),
    ),
    listing('/v1/conflict-statuses', '', conflict, position),
    asking('GET /v1/conflict-statuses/:id', '', ({ caller }) => caller.get(path)),
    asking('POST /v1/conflict-statuses/:id/extension', '', ({ caller }) =>
      caller.post(`${path}/extension`, { until: inHours(24 * 40), decree }),
    ),
    asking('POST /v1/conflict-statuses/:id/revocation', '', ({ caller }) =>
      caller.post(`${path}/revocation`, { decree, reason: 'Pulih.' }),
    ),
  ];
}

function nihil(): Question[] {
  const body = { area: KECAMATAN, period: dayBefore(2) };
  return [asking('POST /v1/nihil', '', ({ caller }) => caller.post('/v1/nihil', body))];
}

function listing(path: string, situation: string, id: string, position: string): Question {
  return {
    route: `GET ${path}`,
    situation,
    ask: async ({ caller }) =>
      listed(await caller.get(`${path}?limit=200&after=${position}`), (item) => item.id === id),
  };
}

function asking(
  route: string,
  situation: string,
  send: (who: Asker) => Promise<Parameters<typeof outcomeOf>[0]>,
): Question {
  return { route, situation, ask: async (who) => outcomeOf(await send(who)) };
}

function rosterOf({ caller }: Asker) {
  return { area: KOTA, level: 'E2', person: caller.id, from: inHours(0), until: inHours(12) };
}

function directionTo(to: object) {
  return { id: randomUUID(), to, text: 'Tertibkan.', dueAt: inHours(24) };
}

function declaration() {
  return {
    area: KOTA,
    scale: 'REGENCY',
    decree: { number: '300/1', date: dayBefore(1), office: 'REGENT_MAYOR' },
    consultation: { with: 'Pimpinan DPRD Kota Semarang', date: dayBefore(2) },
    from: inHours(0),
    until: inHours(24 * 30),
  };
}
