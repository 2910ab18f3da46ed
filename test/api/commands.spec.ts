import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Answer, type Body, Caller, type RunningApp, startApp } from '../support/running-app.js';
import {
  BULUSAN,
  expectProblem,
  hoursAgo,
  KAB_SEMARANG,
  positionOf,
  report,
  SEMARANG,
  TEMBALANG,
  WalkedCase,
} from './walked-case.js';

let app: RunningApp;
let otherUrl: string;
let secretariat: Caller;
let operator: Caller;
let satpol: Caller;
let stranger: Caller;
let auditor: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await startApp();
  otherUrl = (await app.second()).url;
  admin = app.admin;
  [secretariat, operator, satpol, stranger, auditor] = await Promise.all([
    app.person({ role: 'SECRETARIAT', area: SEMARANG }),
    app.person({ role: 'OPERATOR', area: BULUSAN }),
    app.person({ role: 'OFFICER', area: SEMARANG, agency: 'SATPOL_PP' }),
    app.person({ role: 'SECRETARIAT', area: KAB_SEMARANG }),
    app.person({ role: 'AUDITOR', area: '' }),
  ]);
}, 60_000);

afterAll(() => app?.close());

/** The same person at the other process. */
function elsewhere({ id, token }: Caller): Caller {
  return new Caller(otherUrl, id, token);
}

function recorded(changes: Body = {}, by = operator): Promise<WalkedCase> {
  return WalkedCase.recorded(by, auditor, changes);
}

async function verified(): Promise<WalkedCase> {
  const walked = await recorded();
  await walked.did(secretariat, 'verification', { outcome: 'VERIFIED' });
  return walked;
}

/** What a repeated command must say again. */
function told({ status, body, headers }: Answer) {
  const told = ['etag', 'kondusif-position', 'location'].map((name) => headers.get(name));
  return { status, body, told };
}

async function totalIn(area: string, after: string): Promise<number> {
  return (await auditor.get(`/v1/cases?area=${area}&limit=1&after=${after}`)).body.total;
}

