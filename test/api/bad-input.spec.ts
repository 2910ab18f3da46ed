import { randomUUID } from 'node:crypto';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { type Answer, type Body, type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { BULUSAN, expectProblem, hoursAgo, report, SEMARANG, TEMBALANG, WalkedCase } from './walked-case.js';

type Refusal = readonly [status: number, code: string];

let app: RunningApp;
let secretariat: Caller;
let walked: WalkedCase;

beforeAll(async () => {
  app = await startApp();
  secretariat = await app.person({ role: 'SECRETARIAT', area: SEMARANG });
  walked = await WalkedCase.recorded(secretariat, secretariat);
}, 60_000);

afterAll(() => app?.close());

async function eventsInLog(): Promise<number> {
  return (await app.nest.get(EventFeed, { strict: false }).lag(null)).events;
}

/** Sends the same in both languages: refused in words of each, and nothing is recorded. Returns the English problem. */
async function refusedTwice(
  send: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
  [status, code]: Refusal,
): Promise<Body> {
  const before = await eventsInLog();
  const [id, en] = [
    expectProblem(await send({ 'accept-language': 'id' }), status, code),
    expectProblem(await send({ 'accept-language': 'en' }), status, code),
  ];
  expect(await eventsInLog()).toBe(before);
  expect(id.title).not.toBe(en.title);
  expect(id.detail).not.toBe(en.detail);
  const [faults, inEnglish] = [id.errors ?? [], en.errors ?? []] as [Body[], Body[]];
  expect(faults.map(({ pointer }) => pointer)).toEqual(inEnglish.map(({ pointer }) => pointer));
  for (const [index, fault] of faults.entries()) {
    expect(fault.code).toMatch(/^[a-z_]+$/);
    expect(fault.detail).toMatch(/\S+ \S+/);
    expect(fault.detail).not.toBe(inEnglish[index]?.detail);
  }
  return en;
}

/** A case that is not recorded; returns the pointers and codes of what is wrong. */
async function notRecorded(changes: Body, refusal: Refusal): Promise<string[]> {
  const body = report(changes);
  const { errors = [] } = await refusedTwice(
    (headers) => secretariat.post('/v1/cases', body, { headers }),
    refusal,
  );
  return (errors as Body[]).map(({ pointer, code }) => `${pointer} ${code}`);
}

function notDone(tail: string, body: unknown, refusal: Refusal): Promise<Body> {
  return refusedTwice(
    (headers) => walked.act(secretariat, tail, body as Body, { ifMatch: walked.revision, headers }),
    refusal,
  );
}

/** Bytes as they are, under a media type. */
async function raw(
  path: string,
  body: string | Uint8Array,
  type = 'application/json',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(app.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretariat.token}`,
      'idempotency-key': randomUUID(),
      'if-match': `"${walked.revision}"`,
      'content-type': type,
      ...headers,
    },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function kept(changes: Body): Promise<WalkedCase> {
  return WalkedCase.recorded(secretariat, secretariat, changes);
}

describe('a body', () => {
  it('that is no JSON is refused', async () => {
    const text = JSON.stringify(report());
    const broken: (string | Uint8Array)[] = [
      '{',
      text.slice(0, -1),
      `${text}x`,
      '{"category": }',
      "{'category': 'APK_PLACEMENT'}",
      '{"severity": 01}',
      '{"severity": NaN}',
      '',
      Buffer.from('{"description":"\xff\xfe"}', 'latin1'),
      '{"__proto__": {"x": 1}}',
      '{"constructor": {"prototype": {"x": 1}}}',
    ];
    for (const path of ['/v1/cases', `/v1/cases/${walked.id}/notes`]) {
      for (const body of broken) {
        const answer = await raw(path, body);
        expect(answer).toMatchObject({ status: 400 });
        expect(['malformed_json', 'unknown_property']).toContain(answer.body.code);
      }
      await refusedTwice((headers) => raw(path, '{', 'application/json', headers), [400, 'malformed_json']);
    }
  });

  it('that is JSON but no object is refused', async () => {
    for (const body of ['[]', '[{}]', '"teks"', '5', 'true']) {
      await refusedTwice((headers) => raw('/v1/cases', body, 'application/json', headers), [422, 'invalid']);
    }
    expect((await raw('/v1/cases', 'null')).status).toBe(422);
  });

  it('of another type is refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'text/csv']) {
      const text = JSON.stringify(report());
      await refusedTwice((headers) => raw('/v1/cases', text, type, headers), [415, 'unsupported_media_type']);
    }
  });

  it('of a megabyte is refused as too large, before it is read', async () => {
    const long = 'x'.repeat(1024 * 1024);
    expect(await notRecorded({ description: long }, [413, 'payload_too_large'])).toEqual([]);
    await notDone('notes', { text: long }, [413, 'payload_too_large']);
  });

  it('may hold 10,000 characters of description, as people count them, and not one more', async () => {
    expect(await notRecorded({ description: 'x'.repeat(10_001) }, [422, 'invalid'])).toEqual([
      '/description too_long',
    ]);
    const full = await kept({ description: '🌋'.repeat(10_000) });
    expect((await full.seenBy(secretariat)).description).toBe('🌋'.repeat(10_000));
    await notDone('notes', { text: 'x'.repeat(10_001) }, [422, 'invalid']);
    await full.did(secretariat, 'notes', { text: 'x'.repeat(10_000) });
  });

  it('nested deeply is refused, in every place', async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    for (const body of [
      deep(50),
      deep(20_000),
      `{"details":${deep(50)}}`,
      `{"items":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    ])
      await refusedTwice((headers) => raw('/v1/cases', body, 'application/json', headers), [400, 'too_deep']);
    const correction = `{"field":"details","reason":"x","value":${deep(50)}}`;
    const path = `/v1/cases/${walked.id}/corrections`;
    await refusedTwice((headers) => raw(path, correction, 'application/json', headers), [400, 'too_deep']);
  });
});

