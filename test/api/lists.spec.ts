import { setTimeout } from 'node:timers/promises';
import { type Answer, type Body, Caller, type RunningApp, startApp } from '../support/running-app.js';
import { LiveReader } from './live-reader.js';
import {
  BANYUMANIK,
  BULUSAN,
  expectProblem,
  hoursAgo,
  JATENG,
  KAB_SEMARANG,
  SEMARANG,
  TEMBALANG,
  WalkedCase,
} from './walked-case.js';

let app: RunningApp;
let otherUrl: string;
let secretariat: Caller;
let province: Caller;
let operator: Caller;
let auditor: Caller;

beforeAll(async () => {
  app = await startApp();
  [secretariat, province, operator, auditor] = await Promise.all([
    app.person({ role: 'SECRETARIAT', area: SEMARANG }),
    app.person({ role: 'SECRETARIAT', area: JATENG }),
    app.person({ role: 'OPERATOR', area: SEMARANG }),
    app.person({ role: 'AUDITOR', area: '' }),
  ]);
  otherUrl = (await app.second()).url;
}, 60_000);

afterAll(() => app?.close());

function recorded(changes: Body = {}, by = operator): Promise<WalkedCase> {
  return WalkedCase.recorded(by, auditor, changes);
}

async function ok(reader: Caller, query: string, headers: Body = {}): Promise<Answer> {
  const answer = await reader.get(`/v1/cases?${query}`, headers as Record<string, string>);
  expect(answer).toMatchObject({ status: 200 });
  return answer;
}

