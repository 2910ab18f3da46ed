import { Admission, REQUESTS_AT_ONCE } from '../../src/http/admission.js';
import { type Caller, type RunningApp, startApp } from '../support/running-app.js';

describe('a service that is asked too much at once', () => {
  let app: RunningApp;
  let reader: Caller;

  beforeAll(async () => {
    app = await startApp();
    reader = await app.person({ role: 'SECRETARIAT', area: '33' });
  });

  afterAll(() => app.close());

  /** Waits two seconds for a position that nobody reaches. */
  async function waiting(): Promise<string> {
    const { headers } = await reader.post('/v1/cases', {
      category: 'APK_PLACEMENT',
      subcategory: 'TREE_NAILED',
      area: '33.74.10.1004',
      origin: 'CITIZEN',
      occurredAt: '2024-10-17T14:05:00+07:00',
    });
    const [log, position] = String(headers.get('kondusif-position')).split('-');
    return `/v1/cases?limit=1&after=${log}-${String(Number(position) + 1_000).padStart(position?.length ?? 0, '0')}`;
  }

  async function stream(): Promise<AbortController> {
    const ending = new AbortController();
    const opened = await fetch(`${app.url}/v1/stream?topics=mine`, {
      headers: { authorization: `Bearer ${reader.token}` },
      signal: ending.signal,
    });
    expect(opened.status).toBe(200);
    return ending;
  }

  it('tells the others at once to come back, answers whom it took in, and takes in again', async () => {
    const streams = await Promise.all([stream(), stream(), stream()]);
    expect(app.nest.get(Admission, { strict: false }).underWay).toBe(0);
    const path = await waiting();
    const taken = Array.from({ length: REQUESTS_AT_ONCE }, () => reader.get(path));
    let refused = await reader.get('/v1/cases?limit=1');
    while (refused.status === 200) refused = await reader.get('/v1/cases?limit=1');
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 503, code: 'overloaded' });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await app.nobody.get('/health/ready')).status).toBe(200);
    const answers = await Promise.all(taken);
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
    expect((await reader.get('/v1/cases?limit=1')).status).toBe(200);
    for (const ending of streams) ending.abort();
  });

  it('counts nobody who broke off', async () => {
    const path = await waiting();
    for (let round = 0; round < 3; round++) {
      const ending = new AbortController();
      const broken = Array.from({ length: REQUESTS_AT_ONCE / 2 }, () =>
        fetch(app.url + path, {
          headers: { authorization: `Bearer ${reader.token}` },
          signal: ending.signal,
        }).catch(() => undefined),
      );
      await reader.get('/v1/cases?limit=1');
      ending.abort();
      await Promise.all(broken);
    }
    expect((await reader.get('/v1/cases?limit=1')).status).toBe(200);
  });
});