describe('an unknown property', () => {
  it('is refused wherever it stands', async () => {
    const places: readonly (readonly [Body, string])[] = [
      [{ judul: 'Spanduk' }, '/judul'],
      [{ reporter: { name: 'Budi' } }, '/reporter'],
      [{ accused: 'Camat' }, '/accused'],
      [{ status: 'CLOSED' }, '/status'],
      [{ coordinates: { lng: 110.4, lat: -7, alt: 3 } }, '/coordinates/alt'],
      [{ accusedOffice: { area: TEMBALANG, name: 'Pak Camat' } }, '/accusedOffice/name'],
      [{ items: [{ type: 'SPANDUK', count: 1, warna: 'merah' }] }, '/items/0/warna'],
      [{ details: { tps: '012' } }, '/details/tps'],
      [{ category: 'TPS_DISPUTE', subcategory: 'CROWD', details: { saksi: 'Budi' } }, '/details/saksi'],
      [
        {
          category: 'CONTENT',
          subcategory: 'HOAX',
          details: { links: [{ url: 'https://x.id/1', author: 'Budi' }] },
        },
        '/details/links/0/author',
      ],
    ];
    for (const [changes, pointer] of places) {
      expect(await notRecorded(changes, [400, 'unknown_property'])).toEqual([`${pointer} unknown_property`]);
    }
  });

  it('is refused in every action', async () => {
    const actions: Readonly<Record<string, Body>> = {
      verification: { outcome: 'VERIFIED' },
      handling: {},
      assignment: { lead: 'SATPOL_PP', dueAt: hoursAgo(-24) },
      'assignment/acceptance': {},
      'assignment/refusal': { reason: 'x' },
      'field-actions': { kind: 'PATROL', at: hoursAgo(1), with: [], result: 'DONE', summary: 'x' },
      'input-requests': { agency: 'DLH', question: 'x' },
      'input-requests/1/answer': { answer: 'x' },
      referrals: { body: 'BAWASLU', as: 'REQUEST', reason: 'x' },
      'referrals/1/letter': { number: '1', date: '2026-11-20' },
      'referrals/1/progress': { state: 'PROVEN', at: hoursAgo(1) },
      promotion: { occurredAt: hoursAgo(1) },
      lapse: { reason: 'x' },
      notes: { text: 'x' },
      evidence: { sha256: 'a'.repeat(64) },
      corrections: { field: 'place', value: 'x', reason: 'x' },
      severity: { severity: 3, reason: 'x' },
      resolution: { outcome: 'REMOVED', summary: 'x' },
      closure: {},
      return: { reason: 'x' },
      reopening: { reason: 'x' },
      access: { person: randomUUID(), reason: 'x' },
    };
    for (const [tail, body] of Object.entries(actions)) {
      await notDone(tail, { ...body, pelapor: 'Budi' }, [400, 'unknown_property']);
      for (const member of Object.keys(body)) {
        if (tail === 'corrections' && member === 'value') continue;
        const { errors } = await notDone(tail, { ...body, [member]: { bukan: 'ini' } }, [422, 'invalid']);
        expect(errors).toContainEqual(
          expect.objectContaining({ pointer: expect.stringMatching(`^/${member}`) }),
        );
      }
    }
  });
});