describe('the same key', () => {
  it('gets the first answer of a recording for ever, with its ETag and position', async () => {
    const key = randomUUID();
    const body = report();
    const first = await operator.post('/v1/cases', body, { key });
    expect(first.status).toBe(201);
    const { id } = first.body;
    const noted = await operator.post(`/v1/cases/${id}/notes`, { text: 'Sudah dipotret.' });
    await secretariat.post(
      `/v1/cases/${id}/verification`,
      { outcome: 'VERIFIED' },
      { ifMatch: noted.body.revision },
    );
    for (const process of [operator, elsewhere(operator)]) {
      expect(told(await process.post('/v1/cases', body, { key }))).toEqual(told(first));
    }
    const reordered = Object.fromEntries(Object.entries(body).reverse());
    expect(told(await operator.post('/v1/cases', reordered, { key }))).toEqual(told(first));
    expect(told(await operator.post('/v1/cases', body, { key: key.toUpperCase() }))).toEqual(told(first));
  });

  it('sent ten times at once to two processes makes one case', async () => {
    const area = '33.74.02';
    for (const id of [undefined, randomUUID()]) {
      const before = await totalIn(area, '');
      const key = randomUUID();
      const body = report({ id, area });
      const desk = await app.person({ role: 'OPERATOR', area });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? elsewhere(desk) : desk).post('/v1/cases', body, { key }),
        ),
      );
      const [first] = answers as [Answer];
      expect(first.status).toBe(201);
      for (const answer of answers) expect(told(answer)).toEqual(told(first));
      expect(await totalIn(area, positionOf(first))).toBe(before + 1);
      const timeline = await auditor.get(`/v1/cases/${first.body.id}/timeline`);
      expect(timeline.body.items).toHaveLength(2);
    }
  });

  it('sent ten times at once to two processes acts once', async () => {
    const walked = await recorded();
    const key = randomUUID();
    const send = (by: Caller) => walked.act(by, 'verification', { outcome: 'VERIFIED' }, { key });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => send(n % 2 ? elsewhere(secretariat) : secretariat)),
    );
    const [first] = answers as [Answer];
    expect(first).toMatchObject({ status: 200, body: { status: 'VERIFIED', revision: 2 } });
    for (const answer of answers) expect(told(answer)).toEqual(told(first));
    expect(await walked.seenBy(auditor)).toMatchObject({ revision: 2 });
  });

  it('gets the first answer although the first try made its own If-Match stale', async () => {
    const walked = await recorded();
    const key = randomUUID();
    const send = () => walked.act(secretariat, 'verification', { outcome: 'VERIFIED' }, { key });
    const first = await send();
    expect(first.status).toBe(200);
    expect(told(await send())).toEqual(told(first));
    const without = await walked.act(
      secretariat,
      'verification',
      { outcome: 'VERIFIED' },
      { key, ifMatch: null },
    );
    expect(told(without)).toEqual(told(first));
    expect((await walked.act(secretariat, 'verification', { outcome: 'VERIFIED' })).status).toBe(412);
  });

  it('gets the first answer although the state has moved on so that it would be refused now', async () => {
    const walked = await verified();
    const key = randomUUID();
    const take = () => walked.act(secretariat, 'handling', { note: 'Kami tangani.' }, { key });
    const first = await take();
    walked.revision = first.body.revision;
    await walked.did(secretariat, 'resolution', { outcome: 'REMOVED', summary: 'Dilepas.' });
    expect(told(await take())).toEqual(told(first));
    expect(first.body).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('gets the first answer of a correction that the case could not take any more', async () => {
    const walked = await recorded({ category: 'TPS_DISPUTE', subcategory: 'CROWD' });
    const key = randomUUID();
    const value = { tps: '012', moment: 'VOTING' };
    const correct = () =>
      walked.act(secretariat, 'corrections', { field: 'details', value, reason: 'lengkap' }, { key });
    const first = await correct();
    expect(first.status).toBe(200);
    walked.revision = first.body.revision;
    await walked.did(secretariat, 'corrections', { field: 'category', value: 'CONTENT', reason: 'keliru' });
    expect(told(await correct())).toEqual(told(first));
  });

  it('gets the first answer after the person lost sight of the case by that very act', async () => {
    const walked = await verified();
    await walked.did(secretariat, 'assignment', { lead: 'SATPOL_PP', dueAt: hoursAgo(-24) });
    const key = randomUUID();
    const refuse = () => walked.act(satpol, 'assignment/refusal', { reason: 'Bukan wewenang.' }, { key });
    const first = await refuse();
    expect(first).toMatchObject({ status: 200, body: { status: 'VERIFIED' } });
    expectProblem(await walked.get(satpol), 404, 'not_found');
    expect(told(await refuse())).toEqual(told(first));
    expectProblem(
      await walked.act(satpol, 'assignment/refusal', { reason: 'Sungguh bukan.' }, { key }),
      422,
      'key_reused',
    );
    expectProblem(
      await walked.act(satpol, 'assignment/refusal', { reason: 'Bukan wewenang.' }),
      404,
      'not_found',
    );
  });

  it('gets the first answer where the secretariat spoke for an agency without an officer', async () => {
    const walked = await verified();
    await walked.did(secretariat, 'assignment', { lead: 'DINKES', dueAt: hoursAgo(-24) });
    await walked.did(secretariat, 'input-requests', { agency: 'DISDIK', question: 'Sekolah mana?' });
    for (const [tail, body] of [
      ['input-requests/1/answer', { answer: 'SD 2.' }],
      ['assignment/refusal', { reason: 'Tidak ada petugas.' }],
    ] as const) {
      const key = randomUUID();
      const first = await walked.act(secretariat, tail, body, { key });
      expect(first.status).toBe(200);
      expect(told(await walked.act(secretariat, tail, body, { key }))).toEqual(told(first));
      walked.revision = first.body.revision;
    }
  });

  it('numbers what was added once', async () => {
    const walked = await recorded();
    const key = randomUUID();
    const ask = { agency: 'DLH', question: 'Pohon siapa?' };
    const first = await walked.act(secretariat, 'input-requests', ask, { key });
    expect(first.body).toMatchObject({ n: 1 });
    const second = await walked.act(secretariat, 'input-requests', ask, { ifMatch: first.body.revision });
    expect(second.body).toMatchObject({ n: 2 });
    expect(told(await walked.act(secretariat, 'input-requests', ask, { key }))).toEqual(told(first));
  });

  it('with another body is refused, and the first answer stays', async () => {
    const key = randomUUID();
    const body = report();
    const first = await operator.post('/v1/cases', body, { key });
    const another = await operator.post('/v1/cases', { ...body, severity: 3 }, { key });
    expectProblem(another, 422, 'key_reused');
    expect(told(await operator.post('/v1/cases', body, { key }))).toEqual(told(first));
    const { id } = first.body;
    const noteKey = randomUUID();
    await operator.post(`/v1/cases/${id}/notes`, { text: 'satu' }, { key: noteKey });
    expectProblem(
      await operator.post(`/v1/cases/${id}/notes`, { text: 'dua' }, { key: noteKey }),
      422,
      'key_reused',
    );
  });

  it('is another command of another person, on another case, by another route, and for another id', async () => {
    const key = randomUUID();
    const body = report();
    const mine = await operator.post('/v1/cases', body, { key });
    const theirs = await secretariat.post('/v1/cases', body, { key });
    const withId = await operator.post('/v1/cases', { ...body, id: randomUUID() }, { key });
    const withOtherId = await operator.post('/v1/cases', { ...body, id: randomUUID() }, { key });
    const all = [mine, theirs, withId, withOtherId];
    for (const answer of all) expect(answer.status).toBe(201);
    expect(new Set(all.map((answer) => answer.body.id)).size).toBe(4);
    expect(new Set(all.map((answer) => answer.body.number)).size).toBe(4);
    for (const { body: made } of [mine, theirs]) {
      const noted = await operator.post(`/v1/cases/${made.id}/notes`, { text: 'Sama.' }, { key });
      expect(noted).toMatchObject({ status: 200, body: { revision: 2 } });
      const shown = await operator.post(`/v1/cases/${made.id}/evidence`, { sha256: 'c'.repeat(64) }, { key });
      expect(shown).toMatchObject({ status: 200, body: { revision: 3 } });
    }
  });

  it('may be used again after a refusal, which is not remembered', async () => {
    const walked = await recorded();
    const key = randomUUID();
    const take = () => walked.act(secretariat, 'handling', {}, { key });
    expectProblem(await take(), 409, 'not_verified_yet');
    await walked.did(secretariat, 'verification', { outcome: 'VERIFIED' });
    expect(await take()).toMatchObject({ status: 200, body: { status: 'IN_PROGRESS' } });
  });
});