describe('a filter', () => {
  const DAY = '2026-06-0';
  const labels = new Map<string, string>();
  let position = '';

  /** A case with its label, in an area of its own where no other test records. */
  async function label(name: string, changes: Body, walk: (walked: WalkedCase) => Promise<unknown>) {
    const walked = await recorded({ area: '33.74.05', occurredAt: `${DAY}1T00:00:00Z`, ...changes });
    await walk(walked);
    labels.set(walked.id, name);
    position = walked.position > position ? walked.position : position;
  }

  const nothing = () => Promise.resolve();
  const verify = (walked: WalkedCase) => walked.did(secretariat, 'verification', { outcome: 'VERIFIED' });
  const assign = (lead: string, dueAt: string) => async (walked: WalkedCase) => {
    await verify(walked);
    await walked.did(secretariat, 'assignment', { lead, supporting: ['DISHUB'], dueAt });
  };

  beforeAll(async () => {
    const contest = { id: 'PILWALKOT', kind: 'REGENT_MAYOR', area: SEMARANG, name: 'Pilwalkot' };
    expect((await app.admin.post('/v1/contests', contest)).status).toBe(201);
    const pair = {
      id: 'PASLON_1',
      contest: 'PILWALKOT',
      area: SEMARANG,
      kind: 'PAIR',
      number: 1,
      name: 'Satu',
    };
    expect((await app.admin.post('/v1/participants', pair)).status).toBe(201);
    await label('plain', {}, nothing);
    await label('village', { area: '33.74.05.1001', place: 'Pasar Genuk 100%' }, verify);
    await label('grave', { severity: 4, knownAt: `${DAY}3T00:00:00Z`, participants: ['PASLON_1'] }, nothing);
    await label(
      'late',
      { occurredAt: `${DAY}2T00:00:00Z`, receivedAt: `${DAY}5T00:00:00Z`, origin: 'MEDIA' },
      nothing,
    );
    await label(
      'satpol',
      { category: 'MONEY_POLITICS', subcategory: 'CASH' },
      assign('SATPOL_PP', `${DAY}7T00:00:00Z`),
    );
    await label('dlh', { coordinates: { lng: 110.45, lat: -7.0 } }, assign('DLH', `${DAY}8T00:00:00Z`));
    await label('warning', { nature: 'POTENTIAL', expectedFrom: `${DAY}9T00:00:00Z` }, verify);
    await label('rejected', { description: 'Kabar di jalan Gajah' }, (walked) =>
      walked.did(secretariat, 'verification', { outcome: 'REJECTED', reason: 'Tidak ada.' }),
    );
    const archive = [
      'No;Tanggal Kejadian;Kabupaten/Kota;Kecamatan;Kategori;Sub Kategori;Uraian Kejadian;Sumber;Tanggal Diketahui',
      '1;2026-06-01;Kota Semarang;Genuk;APK_DAMAGE;TORN;Baliho dirobek;MEDIA;2026-06-02',
    ].join('\r\n');
    const imported = await secretariat.post('/v1/imports/cases?source=arsip&mode=archive', archive, {
      key: null,
    });
    expect(imported.body).toMatchObject({ recorded: 1 });
    labels.set(imported.body.results[0].caseId, 'archived');
    position = imported.headers.get('kondusif-position') ?? '';
  }, 30_000);

  const ALL = ['plain', 'village', 'grave', 'late', 'satpol', 'dlh', 'warning', 'rejected', 'archived'];
  const without = (...names: string[]) => ALL.filter((name) => !names.includes(name));
  const FOUND: Readonly<Record<string, readonly string[]>> = {
    '': ALL,
    'open=true': without('warning', 'rejected', 'archived'),
    'open=false': ['warning', 'rejected', 'archived'],
    'archived=true': ['archived'],
    'archived=false': without('archived'),
    'category=MONEY_POLITICS': ['satpol'],
    'category=MONEY_POLITICS&category=APK_DAMAGE': ['satpol', 'archived'],
    'category=TPS_DISPUTE': [],
    'subcategory=TORN': ['archived'],
    'status=VERIFIED': ['village'],
    'status=VERIFIED&status=ASSIGNED': ['village', 'satpol', 'dlh'],
    'status=MONITORED': ['warning'],
    'status=REJECTED': ['rejected'],
    'level=E0': ['village'],
    'level=E1&level=E0': without('grave', 'warning', 'rejected', 'archived'),
    'level=E2': ['grave'],
    'level=E4': [],
    'severity=4': ['grave'],
    'severity=4&open=false': [],
    'nature=POTENTIAL': ['warning'],
    'nature=INCIDENT&nature=POTENTIAL': ALL,
    'agency=DLH': ['dlh'],
    'agency=DISHUB': ['satpol', 'dlh'],
    'origin=MEDIA': ['late', 'archived'],
    'participant=PASLON_1': ['grave'],
    'participant=PASLON_2': [],
    'dueBefore=2026-06-08T00:00:00Z': ['satpol'],
    'dueBefore=2026-06-08T07:00:01%2B07:00': ['satpol', 'dlh'],
    'knownFrom=2026-06-03T00:00:00Z&knownBefore=2026-06-05T00:00:00Z': ['grave'],
    'knownFrom=2026-06-05T00:00:00Z&knownBefore=2026-06-05T00:00:00.001Z': ['late'],
    'knownBefore=2026-06-03T00:00:00Z': ['archived'],
    'occurredFrom=2026-06-02T00:00:00Z': ['late'],
    'occurredBefore=2026-06-01T00:00:00Z': ['archived'],
    'occurredBefore=2026-06-01T00:00:00.001Z&origin=CITIZEN': without('late', 'archived'),
    'recordedFrom=2030-01-01T00:00:00Z': [],
    'recordedBefore=2030-01-01T00:00:00Z': ALL,
    'updatedSince=2030-01-01T00:00:00Z': [],
    'bbox=110.4,-7.1,110.5,-6.9': ['dlh'],
    'bbox=110.45,-7,110.45,-7': ['dlh'],
    'bbox=100,-7.1,101,-6.9': [],
    'q=gajah': ['rejected'],
    'q=PASAR': ['village'],
    'q=100%25': ['village'],
    'q=_asar': [],
  };

  it.each(Object.entries(FOUND))('%s finds what it says, and counts it', async (filter, found) => {
    const { body } = await ok(secretariat, `area=33.74.05&limit=200&after=${position}&${filter}`);
    const names = body.items.map(({ id }: Body) => labels.get(id as string));
    expect(names.sort()).toEqual([...found].sort());
    expect(body.total).toBe(body.items.length);
  });

  it('by area goes by whole segments, and several combine with OR', async () => {
    const named = async (query: string) =>
      (await ok(secretariat, `${query}&limit=200&after=${position}`)).body.items
        .map(({ id }: Body) => labels.get(id as string))
        .filter(Boolean);
    expect(await named('area=33.74.05.1001')).toEqual(['village']);
    expect((await named('area=33.74.05.1001&area=33.74.05')).sort()).toEqual([...ALL].sort());
    expect(await named('area=33.74.05.1002')).toEqual([]);
    expect((await named(`area=${SEMARANG}`)).sort()).toEqual([...ALL].sort());
    expect((await named('area=')).sort()).toEqual([...ALL].sort());
  });

  it('by recording and change takes its bounds as said', async () => {
    const { body } = await ok(secretariat, `area=33.74.05&origin=CITIZEN&status=VERIFIED&after=${position}`);
    const { recordedAt } = body.items[0];
    const total = async (query: string) => (await ok(secretariat, `area=33.74.05.1001&${query}`)).body.total;
    expect(await total(`recordedFrom=${recordedAt}`)).toBe(1);
    expect(await total(`recordedBefore=${recordedAt}`)).toBe(0);
    const { items } = (await secretariat.get(`/v1/cases/${body.items[0].id}/timeline`)).body;
    expect(await total(`updatedSince=${items.at(-1).recordedAt}`)).toBe(1);
  });

  it('shows summaries', async () => {
    const { body } = await ok(secretariat, `area=33.74.05&agency=DLH&after=${position}`);
    expect(body.items[0]).toMatchObject({
      id: expect.any(String),
      number: expect.stringMatching(/^\d{4}-\d{7}$/),
      category: 'APK_PLACEMENT',
      subcategory: 'TREE_NAILED',
      area: '33.74.05',
      status: 'ASSIGNED',
      level: 'E1',
      severity: 1,
      nature: 'INCIDENT',
      occurredAt: '2026-06-01T00:00:00.000Z',
      recordedAt: expect.stringMatching(/Z$/),
      dueAt: '2026-06-08T00:00:00.000Z',
      assignment: { lead: 'DLH' },
      place: null,
      revision: expect.any(Number),
    });
  });

  it('that is not known, or has a bad value, is refused by its name', async () => {
    const bad: Readonly<Record<string, string>> = {
      'kategori=APK_PLACEMENT': 'kategori unknown_parameter',
      'Area=33': 'Area unknown_parameter',
      'constructor=1': 'constructor unknown_parameter',
      'items[]=1': 'items[] unknown_parameter',
      'area=33.7': 'area not_an_area_code',
      'area=99': 'area unknown_area',
      'open=ya': 'open not_a_boolean',
      'open=true&open=false': 'open given_twice',
      'archived=1': 'archived not_a_boolean',
      'category=apk': 'category not_a_code',
      'status=verified': 'status not_one_of',
      'status=VERIFIED,CLOSED': 'status not_one_of',
      'level=E5': 'level not_one_of',
      'severity=5': 'severity not_one_of',
      'severity=tinggi': 'severity not_one_of',
      'nature=X': 'nature not_one_of',
      'origin=X': 'origin not_one_of',
      'dueBefore=besok': 'dueBefore not_an_instant',
      'knownFrom=2026-06-01': 'knownFrom not_an_instant',
      'knownBefore=2026-06-01T00:00:00': 'knownBefore offset_missing',
      'occurredFrom=2026-02-30T00:00:00Z': 'occurredFrom no_such_date',
      'updatedSince=': 'updatedSince not_an_instant',
      'bbox=1,2,3': 'bbox not_a_box',
      'bbox=110.5,-7,110.4,-6': 'bbox not_a_box',
      'bbox=a,b,c,d': 'bbox not_a_box',
      [`q=${'x'.repeat(201)}`]: 'q too_long',
      'q=': 'q blank',
      'sort=number': 'sort not_one_of',
      'sort=-dueAt': 'sort not_one_of',
      'limit=0': 'limit out_of_range',
      'limit=201': 'limit out_of_range',
      'limit=-1': 'limit out_of_range',
      'limit=1.5': 'limit not_a_whole_number',
      'limit=x': 'limit not_a_whole_number',
      'limit=10&limit=20': 'limit given_twice',
    };
    for (const [query, fault] of Object.entries(bad)) {
      const answer = await secretariat.get(`/v1/cases?${query}`);
      const code = fault.endsWith('unknown_parameter') ? 'unknown_parameter' : 'invalid_parameter';
      const { errors } = expectProblem(answer, 400, code) as { errors: Body[] };
      expect([query, `${errors[0]?.pointer} ${errors[0]?.code}`]).toEqual([query, fault]);
    }
    expectProblem(await secretariat.get('/v1/cases/x?foo=1'), 404, 'not_found');
    const { id } = await recorded();
    expectProblem(await secretariat.get(`/v1/cases/${id}?foo=1`), 400, 'unknown_parameter');
  });
});

