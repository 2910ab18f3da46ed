import type { RunningApp } from '../support/running-app.js';
import { reportOf } from './permission-matrix.cases.js';
import { admit, COLUMN_KEYS, KECAMATAN, KOTA } from './permission-matrix.people.js';
import { listed, outcomeOf, type Section } from './permission-matrix.question.js';

/** What is asked about the board of the kota, where a case is open. */
export async function boardSection(app: RunningApp): Promise<Section> {
  const operator = await admit(app, 'operator', { role: 'OPERATOR', area: KOTA });
  const { status, body, headers } = await operator.caller.post('/v1/cases', reportOf());
  if (status !== 201) throw new Error(`Recording: ${status} ${JSON.stringify(body)}`);
  const after = headers.get('kondusif-position') ?? '';
  return {
    title: 'Board',
    columns: COLUMN_KEYS.filter((key) => !['supporting', 'asked', 'liaison'].includes(key)),
    places: ['inside', 'outside'],
    questions: [
      {
        route: 'GET /v1/escalations/board',
        async ask({ caller }) {
          const answer = await caller.get(`/v1/escalations/board?area=${KOTA}&after=${after}`);
          if (answer.status !== 200) return outcomeOf(answer);
          const rows = answer.body.rows as { area: { code: string }; open: number }[];
          return rows.some(({ area, open }) => area.code === KECAMATAN && open > 0) ? 'yes' : 'empty';
        },
      },
      {
        route: 'GET /v1/escalations',
        ask: async ({ caller }) =>
          listed(
            await caller.get(`/v1/escalations?area=${KOTA}&limit=200&after=${after}`),
            ({ id }) => id === body.id,
          ),
      },
    ],
  };
}