describe('a key', () => {
  it('is a UUID and may not be missing', async () => {
    const walked = await recorded();
    for (const path of ['/v1/cases', `/v1/cases/${walked.id}/notes`]) {
      const body = path.endsWith('notes') ? { text: 'Halo.' } : report();
      expectProblem(await operator.post(path, body, { key: null }), 400, 'idempotency_key_missing');
      for (const key of ['1', 'bukan-uuid', `${randomUUID()}x`, '{}']) {
        expectProblem(await operator.post(path, body, { key }), 400, 'idempotency_key_invalid');
      }
    }
    expect((await walked.seenBy(auditor)).revision).toBe(1);
  });
});

describe('an id', () => {
  it('is kept, in lower case, and taken under another key', async () => {
    const id = randomUUID();
    const first = await operator.post('/v1/cases', report({ id: id.toUpperCase() }));
    expect(first).toMatchObject({ status: 201, body: { id } });
    expectProblem(await operator.post('/v1/cases', report({ id })), 409, 'id_taken');
    expectProblem(await secretariat.post('/v1/cases', report({ id })), 409, 'id_taken');
    expectProblem(await stranger.post('/v1/cases', report({ id, area: KAB_SEMARANG })), 409, 'id_taken');
    expect(await auditor.get(`/v1/cases/${id}`)).toMatchObject({ body: { revision: 1 } });
  });

  it('taken by two people at once goes to one of them', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      [operator, elsewhere(secretariat)].map((by) => by.post('/v1/cases', report({ id }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('If-Match', () => {
  const VERIFY = { outcome: 'VERIFIED' };

  it('is required where the action changes the state, and not where it adds', async () => {
    const walked = await recorded();
    for (const [tail, body] of [
      ['verification', VERIFY],
      ['corrections', { field: 'place', value: 'pasar', reason: 'tepat' }],
      ['severity', { severity: 3, reason: 'ramai' }],
    ] as const) {
      await walked.refused(secretariat, tail, body, [428, 'if_match_missing'], { ifMatch: null });
    }
    for (const [tail, body] of [
      ['notes', { text: 'Tanpa If-Match.' }],
      ['evidence', { sha256: 'd'.repeat(64) }],
      ['field-actions', { kind: 'PATROL', at: hoursAgo(1), with: [], result: 'DONE', summary: 'Patroli.' }],
    ] as const) {
      expect((await walked.act(secretariat, tail, body, { ifMatch: null })).status).toBe(200);
    }
  });

  it('is a strong tag of a revision that was reached', async () => {
    const walked = await recorded();
    const unusable = [
      'W/"1"',
      '*',
      '1',
      '"satu"',
      '"1", "2"',
      '"01"',
      '"-1"',
      '"1.0"',
      '""',
      '"2"',
      '"999999"',
    ];
    for (const ifMatch of unusable) {
      const problem = await walked.refused(secretariat, 'verification', VERIFY, [412, 'stale_revision'], {
        ifMatch,
      });
      expect(problem).toMatchObject({ revision: 1, since: [] });
      await walked.refused(secretariat, 'notes', { text: 'Halo.' }, [412, 'stale_revision'], { ifMatch });
    }
    await walked.did(secretariat, 'verification', VERIFY);
  });

  it('is not made stale by a note, evidence, a field action or an answer in between', async () => {
    const walked = await recorded();
    const seen = walked.revision;
    await walked.did(operator, 'notes', { text: 'Masih ada.' });
    await walked.did(operator, 'evidence', { sha256: 'e'.repeat(64) });
    await walked.did(secretariat, 'field-actions', {
      kind: 'CLARIFICATION',
      at: hoursAgo(1),
      with: [],
      result: 'DONE',
      summary: 'Ditanya.',
    });
    walked.revision = seen;
    expect(await walked.did(secretariat, 'verification', VERIFY)).toMatchObject({ revision: seen + 4 });
  });

  it('is made stale by what conflicts, and the problem tells what happened since', async () => {
    const walked = await recorded();
    const seen = walked.revision;
    await walked.did(secretariat, 'corrections', { field: 'place', value: 'pasar', reason: 'lebih tepat' });
    await walked.did(operator, 'notes', { text: 'Sudah benar.' });
    const problem = await walked.refused(secretariat, 'verification', VERIFY, [412, 'stale_revision'], {
      ifMatch: seen,
    });
    expect(problem).toMatchObject({
      revision: seen + 2,
      since: [
        { type: 'CaseCorrected', revision: seen + 1, recordedAt: expect.stringMatching(/Z$/) },
        { type: 'NoteAdded', revision: seen + 2 },
      ],
    });
    await walked.did(secretariat, 'verification', VERIFY);
  });

  it('lets one of two who decide at once win', async () => {
    const walked = await recorded();
    const answers = await Promise.all([
      walked.act(secretariat, 'verification', VERIFY),
      walked.act(elsewhere(secretariat), 'verification', { outcome: 'REJECTED', reason: 'Tidak ada.' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await walked.seenBy(auditor)).revision).toBe(2);
  });
});

describe('additions by many at once', () => {
  it('all stand, each once, over two processes', async () => {
    const walked = await recorded();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        walked.act(
          n % 2 ? elsewhere(operator) : operator,
          'notes',
          { text: `catatan ${n}` },
          { ifMatch: null },
        ),
      ),
    );
    const stored = answers.filter(({ status }) => status === 200).map(({ body }) => body.revision);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, 409, 'concurrent_change');
    const { revision, notes } = await walked.seenBy(auditor);
    expect(stored.sort((a, b) => a - b)).toEqual(Array.from({ length: stored.length }, (_, n) => n + 2));
    expect({ revision, notes: notes.length }).toEqual({
      revision: stored.length + 1,
      notes: stored.length,
    });
    expect(stored.length).toBeGreaterThan(30);
  });
});

describe('the order of checks', () => {
  it('is person, shape, sight, permission, recorded already, If-Match, rule', async () => {
    const walked = await verified();
    const path = `/v1/cases/${walked.id}/assignment`;
    const bad = { lead: 'satpol', dueAt: 'besok' };
    const good = { lead: 'SATPOL_PP', dueAt: hoursAgo(-24) };
    expectProblem(await app.nobody.post(path, bad, { key: 'x' }), 401, 'not_signed_in');
    expectProblem(await stranger.post(path, bad, { key: null }), 422, 'invalid');
    expectProblem(await stranger.post(path, { ...good, x: 1 }), 400, 'unknown_property');
    expectProblem(await stranger.post(path, good, { key: 'x' }), 400, 'idempotency_key_invalid');
    expectProblem(await stranger.post(path, good), 404, 'not_found');
    expectProblem(await admin.post(path, good), 404, 'not_found');
    expectProblem(await operator.post(path, good), 403, 'forbidden');
    const key = randomUUID();
    const first = await secretariat.post(path, good, { key, ifMatch: walked.revision });
    expect(first.status).toBe(200);
    expect(told(await secretariat.post(path, good, { key }))).toEqual(told(first));
    expectProblem(await secretariat.post(path, { ...good, lead: 'DLH' }, { key }), 422, 'key_reused');
    expectProblem(await secretariat.post(path, good), 428, 'if_match_missing');
    expectProblem(await secretariat.post(path, good, { ifMatch: walked.revision }), 412, 'stale_revision');
    const now = first.body.revision;
    expectProblem(await secretariat.post(path, good, { ifMatch: now }), 409, 'nothing_to_change');
  });

  it('asks for the right to record an area before anything of the case', async () => {
    const outside = report({ area: KAB_SEMARANG });
    expectProblem(await operator.post('/v1/cases', outside), 403, 'outside_scope');
    expectProblem(await auditor.post('/v1/cases', report()), 403, 'forbidden');
    expectProblem(await admin.post('/v1/cases', report()), 403, 'forbidden');
    expectProblem(await operator.post('/v1/cases', { ...outside, foo: 1 }), 400, 'unknown_property');
  });
});

describe('duplicates', () => {
  const SAME = { outcome: 'DUPLICATE', reason: 'Spanduk yang sama.' };

  it('point to a first case that can be seen and is none itself', async () => {
    const first = await recorded();
    const second = await recorded();
    const third = await recorded();
    const hidden = await recorded({ area: KAB_SEMARANG }, stranger);
    const unknown = randomUUID();
    const refusals = [
      [{}, 'duplicate_of_missing'],
      [{ duplicateOf: second.id }, 'duplicate_of_itself'],
      [{ duplicateOf: second.id.toUpperCase() }, 'duplicate_of_itself'],
      [{ duplicateOf: hidden.id }, 'duplicate_not_found'],
      [{ duplicateOf: unknown }, 'duplicate_not_found'],
      [{ outcome: 'REJECTED', duplicateOf: first.id }, 'duplicate_of_unexpected'],
      [{ reason: undefined, duplicateOf: first.id }, 'reason_missing'],
    ] as const;
    for (const [change, code] of refusals)
      await second.refused(secretariat, 'verification', { ...SAME, ...change }, [422, code]);
    expect(
      await second.did(secretariat, 'verification', { ...SAME, duplicateOf: first.id.toUpperCase() }),
    ).toMatchObject({ status: 'DUPLICATE', level: null });
    await third.refused(secretariat, 'verification', { ...SAME, duplicateOf: second.id }, [
      422,
      'duplicate_of_duplicate',
    ]);
    expect(await second.seenBy(operator)).toMatchObject({ status: 'DUPLICATE', duplicateOf: first.id });
    const page = await first.get(operator, `?after=${second.position}`);
    expect(page.body.duplicates).toEqual([second.id]);
    await second.did(operator, 'notes', { text: 'Memang sama.' });
    await second.refused(secretariat, 'severity', { severity: 4, reason: 'x' }, [409, 'not_in_status']);
  });

  /** Two cases that were found duplicates of each other by two processes at once, the later last. */
  async function mutual(): Promise<readonly WalkedCase[]> {
    for (let tries = 0; tries < 25; tries++) {
      const both = await Promise.all([recorded(), recorded()]);
      const [one, other] = both;
      const answers = await Promise.all([
        one.act(secretariat, 'verification', { ...SAME, duplicateOf: other.id }),
        other.act(elsewhere(secretariat), 'verification', { ...SAME, duplicateOf: one.id }),
      ]);
      // Else one was decided before the other asked, and the other was refused.
      if (answers.some(({ status }) => status !== 200)) continue;
      const [first, second] = answers.map(positionOf) as [string, string];
      return first < second ? both : [other, one];
    }
    throw new Error('Two processes never decided at once.');
  }

  it('that point to each other at once: the later is set free again within seconds', async () => {
    const [earlier, later] = (await mutual()) as [WalkedCase, WalkedCase];
    const statuses = async () => {
      const pages = await Promise.all([earlier.seenBy(operator), later.seenBy(operator)]);
      return pages.map(({ status }) => status);
    };
    for (let tries = 0; tries < 60 && (await statuses())[1] === 'DUPLICATE'; tries++) await setTimeout(100);
    expect(await statuses()).toEqual(['DUPLICATE', 'RECEIVED']);
    const { body } = await later.get(operator, '/timeline');
    expect(body.items.map(({ type }: Body) => type).slice(-3)).toEqual([
      'CaseFoundDuplicate',
      'DuplicateUndone',
      'EscalationClocksSet',
    ]);
    expect(body.items.at(-1).actor).toEqual({ id: 'system', name: 'Kondusif', role: 'SYSTEM' });
    const page = await later.seenBy(operator);
    expect(page).toMatchObject({ duplicateOf: null, level: 'E0' });
    later.revision = page.revision;
    await later.did(secretariat, 'verification', { outcome: 'VERIFIED' });
    // The service looks once a second; it finds nothing more to undo.
    await setTimeout(1_200);
    expect(await statuses()).toEqual(['DUPLICATE', 'VERIFIED']);
  });
});

describe('a refused command', () => {
  it('leaves no number behind and nothing in a list', async () => {
    const before = (await operator.post('/v1/cases', report())) as Answer;
    const total = await totalIn(TEMBALANG, positionOf(before));
    for (const wrong of [
      report({ occurredAt: hoursAgo(-30) }),
      report({ area: '33.74.99' }),
      report({ area: KAB_SEMARANG }),
      report({ id: before.body.id }),
      { ...report(), nama: 'Budi' },
    ])
      expect((await operator.post('/v1/cases', wrong)).status).toBeGreaterThanOrEqual(400);
    const after = (await operator.post('/v1/cases', report())) as Answer;
    expect(await totalIn(TEMBALANG, positionOf(after))).toBe(total + 1);
    const serial = ({ body }: Answer) => Number(body.number.slice(5));
    expect(serial(after)).toBe(serial(before) + 1);
  });
});