describe('who asks', () => {
  it('gets nothing outside of their area, and 403 where their roles see no case', async () => {
    const inKab = await recorded({ area: KAB_SEMARANG }, province);
    for (const area of [KAB_SEMARANG, '33.22.01', '51', '32.04']) {
      const { body } = await ok(secretariat, `area=${area}&after=${inKab.position}`);
      expect(body).toEqual({ items: [], next: null, total: 0 });
    }
    expect((await ok(province, `area=${KAB_SEMARANG}&after=${inKab.position}`)).body.total).toBe(1);
    const custodian = await app.person({ role: 'CUSTODIAN', area: '' });
    for (const reader of [app.admin, custodian]) {
      expectProblem(await reader.get('/v1/cases'), 403, 'role_not_permitted');
      expectProblem(await reader.get(`/v1/cases?area=${SEMARANG}`), 403, 'role_not_permitted');
    }
    expectProblem(await app.nobody.get('/v1/cases'), 401, 'not_signed_in');
  });

  it('counts the cases of all their grants once', async () => {
    const both = await app.person(
      { role: 'OPERATOR', area: BANYUMANIK },
      { role: 'VERIFIER', area: '33.74.11.1001' },
      { role: 'REPORTER', area: BULUSAN },
    );
    const mine = await recorded({ area: BULUSAN }, both);
    await recorded({ area: BULUSAN });
    const theirs = await recorded({ area: '33.74.11.1001' });
    const { body } = await ok(both, `after=${theirs.position}`);
    expect(body.items.map(({ id }: Body) => id).sort()).toEqual([mine.id, theirs.id].sort());
    expect(body.total).toBe(2);
  });
});