describe('a wrong type or value', () => {
  it('is refused with its place', async () => {
    const wrong: readonly (readonly [Body, string])[] = [
      [{ category: undefined }, '/category required'],
      [{ category: null }, '/category not_text'],
      [{ category: 5 }, '/category not_text'],
      [{ category: 'apk placement' }, '/category not_a_code'],
      [{ subcategory: undefined }, '/subcategory required'],
      [{ area: undefined }, '/area required'],
      [{ area: 33 }, '/area not_text'],
      [{ area: '' }, '/area not_an_area_code'],
      [{ area: '3374' }, '/area not_an_area_code'],
      [{ area: 'Tembalang' }, '/area not_an_area_code'],
      [{ origin: undefined }, '/origin required'],
      [{ origin: 'WARGA' }, '/origin not_one_of'],
      [{ nature: 'potential' }, '/nature not_one_of'],
      [{ channel: ['APP'] }, '/channel not_text'],
      [{ id: '1' }, '/id not_a_uuid'],
      [{ id: 5 }, '/id not_a_uuid'],
      [{ severity: '2' }, '/severity not_a_whole_number'],
      [{ severity: 2.5 }, '/severity not_a_whole_number'],
      [{ severity: 0 }, '/severity out_of_range'],
      [{ severity: 5 }, '/severity out_of_range'],
      [{ description: 5 }, '/description not_text'],
      [{ place: 'x'.repeat(301) }, '/place too_long'],
      [{ otherAreas: '33.74' }, '/otherAreas not_a_list'],
      [{ otherAreas: ['33.74', 5] }, '/otherAreas/1 not_text'],
      [{ items: {} }, '/items not_a_list'],
      [{ items: ['SPANDUK'] }, '/items/0 not_an_object'],
      [{ items: [{ type: 'SPANDUK' }] }, '/items/0/count required'],
      [{ items: [{ type: 'spanduk', count: 1 }] }, '/items/0/type not_one_of'],
      [{ items: [{ type: 'SPANDUK', count: 0 }] }, '/items/0/count out_of_range'],
      [{ items: Array(51).fill({ type: 'SPANDUK', count: 1 }) }, '/items too_many'],
      [{ coordinates: [110.4, -7] }, '/coordinates not_an_object'],
      [{ coordinates: { lng: '110.4', lat: -7 } }, '/coordinates/lng not_a_number'],
      [{ coordinates: { lng: 110.4 } }, '/coordinates/lat required'],
      [{ coordinates: { lng: 110.4, lat: -7, accuracyM: -1 } }, '/coordinates/accuracyM out_of_range'],
      [{ accusedOffice: TEMBALANG }, '/accusedOffice not_an_object'],
      [{ accusedOffice: {} }, '/accusedOffice/area required'],
      [{ access: 'SECRET' }, '/access not_one_of'],
      [{ details: [] }, '/details not_an_object'],
      [{ details: 'x' }, '/details not_an_object'],
      [{ contests: ['tidak-ada'] }, '/contests/0 unknown_contest'],
      [{ participants: ['tidak-ada'] }, '/participants/0 unknown_participant'],
      [{ accusedOffice: { area: TEMBALANG, agency: 'KANTOR_POS' } }, '/accusedOffice/agency unknown_agency'],
    ];
    for (const [changes, fault] of wrong)
      expect(await notRecorded(changes, [422, 'invalid'])).toEqual([fault]);
  });

  it('is told all at once', async () => {
    const faults = await notRecorded({ severity: 9, origin: 'X', area: undefined }, [422, 'invalid']);
    expect(faults.sort()).toEqual(['/area required', '/origin not_one_of', '/severity out_of_range']);
  });

  it('of a detail is refused with its place', async () => {
    const kinds: readonly (readonly [string, string, Body, string])[] = [
      ['TPS_DISPUTE', 'CROWD', { moment: 'NIGHT' }, '/details/moment'],
      ['TPS_DISPUTE', 'CROWD', { tps: 12 }, '/details/tps'],
      ['TPS_DISPUTE', 'CROWD', { voters: -1 }, '/details/voters'],
      ['GROUP_CLASH', 'BRAWL', { dead: 1.5 }, '/details/dead'],
      ['GROUP_CLASH', 'BRAWL', { groups: 'A dan B' }, '/details/groups'],
      ['MONEY_POLITICS', 'CASH', { kind: 'CASH' }, '/details/kind'],
      ['MONEY_POLITICS', 'CASH', { amount: '100000' }, '/details/amount'],
      ['VOTER_LIST', 'NO_EKTP', { borderArea: 'ya' }, '/details/borderArea'],
      ['CAMPAIGN_PLACE', 'AT_SCHOOL', { permit: 'MAYBE' }, '/details/permit'],
      ['CONTENT', 'HOAX', { links: [{ url: 'javascript:alert(1)' }] }, '/details/links/0/url'],
      ['CONTENT', 'HOAX', { links: [{ url: 'x.id' }] }, '/details/links/0/url'],
      ['CONTENT', 'HOAX', { links: [{}] }, '/details/links/0/url'],
      [
        'CONTENT',
        'HOAX',
        { links: [{ url: 'https://x.id', seenAt: '2026-11-20T10:00:00' }] },
        '/details/links/0/seenAt',
      ],
    ];
    for (const [category, subcategory, details, pointer] of kinds) {
      const faults = await notRecorded({ category, subcategory, details }, [422, 'invalid']);
      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${pointer} [a-z_]+$`))]);
    }
  });

  it('of kind is refused: unknown, or not of this category', async () => {
    expect(await notRecorded({ category: 'PENCURIAN' }, [422, 'unknown_category'])).toEqual([
      '/category unknown_category',
    ]);
    for (const subcategory of ['DIPAKU', 'CASH']) {
      expect(await notRecorded({ subcategory }, [422, 'unknown_subcategory'])).toEqual([
        '/subcategory unknown_subcategory',
      ]);
    }
  });
});

describe('text', () => {
  const HALF = '\ud83c';

  it('with NUL or half a character is refused wherever it stands', async () => {
    for (const bad of ['a\u0000b', `a${HALF}`, '\udf0bx', `${HALF}${HALF}`]) {
      expect(await notRecorded({ description: bad }, [422, 'invalid'])).toEqual([
        '/description unreadable_text',
      ]);
      expect(await notRecorded({ details: { x: [bad] } }, [422, 'invalid'])).toEqual([
        '/details/x/0 unreadable_text',
      ]);
      await notDone('notes', { text: bad }, [422, 'invalid']);
      await notDone('corrections', { field: 'place', value: bad, reason: 'x' }, [422, 'invalid']);
      await notDone('corrections', { field: 'place', value: 'x', reason: bad }, [422, 'invalid']);
      await notRecorded({ [`x${bad}`]: 1 }, [400, 'unknown_property']);
    }
    await refusedTwice(
      (headers) => secretariat.get('/v1/cases?q=a%00b', headers),
      [400, 'invalid_parameter'],
    );
    await refusedTwice((headers) => secretariat.get('/v1/cases/%00', headers), [404, 'not_found']);
  });

  it('with SQL, markup, templates and other scripts is kept as it is, and found as it is', async () => {
    const texts = [
      `'; drop table es_event; --`,
      `" or 1=1) union select * from es_event --`,
      '<script>alert("x")</script><img src=x onerror=alert(1)>',
      '{{constructor.constructor("return process")()}} <%= 7*7 %> #{7*7} %s %n',
      '100% _bukan_ pola \\ garis\tmiring\r\nbaris',
      'ꦱꦶꦗꦶ 一 صندوق ﷽ 👩‍👩‍👧 é e\u0301 \u202e rtl \u200b',
      '   tepi   ',
    ];
    for (const text of texts) {
      const place = text.slice(0, 300);
      const same = await kept({ description: text, place });
      expect(await same.seenBy(secretariat)).toMatchObject({ description: text, place });
      await same.did(secretariat, 'notes', { text });
      await same.did(secretariat, 'corrections', { field: 'areaSource', value: 'MANUAL', reason: text });
      const page = await same.seenBy(secretariat);
      expect(page).toMatchObject({ notes: [{ text }], corrections: [{ reason: text }] });
      const { body } = await secretariat.get(
        `/v1/cases?q=${encodeURIComponent(text)}&after=${same.position}`,
      );
      expect(body.items.map(({ id }: Body) => id)).toEqual([same.id]);
    }
  });

  it('that must say something may not be blank', async () => {
    for (const text of ['', '   ', '\n\t', '\u3000']) {
      await notDone('notes', { text }, [422, 'invalid']);
      await notDone('severity', { severity: 3, reason: text }, [422, 'invalid']);
    }
    expect((await (await kept({ description: '' })).seenBy(secretariat)).missing).toContain('description');
  });
});

