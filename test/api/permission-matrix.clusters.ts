import type { RunningApp } from '../support/running-app.js';
import { until } from '../support/until.js';
import { type Asker, admit, COLUMN_KEYS, KECAMATAN, KOTA } from './permission-matrix.people.js';
import { listed, outcomeOf, type Question, type Section } from './permission-matrix.question.js';

/** Nothing else of the matrix happens on this day. */
const DAY = '2024-03-01T0';
/** A worker evaluates all cases of the matrix before it comes to these. */
const PATIENCE_MS = 60_000;

/** What is asked about clusters: of one in the kecamatan, which the kota holds. */
export async function clusterSection(app: RunningApp): Promise<Section> {
  const [recorder, sekda] = await Promise.all([
    admit(app, 'operator', { role: 'OPERATOR', area: KOTA }),
    admit(app, 'head', { role: 'HEAD', area: KOTA }),
  ]);
  const id = await makeCluster(recorder, sekda);
  return {
    title: 'Clusters',
    columns: COLUMN_KEYS.filter((key) => !['supporting', 'asked', 'officer', 'liaison'].includes(key)),
    places: ['inside', 'outside'],
    questions: questions(id, sekda),
  };
}

async function makeCluster(recorder: Asker, sekda: Asker): Promise<string> {
  const cases: string[] = [];
  for (const hour of [1, 2, 3]) {
    const kind = { category: 'SOCIAL_TENSION', subcategory: 'NEIGHBOUR_SPLIT', origin: 'CITIZEN' };
    const report = { ...kind, area: KECAMATAN, occurredAt: `${DAY}${hour}:00:00Z` };
    const { status, body } = await recorder.caller.post('/v1/cases', report);
    if (status !== 201) throw new Error(`Recording: ${status} ${JSON.stringify(body)}`);
    cases.push(body.id);
  }
  return until(async () => {
    const { body } = await sekda.caller.get(`/v1/clusters?limit=200&area=${KECAMATAN}`);
    const found = body.items.find((item: { cases: string[] }) => item.cases.includes(cases[0] ?? ''));
    return found?.id as string | undefined;
  }, PATIENCE_MS);
}

function questions(id: string, sekda: Asker): Question[] {
  const path = `/v1/clusters/${id}`;
  return [
    {
      route: 'GET /v1/clusters',
      ask: async ({ caller }) => listed(await caller.get(`/v1/clusters?limit=200`), (item) => item.id === id),
    },
    { route: 'GET /v1/clusters/:id', ask: async ({ caller }) => outcomeOf(await caller.get(path)) },
    {
      route: 'POST /v1/clusters/:id/acknowledgement',
      situation: 'for the head of the kota',
      ask: async ({ caller }) => {
        const said = { via: 'PHONE', by: sekda.caller.id };
        return outcomeOf(await caller.post(`${path}/acknowledgement`, said));
      },
    },
    {
      route: 'POST /v1/clusters/:id/closure',
      ask: async ({ caller }) => outcomeOf(await caller.post(`${path}/closure`, { reason: 'Selesai.' })),
    },
  ];
}
