import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { Admission, REQUESTS_AT_ONCE } from '../../src/http/admission.js';
import { type Caller, type RunningApp, startApp } from '../support/running-app.js';

describe('a service that is asked too much at once', () => {
  let app: RunningApp;
  let reader: Caller;
  let admission: Admission;

  beforeAll(async () => {
    app = await startApp();
    reader = await app.person({ role: 'SECRETARIAT', area: '33' });
    admission = app.nest.get(Admission, { strict: false });
    await untilIdle();
  });

  afterAll(() => app.close());

  async function untilIdle(): Promise<void> {
    while (admission.underWay > 0) await sleep(5);
  }

  /** Takes up room for so many requests; the answer ends one of them. */
  function occupy(count: number): (() => void)[] {
    return Array.from({ length: count }, () => {
      const raw = new EventEmitter();
      admission.enter({ routeOptions: { url: '/v1/cases' } } as FastifyRequest, { raw } as FastifyReply);
      return () => void raw.emit('close');
    });
  }

  /** Nobody reaches it: who asks for it waits two seconds. */
  async function positionBeyond(): Promise<string> {
    const end = await app.nest.get(EventFeed, { strict: false }).end();
    return end.replace(/\d+$/, (position) => String(Number(position) + 1_000).padStart(position.length, '0'));
  }

  it('tells what comes beyond at once to come back, and takes in again as soon as there is room', async () => {
    const [first, ...others] = occupy(REQUESTS_AT_ONCE);
    const refused = await reader.get('/v1/cases?limit=1');
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 503, code: 'overloaded' });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await app.nobody.get('/health/ready')).status).toBe(200);
    first?.();
    expect((await reader.get('/v1/cases?limit=1')).status).toBe(200);
    for (const end of others) end();
    expect(admission.underWay).toBe(0);
  });

  it('counts no live stream, and nobody who broke off', async () => {
    const ending = new AbortController();
    const ask = (path: string): Promise<Response | undefined> =>
      fetch(app.url + path, {
        headers: { authorization: `Bearer ${reader.token}` },
        signal: ending.signal,
      }).catch(() => undefined);
    const streams = await Promise.all([1, 2, 3].map(() => ask('/v1/stream?topics=mine')));
    expect(streams.map((stream) => stream?.status)).toEqual([200, 200, 200]);
    await untilIdle();
    const path = `/v1/cases?limit=1&after=${await positionBeyond()}`;
    const waiting = Array.from({ length: 20 }, () => ask(path));
    while (admission.underWay === 0) await sleep(5);
    ending.abort();
    await Promise.all(waiting);
    await untilIdle();
  });
});