describe('a page', () => {
  const AREA = '33.74.09';
  let reader: Caller;

  beforeAll(async () => {
    reader = await app.person({ role: 'SECRETARIAT', area: AREA });
  });

  /** Follows `next` to the end; `between` happens after each page. */
  async function walkPages(query: string, between = () => Promise.resolve()): Promise<Answer[]> {
    const pages: Answer[] = [];
    let cursor = '';
    do {
      const page = await ok(reader, `${query}${cursor && `&cursor=${cursor}`}`);
      pages.push(page);
      cursor = page.body.next ?? '';
      await between();
    } while (cursor !== '' && pages.length < 30);
    return pages;
  }

  const idsOf = (pages: Answer[]) => pages.flatMap(({ body }) => body.items.map(({ id }: Body) => id));

  it('follows the one before without a repeat or a gap while cases arrive', async () => {
    const made: WalkedCase[] = [];
    for (let n = 0; n < 10; n++) made.push(await recorded({ area: AREA }, reader));
    const arrive = async () => {
      made.push(await recorded({ area: AREA }, reader));
      await ok(reader, `limit=1&after=${made.at(-1)?.position}`);
    };
    const start = made.map(({ id }) => id);
    const newestFirst = await walkPages(`limit=3&after=${made.at(-1)?.position}`, arrive);
    expect(idsOf(newestFirst)).toEqual([...start].reverse());
    expect(newestFirst.map(({ body }) => body.total)).toEqual([10, 11, 12, 13]);
    const known = made.map(({ id }) => id);
    const oldestFirst = await walkPages('limit=4&sort=recordedAt', arrive);
    expect(idsOf(oldestFirst).slice(0, known.length)).toEqual(known);
    expect(new Set(idsOf(oldestFirst)).size).toBe(idsOf(oldestFirst).length);
    expect(oldestFirst.at(-1)?.body.total).toBe(idsOf(oldestFirst).length);
  });

  it('ends with next null and without a Link; before, the Link leads on with the same filter', async () => {
    const first = await ok(reader, 'limit=5&status=RECEIVED&sort=recordedAt');
    const [, path] = /^<(\/v1\/cases\?.*)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await reader.get(path ?? '');
    expect(second.status).toBe(200);
    expect(second.body.items[0].id).not.toBe(first.body.items.at(-1).id);
    const direct = await ok(reader, `limit=5&status=RECEIVED&sort=recordedAt&cursor=${first.body.next}`);
    expect(second.body).toEqual(direct.body);
    const whole = await ok(reader, 'limit=200');
    expect(whole.body.next).toBeNull();
    expect(whole.headers.get('link')).toBeNull();
    expect((await ok(reader, '')).body.items.length).toBeLessThanOrEqual(50);
  });

  it('goes by due date and by level, with empty ones last and ties by id', async () => {
    const due = ['2026-07-03T00:00:00.000Z', '2026-07-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'];
    for (const [n, dueAt] of due.entries()) {
      const walked = await recorded(
        { area: AREA, ...(n === 0 && { accusedOffice: { area: '33.74.09.1001' } }) },
        reader,
      );
      await walked.did(reader, 'verification', { outcome: 'VERIFIED' });
      await walked.did(reader, 'assignment', { lead: 'SATPOL_PP', dueAt });
      await ok(reader, `limit=1&after=${walked.position}`);
    }
    const village = await recorded({ area: '33.74.09.1001' }, reader);
    const rejected = await recorded({ area: AREA }, reader);
    await rejected.did(reader, 'verification', { outcome: 'REJECTED', reason: 'Tidak ada.' });
    await ok(reader, `limit=1&after=${rejected.position}`);
    for (const limit of [2, 200]) {
      const byDue = (await walkPages(`limit=${limit}&sort=dueAt`)).flatMap(({ body }) => body.items);
      const [one, two, three, ...rest] = byDue;
      expect([one, two, three].map(({ dueAt }) => dueAt)).toEqual([due[1], due[2], due[0]]);
      expect(one.id < two.id).toBe(true);
      expect(rest.at(-1)).toMatchObject({ id: rejected.id, dueAt: null });
      const keys = rest.slice(0, -1).map(({ id, dueAt }) => `${dueAt} ${id}`);
      expect(keys).toEqual([...keys].sort());
      expect(keys.some((key) => key.startsWith('null'))).toBe(false);
      const byLevel = (await walkPages(`limit=${limit}&sort=-level`)).flatMap(({ body }) => body.items);
      const levels = byLevel.map(({ level }) => level);
      expect(levels.at(-1)).toBeNull();
      expect(levels.at(-2)).toBe('E0');
      expect(byLevel.at(-2).id).toBe(village.id);
      expect(new Set(levels.slice(0, -2))).toEqual(new Set(['E1']));
      expect(byLevel).toHaveLength(byDue.length);
    }
  });

  it('is only found by a cursor of the same filter, sort and instant', async () => {
    const { next } = (await ok(reader, 'limit=2&status=RECEIVED')).body;
    expect((await reader.get(`/v1/cases?limit=7&status=RECEIVED&cursor=${next}`)).status).toBe(200);
    const [payload, signature] = next.split('.');
    const forged = Buffer.from(JSON.stringify(['2026-01-01', "x' or 1=1"])).toString('base64url');
    const wrong = [
      `limit=2&cursor=${next}`,
      `limit=2&status=VERIFIED&cursor=${next}`,
      `limit=2&status=RECEIVED&open=true&cursor=${next}`,
      `limit=2&status=RECEIVED&sort=recordedAt&cursor=${next}`,
      `limit=2&status=RECEIVED&asOf=${hoursAgo(1)}&cursor=${next}`,
      'limit=2&cursor=x',
      `limit=2&status=RECEIVED&cursor=${payload}`,
      `limit=2&status=RECEIVED&cursor=${forged}.${signature}`,
      `limit=2&status=RECEIVED&cursor=${payload}.${'0'.repeat(32)}`,
    ];
    for (const query of wrong) expectProblem(await reader.get(`/v1/cases?${query}`), 400, 'cursor_invalid');
  });

  it('is GeoJSON where that is asked for', async () => {
    const point = await recorded({ area: AREA, coordinates: { lng: 110.41, lat: -7.02 } }, reader);
    const { body, headers } = await ok(reader, `limit=2&after=${point.position}`, {
      accept: 'application/geo+json',
    });
    expect(headers.get('content-type')).toMatch(/^application\/geo\+json/);
    expect(headers.get('link')).toMatch(/rel="next"/);
    expect(body).toMatchObject({
      type: 'FeatureCollection',
      next: expect.any(String),
      total: expect.any(Number),
      features: [
        {
          type: 'Feature',
          id: point.id,
          geometry: { type: 'Point', coordinates: [110.41, -7.02] },
          properties: { id: point.id, status: 'RECEIVED', area: AREA },
        },
        { type: 'Feature', geometry: null },
      ],
    });
    const [west, south, east, north] = [110.4, -7.1, 110.5, -7];
    const boxed = await ok(reader, `bbox=${[west, south, east, north]}`, { accept: 'application/geo+json' });
    expect(boxed.body.features).toHaveLength(1);
  });
});