describe('a time', () => {
  it('far ahead is refused first, whatever else is wrong with the times', async () => {
    for (const changes of [
      { occurredAt: hoursAgo(-25) },
      { occurredAt: hoursAgo(1), knownAt: hoursAgo(-25) },
      { occurredAt: hoursAgo(-48), knownAt: hoursAgo(3) },
      { occurredAt: '9000-01-01T00:00:00Z', origin: 'OWN_OBSERVATION' },
    ])
      expect(await notRecorded(changes, [422, 'in_the_future'])).toEqual([
        expect.stringMatching(/^\/(occurredAt|knownAt) in_the_future$/),
      ]);
    expect(
      await notRecorded({ occurredAt: hoursAgo(2), knownAt: hoursAgo(3) }, [422, 'occurred_after_known']),
    ).toEqual(['/knownAt occurred_after_known']);
    await notDone(
      'field-actions',
      { kind: 'PATROL', at: hoursAgo(-25), with: [], result: 'DONE', summary: 'x' },
      [422, 'in_the_future'],
    );
  });

  it('up to a day ahead is kept and marked', async () => {
    const ahead = [
      { occurredAt: hoursAgo(-23) },
      { occurredAt: hoursAgo(1), knownAt: hoursAgo(-23) },
      { occurredAt: hoursAgo(-1), origin: 'OWN_OBSERVATION' },
    ];
    for (const changes of ahead) {
      const fast = await kept(changes);
      expect(await fast.seenBy(secretariat)).toMatchObject({
        clockAhead: true,
        occurredAt: changes.occurredAt,
      });
    }
    expect(await (await kept({})).seenBy(secretariat)).toMatchObject({ clockAhead: false });
    const warning = { nature: 'POTENTIAL', occurredAt: undefined, expectedFrom: hoursAgo(-24 * 30) };
    expect(await (await kept(warning)).seenBy(secretariat)).toMatchObject({ clockAhead: false });
  });

  it('is taken with any offset, and given in UTC', async () => {
    const same = await kept({
      occurredAt: '2026-11-20T23:30:00.5+09:00',
      knownAt: '2026-11-20T21:45:00+07:00',
    });
    expect(await same.seenBy(secretariat)).toMatchObject({
      occurredAt: '2026-11-20T14:30:00.500Z',
      knownAt: '2026-11-20T14:45:00.000Z',
    });
  });

  it('that does not exist, or without an offset, is refused', async () => {
    const codes: Readonly<Record<string, readonly unknown[]>> = {
      no_such_date: [
        '2026-02-30T10:00:00+07:00',
        '2026-13-01T10:00:00+07:00',
        '2026-00-10T10:00:00Z',
        '2025-02-29T10:00:00Z',
        '2026-11-20T24:00:00Z',
        '2026-11-20T10:60:00Z',
        '2026-11-20T10:00:00+25:00',
        '0000-01-01T00:00:00Z',
      ],
      offset_missing: ['2026-11-20T10:00:00', '2026-11-20T10:00:00.000'],
      not_an_instant: ['2026-11-20', '20/11/2026', 'kemarin', '', '2026-11-20 10:00:00+07:00'],
      not_text: [1_732_000_000, {}, true],
    };
    for (const field of ['occurredAt', 'knownAt', 'receivedAt', 'expectedFrom']) {
      for (const [code, values] of Object.entries(codes)) {
        for (const value of values)
          expect(await notRecorded({ [field]: value }, [422, 'invalid'])).toEqual([`/${field} ${code}`]);
      }
    }
  });

  it('of an incident may be missing only where it is said to be unknown', async () => {
    expect(await notRecorded({ occurredAt: undefined }, [422, 'occurred_at_missing'])).toEqual([
      '/occurredAt occurred_at_missing',
    ]);
    const unknown = await kept({ occurredAt: undefined, occurredPrecision: 'UNKNOWN' });
    expect((await unknown.seenBy(secretariat)).missing).toContain('occurredAt');
    await notRecorded({ occurredUntil: hoursAgo(5) }, [422, 'until_before_from']);
    await notRecorded({ nature: 'POTENTIAL', expectedFrom: hoursAgo(-5), expectedUntil: hoursAgo(-4) }, [
      422,
      'until_before_from',
    ]);
  });
});

describe('a place', () => {
  it('that does not exist is refused: 422 in a body, 400 in a query', async () => {
    for (const area of ['33.74.99', '99', '33.74.10.9999']) {
      expect(await notRecorded({ area }, [422, 'unknown_area'])).toEqual(['/area unknown_area']);
      expect(await notRecorded({ otherAreas: [BULUSAN, area] }, [422, 'unknown_area'])).toEqual([
        '/otherAreas/1 unknown_area',
      ]);
      expect(await notRecorded({ accusedOffice: { area } }, [422, 'unknown_area'])).toEqual([
        '/accusedOffice/area unknown_area',
      ]);
      const { errors } = await refusedTwice(
        (headers) => secretariat.get(`/v1/cases?area=33.74&area=${area}`, headers),
        [400, 'invalid_parameter'],
      );
      expect(errors).toEqual([expect.objectContaining({ pointer: 'area', code: 'unknown_area' })]);
    }
    await refusedTwice(
      (headers) => secretariat.get('/v1/cases?area=3374', headers),
      [400, 'invalid_parameter'],
    );
  });

  it('with swapped coordinates, or outside Indonesia, is refused by name', async () => {
    for (const coordinates of [
      { lng: -7.05, lat: 110.44 },
      { lng: 0, lat: 0 },
      { lng: 93.9, lat: 0 },
      { lng: 142.1, lat: 0 },
      { lng: 110, lat: 7.1 },
      { lng: 110, lat: -12.1 },
    ]) {
      const faults = await notRecorded({ coordinates }, [422, 'coordinates_out_of_range']);
      for (const fault of faults)
        expect(fault).toMatch(/^\/coordinates\/(lng|lat) coordinates_out_of_range$/);
    }
    for (const coordinates of [
      { lng: 94, lat: -12 },
      { lng: 142, lat: 7, accuracyM: 0 },
    ])
      expect(await (await kept({ coordinates })).seenBy(secretariat)).toMatchObject({ coordinates });
  });
});