describe('after', () => {
  it('shows what was just written, in every process', async () => {
    for (let n = 0; n < 10; n++) {
      const walked = await recorded({ area: TEMBALANG });
      for (const url of [app.url, otherUrl]) {
        const reader = new Caller(url, operator.id, operator.token);
        const { body, headers } = await ok(reader, `q=${walked.number}&after=${walked.position}`);
        expect(body).toMatchObject({ total: 1, items: [{ id: walked.id }] });
        expect(headers.get('kondusif-stale')).toBeNull();
        const page = await walked.get(reader, `?after=${walked.position}`);
        expect(page.status).toBe(200);
      }
    }
  });

  it('that is empty counts as absent; one of another store, or none at all, is refused', async () => {
    const walked = await recorded();
    for (const path of ['/v1/cases', `/v1/cases/${walked.id}`, `/v1/cases/${walked.id}/timeline`]) {
      expect((await secretariat.get(`${path}?after=`)).status).toBe(200);
      const [log, number] = walked.position.split('-');
      const foreign = `${log === '00000000' ? '11111111' : '00000000'}-${number}`;
      for (const after of [foreign, 'x', '1', `${walked.position}0`, "' or 1=1"]) {
        const answer = await secretariat.get(`${path}?after=${encodeURIComponent(after)}`);
        expectProblem(answer, 400, 'position_invalid');
      }
    }
  });

  it('that the view does not reach in two seconds is answered all the same, and marked', async () => {
    const walked = await recorded();
    const ahead = walked.position.replace('-0', '-1');
    const began = Date.now();
    const answer = await ok(secretariat, `limit=1&after=${ahead}`);
    expect(answer.headers.get('kondusif-stale')).toBe('true');
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_900);
  });
});