describe('a refused command', () => {
  it('changes neither the case nor a list', async () => {
    const { position } = await kept({});
    const total = async () => (await secretariat.get(`/v1/cases?limit=1&after=${position}`)).body.total;
    const [before, page] = [await total(), await walked.seenBy(secretariat)];
    await notRecorded({ severity: 9 }, [422, 'invalid']);
    await notRecorded({ id: walked.id }, [409, 'id_taken']);
    await notDone('handling', {}, [409, 'not_verified_yet']);
    await notDone('corrections', { field: 'area', value: '33.74.99', reason: 'x' }, [422, 'unknown_area']);
    await notDone('verification', { outcome: 'REJECTED' }, [422, 'reason_missing']);
    expect(await walked.seenBy(secretariat)).toEqual(page);
    expect(await total()).toBe(before);
  });
});

describe('what leads nowhere', () => {
  it('is answered as a problem too', async () => {
    for (const path of ['/v1/kasus', '/v1/cases/x/y/z', '/', '/v1/cases/..%2f..%2fetc/passwd'])
      await refusedTwice((headers) => secretariat.get(path, headers), [404, 'no_such_route']);
    for (const tail of ['deletion', 'assignment/1', 'referrals/1/foo'])
      await notDone(tail, {}, [404, 'no_such_route']);
    for (const id of ['1', 'x', walked.id.slice(0, -1), `${walked.id}0`])
      await refusedTwice((headers) => secretariat.get(`/v1/cases/${id}`, headers), [404, 'not_found']);
    for (const n of ['0', '-1', 'x', '1.5', '99999999'])
      await notDone(`input-requests/${n}/answer`, { answer: 'x' }, [404, 'not_found']);
    for (const method of ['DELETE', 'PATCH', 'PUT'])
      await refusedTwice(
        (headers) => secretariat.send(method, `/v1/cases/${walked.id}`, {}, { headers }),
        [404, 'no_such_route'],
      );
    await refusedTwice((headers) => app.nobody.get('/v1/cases', headers), [401, 'not_signed_in']);
    await refusedTwice(
      (headers) => secretariat.get(`/v1/cases?q=${'x'.repeat(9_000)}`, headers),
      [414, 'uri_too_long'],
    );
    const flooded = await secretariat.get('/v1/cases', { 'x-besar': 'x'.repeat(40_000) });
    expectProblem(flooded, 431, 'header_too_large');
  });
});

describe('the language', () => {
  it('is Indonesian unless English is preferred over it', async () => {
    const english = ['en', 'EN-us', 'en-GB,en;q=0.9', 'id;q=0.1,en;q=0.9', 'fr, en;q=0.5', 'id;q=0,en;q=0.1'];
    const indonesian = [
      '*',
      'id',
      'id-ID,id;q=0.9,en;q=0.8',
      'en;q=0.5,id;q=0.5',
      'en,id',
      'fr',
      'en;q=0',
      '',
      ';;;',
      'x'.repeat(2_000),
    ];
    const title = async (accept: string) =>
      (await secretariat.get(`/v1/cases/${randomUUID()}`, { 'accept-language': accept })).body.title;
    for (const accept of english) expect([accept, await title(accept)]).toEqual([accept, 'Not found']);
    for (const accept of indonesian)
      expect([accept, await title(accept)]).toEqual([accept, 'Tidak ditemukan']);
  });
});