describe('the past', () => {
  const AREA = '33.74.12';
  let reader: Caller;
  let walked: WalkedCase;
  const positions: string[] = [];
  let instants: string[] = [];

  beforeAll(async () => {
    reader = await app.person({ role: 'SECRETARIAT', area: AREA });
    walked = await recorded({ area: AREA }, reader);
    const moments = [() => Promise.resolve({}), verify, correct, assign, reject];
    for (const moment of moments) {
      await moment();
      positions.push(walked.position);
      await setTimeout(15);
    }
    const { items } = (await walked.get(reader, '/timeline')).body;
    instants = [1, 2, 4, 7, 8].map((revision) => items[revision].recordedAt);
    await setTimeout(2_100);
  }, 30_000);

  const verify = () => walked.did(reader, 'verification', { outcome: 'VERIFIED' });
  const correct = () => walked.did(reader, 'corrections', { field: 'severity', value: 3, reason: 'ramai' });
  const assign = async () => {
    await walked.did(reader, 'corrections', { field: 'area', value: '33.74.12.1001', reason: 'tepat' });
    await walked.did(reader, 'assignment', { lead: 'DLH', dueAt: hoursAgo(-60 * 24) });
  };
  const reject = () => walked.did(reader, 'handling', { note: 'mulai' });

  /** What a filter counted at each of the moments. */
  async function counts(filter: string, points: readonly string[]): Promise<number[]> {
    const asked = points.map((asOf) => ok(reader, `${filter}&asOf=${encodeURIComponent(asOf)}`));
    return (await Promise.all(asked)).map(({ body }) => body.total);
  }

  it('is listed as it stood: status, level, fields and deadlines of then, by position and by instant', async () => {
    for (const points of [positions, instants]) {
      expect(await counts(`area=${AREA}`, points)).toEqual([1, 1, 1, 1, 1]);
      expect(await counts('status=RECEIVED', points)).toEqual([1, 0, 0, 0, 0]);
      expect(await counts('status=VERIFIED', points)).toEqual([0, 1, 1, 0, 0]);
      expect(await counts('status=ASSIGNED', points)).toEqual([0, 0, 0, 1, 0]);
      expect(await counts('status=IN_PROGRESS&open=true', points)).toEqual([0, 0, 0, 0, 1]);
      expect(await counts('severity=3', points)).toEqual([0, 0, 1, 1, 1]);
      expect(await counts('area=33.74.12.1001', points)).toEqual([0, 0, 0, 1, 1]);
      expect(await counts('agency=DLH', points)).toEqual([0, 0, 0, 1, 1]);
      // Once it is handled, only the assignment is waited for.
      expect(await counts(`dueBefore=${hoursAgo(-50 * 24)}`, points)).toEqual([1, 1, 1, 1, 0]);
      expect(await counts(`dueBefore=${hoursAgo(-70 * 24)}`, points)).toEqual([1, 1, 1, 1, 1]);
      expect(await counts('level=E1', points)).toEqual([1, 1, 1, 1, 1]);
    }
    const { body } = await ok(reader, `asOf=${positions[1]}&status=VERIFIED`);
    expect(body).toMatchObject({
      asOf: positions[1],
      total: 1,
      items: [{ id: walked.id, status: 'VERIFIED', severity: 1, area: AREA, revision: 2 }],
    });
    const before = new Date(Date.parse(instants[0] ?? '') - 1).toISOString();
    expect(await counts('', [before, hoursAgo(24 * 365)])).toEqual([0, 0]);
  });

  it('is shown of one case as it stood, read-only and marked', async () => {
    const asOf = (point: string) => walked.get(reader, `?asOf=${encodeURIComponent(point)}`);
    for (const points of [positions, instants]) {
      const pages = (await Promise.all(points.map(asOf))).map(({ body }) => body);
      expect(pages.map(({ status }) => status)).toEqual([
        'RECEIVED',
        'VERIFIED',
        'VERIFIED',
        'ASSIGNED',
        'IN_PROGRESS',
      ]);
      expect(pages.map(({ severity }) => severity)).toEqual([1, 1, 3, 3, 3]);
      expect(pages.map(({ revision }) => revision)).toEqual([1, 2, 4, 7, 8]);
      expect(pages.map(({ asOf }) => asOf)).toEqual(points);
      expect(pages.every(({ actions }) => actions.length === 0)).toBe(true);
      expect(pages[2]).toMatchObject({ area: { code: AREA }, assignment: null, dueAt: expect.any(String) });
      const course = await walked.get(reader, `/timeline?asOf=${encodeURIComponent(points[1] ?? '')}`);
      expect(course.body.items).toHaveLength(3);
    }
    const before = new Date(Date.parse(instants[0] ?? '') - 60_000).toISOString();
    expectProblem(await asOf(before), 404, 'not_found');
  });

  it('is paged', async () => {
    for (let n = 0; n < 3; n++) await recorded({ area: AREA }, reader);
    const last = await recorded({ area: AREA }, reader);
    const first = await ok(reader, `limit=3&asOf=${last.position}`);
    await (await recorded({ area: AREA }, reader)).did(reader, 'verification', { outcome: 'VERIFIED' });
    const second = await ok(reader, `limit=3&asOf=${last.position}&cursor=${first.body.next}`);
    expect([first.body.total, second.body.total]).toEqual([5, 5]);
    expect(second.body.items).toHaveLength(2);
    expect(second.body.next).toBeNull();
  });

  it('shows nothing that today’s rights hide: a case restricted later is hidden also then', async () => {
    const watcher = await app.person({ role: 'OPERATOR', area: AREA });
    const open = await recorded({ area: AREA }, reader);
    const then = open.position;
    expect((await ok(watcher, `q=${open.number}&asOf=${then}`)).body.total).toBe(1);
    await province.post(
      `/v1/cases/${open.id}/corrections`,
      { field: 'access', value: 'RESTRICTED', reason: 'peka' },
      { ifMatch: open.revision },
    );
    const { headers } = await auditor.get(`/v1/cases/${open.id}`);
    expect(headers.get('etag')).toBe('"2"');
    const noted = await province.post(`/v1/cases/${open.id}/notes`, { text: 'Tertutup.' });
    const position = noted.headers.get('kondusif-position');
    expect((await ok(watcher, `q=${open.number}&asOf=${then}&after=${position}`)).body.total).toBe(0);
    expectProblem(await open.get(watcher, `?asOf=${then}`), 404, 'not_found');
    expectProblem(await open.get(watcher, `/timeline?asOf=${then}`), 404, 'not_found');
    expect((await ok(auditor, `q=${open.number}&asOf=${then}&after=${position}`)).body.total).toBe(1);
  });

  it('has no future, and is an instant or a position', async () => {
    const paths = ['/v1/cases', `/v1/cases/${walked.id}`, `/v1/cases/${walked.id}/timeline`];
    const ahead = walked.position.replace('-0', '-1');
    for (const path of paths) {
      for (const asOf of [hoursAgo(-1), hoursAgo(-24), ahead]) {
        const answer = await reader.get(`${path}?asOf=${encodeURIComponent(asOf)}`);
        expectProblem(answer, 422, 'as_of_in_the_future');
      }
      for (const asOf of ['kemarin', '2026-11-20', '2026-11-20T10:00:00', '2026-02-30T10:00:00Z', '']) {
        const answer = await reader.get(`${path}?asOf=${encodeURIComponent(asOf)}`);
        expect([asOf, answer.status]).toEqual([asOf, 400]);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }
      const foreign = await reader.get(`${path}?asOf=00000000-00000000000001`);
      expectProblem(foreign, 400, 'position_invalid');
    }
  });

  it('of an instant just now waits, so that two who ask it get the same', async () => {
    const late = await recorded({ area: AREA }, reader);
    const { recordedAt } = await late.seenBy(reader);
    const began = Date.now();
    const [one, other] = await Promise.all([
      ok(reader, `q=${late.number}&asOf=${recordedAt}`),
      ok(new Caller(otherUrl, reader.id, reader.token), `q=${late.number}&asOf=${recordedAt}`),
    ]);
    expect(one.body).toEqual(other.body);
    expect(one.body.total).toBe(1);
    expect(Date.now() - began).toBeGreaterThan(1_000);
  });

  it('knows which duplicates a case had', async () => {
    const first = await recorded({ area: AREA }, reader);
    const second = await recorded({ area: AREA }, reader);
    await second.did(reader, 'verification', {
      outcome: 'DUPLICATE',
      reason: 'Sama.',
      duplicateOf: first.id,
    });
    const now = await first.get(reader, `?after=${second.position}`);
    expect(now.body.duplicates).toEqual([second.id]);
    const then = await first.get(reader, `?asOf=${first.position}&after=${second.position}`);
    expect(then.body.duplicates).toEqual([]);
  });
});

describe('the live stream', () => {
  const AREA = '33.74.14';

  it('tells what happens to the cases of a topic that the reader may see, with the position as id', async () => {
    const watcher = await app.person({ role: 'OPERATOR', area: SEMARANG });
    const area = await LiveReader.open(watcher, `cases:${AREA}`);
    const everything = await LiveReader.open(secretariat, `cases:${SEMARANG},board:${JATENG}`);
    const mine = await LiveReader.open(watcher, 'mine');
    const outside = await recorded({ area: '33.74.15' });
    const hidden = await recorded(
      { area: AREA, category: 'NEUTRALITY', subcategory: 'ASN_POSE' },
      secretariat,
    );
    const shown = await recorded({ area: AREA });
    const own = await recorded({ area: '33.74.15' }, watcher);
    const one = await LiveReader.open(watcher, `case:${outside.id}`);
    await outside.did(watcher, 'notes', { text: 'Rahasia isi.' });
    await shown.did(watcher, 'notes', { text: 'Rahasia isi.' });
    const seen = await area.until(shown.id, 'NoteAdded');
    expect(seen.map(({ data }) => `${data.id} ${data.type}`)).toEqual([
      `${shown.id} CaseRecorded`,
      `${shown.id} EscalationStarted`,
      `${shown.id} NoteAdded`,
    ]);
    expect(seen.at(-1)).toMatchObject({
      id: shown.position,
      event: 'case',
      data: { revision: 2, area: AREA },
    });
    expect(JSON.stringify(seen)).not.toContain('Rahasia');
    const all = await everything.until(shown.id, 'NoteAdded');
    for (const { id } of [outside, hidden, shown, own])
      expect(all.some(({ data }) => data.id === id)).toBe(true);
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort());
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set((await mine.until(own.id, 'EscalationStarted')).map(({ data }) => data.id))).toEqual(
      new Set([own.id]),
    );
    const followed = await one.until(outside.id, 'NoteAdded');
    expect(followed.map(({ data }) => data.type)).toEqual(['NoteAdded']);
    for (const reader of [area, everything, mine, one]) reader.close();
  });

  it('goes on after the last message that the reader has, without a gap or a repeat', async () => {
    const first = await recorded({ area: AREA });
    const live = await LiveReader.open(operator, `cases:${AREA}`, first.position);
    for (let n = 0; n < 5; n++) await first.did(operator, 'notes', { text: `${n}` });
    const second = await recorded({ area: AREA });
    const all = await live.until(second.id, 'EscalationStarted');
    expect(all).toHaveLength(7);
    const replayed = await LiveReader.open(operator, `cases:${AREA}`, all[2]?.id);
    expect(await replayed.until(second.id, 'EscalationStarted')).toEqual(all.slice(3));
    const elsewhere = await LiveReader.open(
      new Caller(otherUrl, operator.id, operator.token),
      `cases:${AREA}`,
      all[0]?.id,
    );
    expect(await elsewhere.until(second.id, 'EscalationStarted')).toEqual(all.slice(1));
    for (const reader of [live, replayed, elsewhere]) reader.close();
  });

  it('does not replay a case that was hidden from the reader since', async () => {
    const before = await recorded({ area: AREA });
    const open = await recorded({ area: AREA });
    const watching = await LiveReader.open(operator, `cases:${AREA}`, before.position);
    await watching.until(open.id, 'EscalationStarted');
    await open.did(secretariat, 'corrections', {
      field: 'accusedOffice',
      value: { area: AREA },
      reason: 'camat',
    });
    const barred = await app.person({ role: 'OPERATOR', area: AREA });
    await open.did(secretariat, 'corrections', { field: 'access', value: 'RESTRICTED', reason: 'peka' });
    const marker = await recorded({ area: AREA });
    for (const blind of [barred, await app.person({ role: 'VERIFIER', area: SEMARANG })]) {
      const replay = await LiveReader.open(blind, `cases:${AREA},case:${open.id}`, before.position);
      const messages = await replay.until(marker.id, 'EscalationStarted');
      expect(messages.map(({ data }) => data.id)).toEqual([marker.id, marker.id]);
      replay.close();
    }
    watching.close();
  });

  it('ends within two seconds when the person is deactivated or loses the right, in every process', async () => {
    const leaving = await app.person({ role: 'OPERATOR', area: AREA });
    const losing = await app.person({ role: 'OPERATOR', area: AREA });
    const readers = await Promise.all(
      [leaving, losing].flatMap(({ id, token }) =>
        [app.url, otherUrl].map((url) => LiveReader.open(new Caller(url, id, token), `cases:${AREA}`)),
      ),
    );
    const began = Date.now();
    expect((await app.admin.post(`/v1/people/${leaving.id}/deactivation`)).status).toBeLessThan(300);
    const person = await app.admin.get(`/v1/people/${losing.id}`);
    const changed = await app.admin.send(
      'PUT',
      `/v1/people/${losing.id}/grants`,
      { grants: [{ role: 'OPERATOR', area: '51' }] },
      { ifMatch: person.headers.get('etag') },
    );
    expect(changed.status).toBe(200);
    const since = await recorded({ area: AREA });
    await Promise.race([Promise.all(readers.map(({ ended }) => ended)), setTimeout(5_000)]);
    expect(Date.now() - began).toBeLessThan(2_500);
    await expect(LiveReader.open(leaving, 'mine')).rejects.toThrow('401');
    for (const { messages } of readers) {
      const late = messages.filter(({ data }) => data.id === since.id);
      expect(late.length).toBeLessThanOrEqual(2);
    }
  });

  it('refuses what is no topic, a foreign position, and those who see no case', async () => {
    for (const topics of ['kasus', 'cases', 'cases:33.7', 'cases:99', 'case:1', 'board:x', 'mine,foo', ',']) {
      const answer = await secretariat.get(`/v1/stream?topics=${encodeURIComponent(topics)}`);
      expect([topics, answer.status]).toEqual([topics, 400]);
      expectProblem(answer, 400, 'invalid_parameter');
    }
    expectProblem(
      await secretariat.get('/v1/stream?topics=mine', { 'last-event-id': '00000000-00000000000001' }),
      400,
      'position_invalid',
    );
    expectProblem(await app.admin.get('/v1/stream?topics=mine'), 403, 'role_not_permitted');
    expectProblem(await app.nobody.get('/v1/stream?topics=mine'), 401, 'not_signed_in');
  });
});
