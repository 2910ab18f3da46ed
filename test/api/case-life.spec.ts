import { setTimeout } from 'node:timers/promises';
import { Clock } from '../../src/kernel/clock.js';
import type { Grant } from '../../src/kernel/grant.js';
import { type Body, Caller, type RunningApp, startApp } from '../support/running-app.js';
import {
  BANYUMANIK,
  BULUSAN,
  expectProblem,
  hoursAgo,
  JATENG,
  KAB_SEMARANG,
  report,
  SEMARANG,
  TEMBALANG,
  WalkedCase,
} from './walked-case.js';

/** The machine's clock, which a test may put forward. */
class MovableClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const DAY_MS = 24 * 3_600_000;

const CAST = {
  reporter: [{ role: 'REPORTER', area: BULUSAN }],
  otherReporter: [{ role: 'REPORTER', area: BULUSAN }],
  operator: [{ role: 'OPERATOR', area: BULUSAN }],
  verifier: [{ role: 'VERIFIER', area: TEMBALANG }],
  lurah: [{ role: 'HEAD', area: BULUSAN }],
  camat: [{ role: 'HEAD', area: TEMBALANG }],
  sekda: [{ role: 'HEAD', area: SEMARANG }],
  governor: [{ role: 'HEAD', area: JATENG }],
  secretariat: [{ role: 'SECRETARIAT', area: SEMARANG }],
  province: [{ role: 'SECRETARIAT', area: JATENG }],
  subdistrict: [{ role: 'SECRETARIAT', area: TEMBALANG }],
  satpol: [{ role: 'OFFICER', area: JATENG, agency: 'SATPOL_PP' }],
  dlh: [{ role: 'OFFICER', area: SEMARANG, agency: 'DLH' }],
  bawaslu: [{ role: 'LIAISON', area: SEMARANG, agency: 'BAWASLU' }],
  kpu: [{ role: 'LIAISON', area: SEMARANG, agency: 'KPU' }],
  desk: [{ role: 'DESK', area: SEMARANG }],
  auditor: [{ role: 'AUDITOR', area: '' }],
  stranger: [
    { role: 'SECRETARIAT', area: KAB_SEMARANG },
    { role: 'VERIFIER', area: KAB_SEMARANG },
  ],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

let app: RunningApp;
let people: Readonly<Record<keyof typeof CAST, Caller>>;
const clock = new MovableClock();

beforeAll(async () => {
  app = await startApp({ clock });
  const made = Object.entries(CAST).map(async ([name, grants]) => [name, await app.person(...grants)]);
  people = Object.fromEntries(await Promise.all(made));
}, 60_000);

afterAll(() => app?.close());

function recorded(by: Caller, changes: Body = {}): Promise<WalkedCase> {
  return WalkedCase.recorded(by, people.auditor, changes);
}

/** A verified case of Bulusan. */
async function verified(changes: Body = {}): Promise<WalkedCase> {
  const found = await recorded(people.operator, changes);
  await found.did(people.verifier, 'verification', { outcome: 'VERIFIED' });
  return found;
}

function assigned(lead: string, supporting: readonly string[] = []): Body {
  return { lead, supporting, dueAt: hoursAgo(-48) };
}

async function actionsOf(walked: WalkedCase, reader: Caller): Promise<string[]> {
  return (await walked.seenBy(reader)).actions;
}

describe('a case from log to closure', () => {
  it('is logged with what is known, numbered, held by its office, and seen by whom it concerns', async () => {
    const { reporter, otherReporter, operator, secretariat, satpol, bawaslu, stranger } = people;
    const logged = await reporter.post('/v1/cases', report({ origin: 'ORGANISATION', place: 'Ngesrep V' }));
    expect(logged).toMatchObject({
      status: 201,
      body: {
        number: expect.stringMatching(/^20\d\d-\d{7}$/),
        status: 'RECEIVED',
        level: 'E0',
        missing: expect.arrayContaining(['description', 'knownAt', 'coordinates', 'items']),
      },
    });
    const { id, revision } = logged.body;
    expect(logged.headers.get('location')).toBe(`/v1/cases/${id}`);
    expect(logged.headers.get('etag')).toBe(`"${revision}"`);
    const page = await secretariat.get(`/v1/cases/${id}`);
    expect(page.headers.get('etag')).toBe(`"${revision}"`);
    expect(page.body).toMatchObject({
      id,
      number: logged.body.number,
      area: { code: BULUSAN, level: 'VILLAGE', path: expect.arrayContaining(['Bulusan']), zone: 'WIB' },
      nature: 'INCIDENT',
      occurredPrecision: 'EXACT',
      channel: 'APP',
      severity: 1,
      access: 'OPEN',
      assignment: null,
      dueAt: expect.any(String),
      duplicateOf: null,
      recordedBy: { id: reporter.id, role: 'REPORTER' },
      recordedAt: logged.body.recordedAt,
      missing: logged.body.missing,
    });
    for (const sees of [reporter, operator, people.verifier, people.lurah, people.desk, people.auditor])
      expect((await sees.get(`/v1/cases/${id}`)).status).toBe(200);
    for (const blind of [otherReporter, satpol, bawaslu, stranger, app.admin])
      expectProblem(await blind.get(`/v1/cases/${id}`), 404, 'not_found');
    expectProblem(await app.nobody.get(`/v1/cases/${id}`), 401, 'not_signed_in');
    expectProblem(await app.admin.get('/v1/cases'), 403, 'role_not_permitted');
  });

  it('looks to those who may not see it like a case that there is not', async () => {
    const hidden = await recorded(people.reporter);
    const unknown = '01980000-0000-7000-8000-000000000000';
    for (const tail of ['', '/timeline']) {
      const [one, other] = await Promise.all(
        [hidden.id, unknown].map((id) => people.stranger.get(`/v1/cases/${id}${tail}`)),
      );
      expect(alike(one?.body)).toEqual(alike(other?.body));
    }
    const attempts: readonly [string, Body][] = [
      ['verification', { outcome: 'VERIFIED' }],
      ['verification', { outcome: 'DUPLICATE', reason: 'sama', duplicateOf: hidden.id }],
      ['corrections', { field: 'area', value: '33.74.99', reason: 'salah' }],
      ['corrections', { field: 'details', value: { tps: '1' }, reason: 'salah' }],
      ['corrections', { field: 'subcategory', value: 'CASH', reason: 'salah' }],
      ['assignment', assigned('SATPOL_PP')],
      ['input-requests/1/answer', { answer: 'ya' }],
      ['access', { person: people.stranger.id, reason: 'ingin tahu' }],
    ];
    for (const [tail, body] of attempts) {
      const [one, other] = await Promise.all(
        [hidden.id, unknown].map((id) =>
          people.stranger.post(`/v1/cases/${id}/${tail}`, body, { ifMatch: 1 }),
        ),
      );
      expectProblem(one as never, 404, 'not_found');
      expect(alike(one?.body)).toEqual(alike(other?.body));
    }
  });

  describe('walked by people of many roles, each step refused to whom and when it is not for', () => {
    let walked: WalkedCase;

    it('is verified: by whom it is for, on what they have before them', async () => {
      const { reporter, operator, verifier, camat, secretariat, auditor } = people;
      walked = await recorded(reporter, {
        origin: 'ORGANISATION',
        items: [{ type: 'SPANDUK', count: 3 }],
      });
      await walked.refused(reporter, 'verification', { outcome: 'VERIFIED' }, [403, 'forbidden']);
      await walked.refused(auditor, 'notes', { text: 'Saya hanya membaca.' }, [403, 'forbidden']);
      await walked.refused(operator, 'verification', { outcome: 'VERIFIED' }, [403, 'forbidden']);
      await walked.refused(verifier, 'verification', { outcome: 'REJECTED' }, [422, 'reason_missing']);
      await walked.refused(verifier, 'verification', { outcome: 'VERIFIED' }, [428, 'if_match_missing'], {
        ifMatch: null,
      });
      await walked.refused(secretariat, 'assignment', assigned('SATPOL_PP'), [409, 'not_verified_yet']);
      await walked.refused(secretariat, 'handling', {}, [409, 'not_verified_yet']);
      await walked.refused(secretariat, 'resolution', { outcome: 'REMOVED', summary: 'Dilepas.' }, [
        409,
        'not_in_status',
      ]);
      expect(await actionsOf(walked, verifier)).toContain('verification');
      const opened = walked.revision;
      expect(
        await walked.did(verifier, 'verification', { outcome: 'VERIFIED', told: 'lewat telepon' }),
      ).toEqual({
        revision: opened + 1,
        status: 'VERIFIED',
        level: 'E0',
      });
      expect(await actionsOf(walked, verifier)).not.toContain('verification');
      await walked.refused(verifier, 'verification', { outcome: 'VERIFIED' }, [409, 'not_in_status']);
      const stale = await walked.refused(
        camat,
        'assignment',
        assigned('SATPOL_PP'),
        [412, 'stale_revision'],
        {
          ifMatch: opened,
        },
      );
      expect(stale).toMatchObject({
        revision: opened + 1,
        since: [{ type: 'CaseVerified', revision: opened + 1 }],
      });
    });

    it('is assigned and handled: by the agency, with what others add', async () => {
      const { reporter, verifier, camat, satpol, dlh, desk } = people;
      await walked.refused(camat, 'handling', {}, [403, 'forbidden']);
      await walked.refused(verifier, 'assignment', assigned('SATPOL_PP'), [403, 'forbidden']);
      expect(await walked.did(camat, 'assignment', assigned('SATPOL_PP', ['DLH']))).toMatchObject({
        status: 'ASSIGNED',
      });
      await walked.refused(camat, 'assignment', (await assignmentOf(walked)) as Body, [
        409,
        'nothing_to_change',
      ]);
      await walked.refused(satpol, 'resolution', { outcome: 'REMOVED', summary: 'Sudah.' }, [
        409,
        'not_in_status',
      ]);
      expect(await actionsOf(walked, satpol)).toEqual(
        expect.arrayContaining(['assignment/acceptance', 'assignment/refusal', 'handling', 'field-actions']),
      );
      expect(await walked.did(satpol, 'assignment/acceptance')).toMatchObject({ status: 'IN_PROGRESS' });
      await walked.refused(satpol, 'assignment/acceptance', {}, [409, 'already_answered']);
      expect(
        await walked.did(desk, 'field-actions', {
          kind: 'SECURING',
          at: hoursAgo(1),
          with: ['SATPOL_PP', 'BAWASLU'],
          result: 'DONE',
          summary: 'Lokasi diamankan.',
        }),
      ).toMatchObject({ n: 1, status: 'IN_PROGRESS' });
      expect(
        await walked.did(satpol, 'input-requests', { agency: 'DLH', question: 'Pohonnya?' }),
      ).toMatchObject({
        n: 1,
      });
      await walked.refused(satpol, 'input-requests/1/answer', { answer: 'Baik.' }, [403, 'forbidden']);
      await walked.refused(dlh, 'input-requests/2/answer', { answer: 'Baik.' }, [404, 'not_found']);
      expect(await actionsOf(walked, dlh)).toContain('input-requests/1/answer');
      await walked.did(dlh, 'input-requests/1/answer', { answer: 'Perlu dirawat.' });
      await walked.refused(dlh, 'input-requests/1/answer', { answer: 'Lagi.' }, [409, 'already_answered']);
      await walked.did(reporter, 'notes', { text: 'Masih ada satu di ujung jalan.' });
      await walked.did(reporter, 'evidence', { sha256: 'a'.repeat(64), caption: 'Foto' });
      await walked.refused(desk, 'evidence', { sha256: 'a'.repeat(64) }, [409, 'nothing_to_change']);
      await walked.did(verifier, 'severity', { severity: 2, reason: 'Menutup rambu.' });
      await walked.refused(verifier, 'severity', { severity: 2, reason: 'Sama.' }, [
        409,
        'nothing_to_change',
      ]);
    });

    it('is resolved, returned, closed and reopened: each by another', async () => {
      const { verifier, camat, sekda, secretariat, satpol } = people;
      await walked.refused(sekda, 'resolution', { outcome: 'REMOVED', summary: 'Dilepas.' }, [
        403,
        'forbidden',
      ]);
      await walked.refused(satpol, 'closure', {}, [403, 'forbidden']);
      await walked.did(satpol, 'resolution', { outcome: 'REMOVED', summary: 'Tiga spanduk dilepas.' });
      await walked.refused(satpol, 'closure', {}, [403, 'forbidden']);
      expect(await walked.did(verifier, 'return', { reason: 'Satu masih ada.' })).toMatchObject({
        status: 'IN_PROGRESS',
        level: 'E0',
      });
      await walked.did(satpol, 'resolution', { outcome: 'REMOVED', summary: 'Semua dilepas.' });
      expect(await walked.did(secretariat, 'closure', { note: 'Lengkap.' })).toMatchObject({
        status: 'CLOSED',
        level: null,
      });
      await walked.refused(verifier, 'severity', { severity: 3, reason: 'Terlambat.' }, [
        409,
        'not_in_status',
      ]);
      await walked.refused(camat, 'reopening', { reason: 'Belum.' }, [403, 'forbidden']);
      await walked.refused(secretariat, 'reopening', { reason: 'Belum.' }, [403, 'forbidden']);
      expect(await walked.did(sekda, 'reopening', { reason: 'Dipasang lagi.' })).toMatchObject({
        status: 'IN_PROGRESS',
        level: 'E0',
      });
      expect((await assignmentOf(walked)).lead).toBe('SATPOL_PP');
      await walked.did(satpol, 'resolution', { outcome: 'REMOVED', summary: 'Dilepas lagi.' });
      await walked.did(sekda, 'closure');
      expect(await walked.seenBy(satpol)).toMatchObject({
        status: 'CLOSED',
        severity: 2,
        assignment: {
          lead: 'SATPOL_PP',
          state: 'ACCEPTED',
          supporting: [{ agency: 'DLH', state: 'PENDING' }],
        },
        inputRequests: [{ n: 1, agency: 'DLH', question: 'Pohonnya?', answer: { text: 'Perlu dirawat.' } }],
        fieldActions: [{ n: 1, kind: 'SECURING', result: 'DONE', by: { role: 'DESK' } }],
        dueAt: null,
        actions: ['notes', 'evidence'],
      });
    });
  });

  it('tells its course oldest first, in sentences of both languages, with who did what', async () => {
    const walked = await verified({ category: 'TPS_DISPUTE', subcategory: 'CROWD', severity: 1 });
    await walked.did(people.camat, 'assignment', assigned('SATPOL_PP', ['DLH']));
    const { body } = await walked.get(people.lurah, '/timeline');
    expect(body.items.map(({ type }: Body) => type)).toEqual([
      'CaseRecorded',
      'EscalationStarted',
      'CaseVerified',
      'CaseAssigned',
      'EscalationClocksSet',
    ]);
    expect(body.items.map(({ revision }: Body) => revision)).toEqual([0, 1, 2, 3, 4]);
    expect(body.items[2]).toMatchObject({
      actor: { id: people.verifier.id, name: 'Orang Uji', role: 'VERIFIER' },
      recordedAt: expect.stringMatching(/Z$/),
      occurredAt: expect.stringMatching(/Z$/),
      details: expect.any(Object),
    });
    const indonesian = await walked.course(people.lurah, 'id');
    expect(indonesian[0]).toMatch(/^Kasus dicatat: .* · Bulusan$/);
    expect(indonesian.slice(1)).toEqual([
      'Eskalasi dimulai pada E0: Bulusan',
      'Laporan terverifikasi',
      expect.stringMatching(/^Didisposisi kepada Satuan Polisi Pamong Praja .* WIB: Dinas Lingkungan Hidup/),
      'Tenggat dihitung ulang: disposisi berubah',
    ]);
    const english = await walked.course(people.lurah, 'en-GB,en;q=0.9,id;q=0.1');
    expect(english.slice(0, 3)).toEqual([
      expect.stringMatching(/^Case recorded: /),
      'Escalation started at E0: Bulusan',
      'Report verified',
    ]);
    expect(english[3]).toMatch(/^Assigned to Civil service police unit, due .* WIB: Environment agency$/);
  });
});

describe('four eyes', () => {
  it('keep who saw it from verifying it, but not who typed in what others brought', async () => {
    const seen = await recorded(people.verifier, { origin: 'OWN_OBSERVATION' });
    expect(await seen.seenBy(people.verifier)).toMatchObject({ knownAt: expect.any(String) });
    await seen.refused(people.verifier, 'verification', { outcome: 'VERIFIED' }, [403, 'four_eyes']);
    expect(await actionsOf(seen, people.verifier)).not.toContain('verification');
    await seen.did(people.verifier, 'corrections', {
      field: 'origin',
      value: 'CITIZEN',
      reason: 'Ternyata dari warga.',
    });
    await seen.refused(people.verifier, 'verification', { outcome: 'VERIFIED' }, [403, 'four_eyes']);
    await seen.did(people.camat, 'verification', { outcome: 'VERIFIED' });

    const brought = await recorded(people.verifier, { origin: 'CITIZEN' });
    await brought.did(people.verifier, 'verification', { outcome: 'VERIFIED' });
  });

  it('keep who resolved it from closing and from returning it', async () => {
    const own = await verified();
    await own.did(people.secretariat, 'handling', { note: 'Kami urus sendiri.' });
    await own.did(people.secretariat, 'resolution', { outcome: 'SETTLED', summary: 'Selesai di tempat.' });
    await own.refused(people.secretariat, 'closure', {}, [403, 'four_eyes']);
    await own.refused(people.secretariat, 'return', { reason: 'Belum.' }, [403, 'four_eyes']);
    await own.did(people.lurah, 'closure');
  });

  it('open after a day without a second person, and say so', async () => {
    const expiresAt = new Date(Date.now() + 5 * DAY_MS).toISOString();
    const grants = CAST.verifier;
    const { body } = await people.verifier.post('/v1/tokens', { name: 'uji', grants, expiresAt });
    const lone = new Caller(app.url, people.verifier.id, body.token);
    const seen = await recorded(lone, { origin: 'OWN_OBSERVATION' });
    try {
      clock.ahead = DAY_MS + 60_000;
      const answer = await seen.act(lone, 'verification', { outcome: 'VERIFIED' });
      expect(answer).toMatchObject({ status: 200, body: { status: 'VERIFIED' } });
    } finally {
      clock.ahead = 0;
    }
    const timeline = await seen.get(people.lurah, '/timeline');
    expect(timeline.body.items.at(-1)).toMatchObject({
      type: 'CaseVerified',
      details: { singleOfficer: true },
    });
  });
});

describe('an early warning', () => {
  const WARNING = {
    category: 'SOCIAL_TENSION',
    subcategory: 'NEIGHBOUR_SPLIT',
    nature: 'POTENTIAL',
    occurredAt: undefined,
  };

  it('is monitored, off the ladder, and becomes an incident by promotion', async () => {
    const warning = await recorded(people.operator, {
      ...WARNING,
      expectedFrom: hoursAgo(-24),
      expectedUntil: hoursAgo(-72),
    });
    await warning.refused(people.verifier, 'promotion', { occurredAt: hoursAgo(1) }, [409, 'not_in_status']);
    expect(await warning.did(people.verifier, 'verification', { outcome: 'VERIFIED' })).toMatchObject({
      status: 'MONITORED',
      level: null,
    });
    await warning.did(people.desk, 'field-actions', {
      kind: 'PATROL',
      at: hoursAgo(0),
      with: ['POLRI'],
      result: 'ONGOING',
      summary: 'Patroli malam.',
    });
    await warning.refused(people.camat, 'assignment', assigned('SATPOL_PP'), [409, 'not_in_status']);
    await warning.refused(people.operator, 'promotion', { occurredAt: hoursAgo(1) }, [403, 'forbidden']);
    await warning.refused(people.verifier, 'promotion', { occurredAt: hoursAgo(-30) }, [
      422,
      'in_the_future',
    ]);
    await warning.refused(
      people.verifier,
      'corrections',
      { field: 'nature', value: 'INCIDENT', reason: 'Sudah terjadi.' },
      [409, 'promotion_needed'],
    );
    expect(await warning.did(people.verifier, 'promotion', { occurredAt: hoursAgo(1) })).toMatchObject({
      status: 'VERIFIED',
      level: 'E0',
    });
    expect(await warning.seenBy(people.operator)).toMatchObject({ nature: 'INCIDENT', status: 'VERIFIED' });
    await warning.did(people.camat, 'assignment', assigned('SATPOL_PP'));
  });

  it('lapses when nothing came of it', async () => {
    const warning = await recorded(people.operator, { ...WARNING, expectedFrom: hoursAgo(-24) });
    await warning.did(people.verifier, 'verification', { outcome: 'VERIFIED' });
    await warning.refused(people.desk, 'lapse', { reason: 'Aman.' }, [403, 'forbidden']);
    expect(await warning.did(people.lurah, 'lapse', { reason: 'Sudah didamaikan.' })).toMatchObject({
      status: 'CLOSED',
      level: null,
    });
    await warning.refused(people.lurah, 'lapse', { reason: 'Lagi.' }, [409, 'not_in_status']);
    expect((await warning.course(people.lurah)).at(-1)).toBe('Early warning lapsed: Sudah didamaikan.');
  });

  it('may not lapse or be promoted where it is an incident', async () => {
    const incident = await verified();
    await incident.refused(people.verifier, 'lapse', { reason: 'Tidak.' }, [409, 'not_in_status']);
    await incident.refused(people.verifier, 'promotion', { occurredAt: hoursAgo(1) }, [409, 'not_in_status']);
  });
});

describe('a case against a camat', () => {
  it('starts above the accused office and does not reach it, whatever else its people hold', async () => {
    const { camat, lurah, verifier, sekda, secretariat, operator, governor } = people;
    const camatWithMore = await app.person(
      { role: 'HEAD', area: TEMBALANG },
      { role: 'SECRETARIAT', area: JATENG },
      { role: 'AUDITOR', area: '' },
    );
    const logged = await recorded(people.desk, {
      category: 'GROUP_CLASH',
      subcategory: 'VERBAL',
      accusedOffice: { area: TEMBALANG },
    });
    expect(await logged.seenBy(sekda)).toMatchObject({ level: 'E2', accusedOffice: { area: TEMBALANG } });
    for (const barred of [camat, lurah, verifier, operator, camatWithMore]) await logged.hiddenFrom(barred);
    for (const sees of [sekda, secretariat, governor, people.desk])
      expect(await logged.isListedFor(sees)).toBe(true);
    const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
    const others = [{ role: 'SECRETARIAT', area: JATENG }];
    const { body } = await camatWithMore.post('/v1/tokens', { name: 'lain', grants: others, expiresAt });
    await logged.hiddenFrom(new Caller(app.url, camatWithMore.id, body.token));
    await logged.did(secretariat, 'verification', { outcome: 'VERIFIED' });
    expect(await logged.did(sekda, 'handling')).toMatchObject({ status: 'IN_PROGRESS', level: 'E2' });
    await logged.did(sekda, 'resolution', { outcome: 'SETTLED', summary: 'Camat ditegur.' });
    await logged.did(secretariat, 'closure');
  });

  it('bars one agency of an area and no other', async () => {
    const against = await recorded(people.desk, { accusedOffice: { area: SEMARANG, agency: 'DLH' } });
    await against.did(people.verifier, 'verification', { outcome: 'VERIFIED' });
    await against.did(people.camat, 'assignment', assigned('SATPOL_PP', ['DLH']));
    await against.hiddenFrom(people.dlh);
    expect(await against.seenBy(people.satpol)).toMatchObject({ level: 'E0' });
    await against.refused(
      people.verifier,
      'corrections',
      { field: 'accusedOffice', value: { area: '' }, reason: 'Semua.' },
      [422, 'accused_office_everywhere'],
    );
  });

  it('leaves the hands of an office that is accused later', async () => {
    const later = await verified();
    await later.did(people.secretariat, 'corrections', {
      field: 'accusedOffice',
      value: { area: BULUSAN },
      reason: 'Lurah sendiri yang memasang.',
    });
    expect(await later.seenBy(people.camat)).toMatchObject({ level: 'E1' });
    await later.hiddenFrom(people.lurah);
    await later.hiddenFrom(people.operator);
    await later.did(people.camat, 'handling');
  });
});

describe('a restricted case', () => {
  const POSE = { category: 'NEUTRALITY', subcategory: 'ASN_POSE', area: TEMBALANG };

  it('is seen by its recorder, the secretariat, the holding head, auditors, and no one else of the area', async () => {
    const { operator, camat, sekda, secretariat, province, subdistrict, verifier, desk } = people;
    const outsider = await app.person({ role: 'OPERATOR', area: TEMBALANG });
    const hidden = await recorded(outsider, POSE);
    expect(await hidden.seenBy(outsider)).toMatchObject({ access: 'RESTRICTED', level: 'E1' });
    for (const sees of [outsider, camat, secretariat, province, people.auditor])
      expect(await hidden.isListedFor(sees)).toBe(true);
    for (const blind of [operator, verifier, desk, sekda, subdistrict]) await hidden.hiddenFrom(blind);
  });

  it('is opened to a person by name, and to the agencies that work on it', async () => {
    const { camat, secretariat, verifier, desk, satpol, dlh, subdistrict } = people;
    const hidden = await recorded(secretariat, POSE);
    await hidden.refused(camat, 'access', { person: verifier.id, reason: 'Periksa.' }, [403, 'forbidden']);
    await hidden.hiddenFrom(subdistrict);
    await hidden.refused(
      secretariat,
      'access',
      { person: '01980000-0000-7000-8000-000000000000', reason: 'Periksa.' },
      [422, 'person_unknown'],
    );
    await hidden.did(secretariat, 'access', { person: verifier.id?.toUpperCase(), reason: 'Periksa.' });
    await hidden.refused(secretariat, 'access', { person: verifier.id, reason: 'Lagi.' }, [
      409,
      'nothing_to_change',
    ]);
    expect(await hidden.isListedFor(verifier)).toBe(true);
    await hidden.did(verifier, 'verification', { outcome: 'VERIFIED' });
    await hidden.did(camat, 'assignment', assigned('SATPOL_PP'));
    expect(await hidden.isListedFor(satpol)).toBe(true);
    for (const blind of [desk, dlh]) await hidden.hiddenFrom(blind);
    const open = await verified();
    await open.refused(secretariat, 'access', { person: desk.id, reason: 'Perlu.' }, [409, 'not_restricted']);
  });

  it('says that something is left out of a total only to those who could otherwise count it', async () => {
    const { desk, secretariat, verifier, camat, stranger, auditor, reporter } = people;
    const barred = await app.person({ role: 'VERIFIER', area: BANYUMANIK });
    const filter = `category=STATE_RESOURCE&area=${BANYUMANIK}`;
    const hidden = await recorded(secretariat, {
      category: 'STATE_RESOURCE',
      subcategory: 'VEHICLE',
      area: BANYUMANIK,
      accusedOffice: { area: BANYUMANIK },
    });
    const counts = async (reader: Caller, query = filter) => {
      const { body } = await reader.get(`/v1/cases?${query}&after=${hidden.position}`);
      return { total: body.total, partial: body.partial };
    };
    for (const reader of [secretariat, auditor]) {
      expect(await counts(reader)).toEqual({ total: 1, partial: undefined });
    }
    expect(await counts(desk)).toEqual({ total: 0, partial: true });
    expect(await counts(desk, `category=STATE_RESOURCE&area=${TEMBALANG}`)).toEqual({ total: 0 });
    for (const reader of [verifier, camat, stranger, reporter, barred])
      expect(await counts(reader)).toEqual({ total: 0, partial: undefined });
  });
});

describe('a quarrel on voting day', () => {
  const QUARREL = { category: 'TPS_DISPUTE', subcategory: 'WITNESS_OBJECTION', area: KAB_SEMARANG };

  async function openPolls(): Promise<void> {
    const contest = { id: 'PILBUP_UJI', kind: 'REGENT_MAYOR', area: KAB_SEMARANG, name: 'Pilbup uji' };
    expect((await app.admin.post('/v1/contests', contest)).status).toBe(201);
    const local = (hours: number) => hoursAgo(hours - 7).slice(0, 16);
    const stages = [{ stage: 'voting', from: local(2), until: local(-4) }];
    const set = await app.admin.send('PUT', '/v1/contests/PILBUP_UJI/stages', { stages }, {});
    expect(set.status).toBe(200);
    // The calendar is read at most once a second.
    await setTimeout(1_100);
  }

  it('waits for verification outside of voting, and burns within', async () => {
    const quarrel = await recorded(people.stranger, { ...QUARREL, severity: 2 });
    await quarrel.refused(people.stranger, 'handling', {}, [409, 'not_verified_yet']);
    await quarrel.refused(people.stranger, 'assignment', assigned('SATPOL_PP'), [409, 'not_verified_yet']);
    expect(await actionsOf(quarrel, people.stranger)).not.toContain('handling');

    const grave = await recorded(people.stranger, { ...QUARREL, severity: 3 });
    expect(await grave.did(people.stranger, 'assignment', assigned('SATPOL_PP'))).toMatchObject({
      status: 'ASSIGNED',
    });

    await openPolls();
    expect(await actionsOf(quarrel, people.stranger)).toContain('handling');
    expect(await quarrel.did(people.stranger, 'handling')).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await quarrel.did(people.stranger, 'verification', { outcome: 'VERIFIED' })).toMatchObject({
      status: 'IN_PROGRESS',
    });
    await quarrel.refused(people.stranger, 'verification', { outcome: 'VERIFIED' }, [
      409,
      'already_verified',
    ]);

    const elsewhere = await recorded(people.operator, { severity: 2 });
    await elsewhere.refused(people.secretariat, 'handling', {}, [409, 'not_verified_yet']);
  });

  it('stands everyone down when it is rejected after all', async () => {
    const { stranger, satpol } = people;
    const quarrel = await recorded(stranger, { ...QUARREL, severity: 3 });
    await quarrel.did(stranger, 'assignment', assigned('SATPOL_PP'));
    await quarrel.did(satpol, 'assignment/acceptance');
    expect(
      await quarrel.did(stranger, 'verification', { outcome: 'REJECTED', reason: 'Hanya kabar.' }),
    ).toMatchObject({ status: 'REJECTED', level: null });
    expect(await actionsOf(quarrel, satpol)).toEqual(['notes', 'evidence']);
    await quarrel.refused(satpol, 'resolution', { outcome: 'STOPPED', summary: 'Bubar.' }, [
      409,
      'not_in_status',
    ]);
    expect(await quarrel.seenBy(satpol)).toMatchObject({ status: 'REJECTED', dueAt: null });
    await quarrel.refused(stranger, 'reopening', { reason: 'Benar juga.' }, [403, 'forbidden']);
    expect(await quarrel.did(people.governor, 'reopening', { reason: 'Benar juga.' })).toMatchObject({
      status: 'IN_PROGRESS',
      level: 'E2',
    });
  });
});

describe('a referral', () => {
  const MONEY = {
    category: 'MONEY_POLITICS',
    subcategory: 'CASH',
    details: { kind: 'MONEY', amount: 100_000 },
  };

  it('goes out on Saturday night without a letter, whose number follows on Monday', async () => {
    const { camat, secretariat, bawaslu, kpu, verifier, desk } = people;
    const referred = await verified(MONEY);
    await referred.refused(verifier, 'referrals', initial('BAWASLU'), [403, 'forbidden']);
    expect(await referred.did(camat, 'referrals', initial('BAWASLU'))).toMatchObject({
      status: 'REFERRED',
      n: 1,
    });
    await referred.hiddenFrom(kpu);
    expect((await referred.seenBy(bawaslu)).referrals).toEqual([
      expect.objectContaining({
        n: 1,
        body: 'BAWASLU',
        as: 'INITIAL_INFORMATION',
        letter: null,
        state: null,
      }),
    ]);
    const letter = { number: '300/041/2026', date: '2026-11-23' };
    await referred.refused(bawaslu, 'referrals/1/letter', letter, [403, 'forbidden']);
    await referred.refused(secretariat, 'referrals/2/letter', letter, [404, 'not_found']);
    await referred.did(secretariat, 'referrals/1/letter', letter);
    await referred.refused(secretariat, 'referrals/1/letter', letter, [409, 'nothing_to_change']);
    await referred.did(bawaslu, 'notes', { text: 'Sudah kami terima.' });
    await referred.refused(bawaslu, 'evidence', { sha256: 'b'.repeat(64) }, [403, 'forbidden']);
    await referred.refused(desk, 'referrals/1/progress', said('REGISTERED'), [403, 'forbidden']);
    await referred.did(bawaslu, 'referrals/1/progress', said('REGISTERED'));
    await referred.did(camat, 'referrals', initial('KPU'));
    await referred.refused(kpu, 'referrals/1/progress', said('PROVEN'), [403, 'forbidden']);
    expect(await referred.did(bawaslu, 'referrals/1/progress', said('PROVEN'))).toMatchObject({
      status: 'REFERRED',
    });
    expect(await referred.did(kpu, 'referrals/2/progress', said('STOPPED'))).toMatchObject({
      status: 'IN_PROGRESS',
      level: 'E1',
    });
    expect(await referred.seenBy(bawaslu)).toMatchObject({
      referrals: [
        { n: 1, letter, state: 'PROVEN', progress: [{ state: 'REGISTERED' }, { state: 'PROVEN' }] },
        { n: 2, body: 'KPU', state: 'STOPPED' },
      ],
    });
    await referred.did(secretariat, 'resolution', { outcome: 'REFERRED_ON', summary: 'Putusan Bawaslu.' });
    await referred.did(camat, 'closure');
    await referred.seenBy(bawaslu);
  });

  it('that is handed on shows the case to the next body', async () => {
    const referred = await verified(MONEY);
    await referred.did(people.camat, 'referrals', {
      ...initial('BAWASLU'),
      letter: { number: '1', date: '2026-11-21' },
    });
    await referred.hiddenFrom(people.kpu);
    await referred.did(people.bawaslu, 'referrals/1/progress', { ...said('HANDED_ON'), handedTo: 'KPU' });
    expect(await referred.isListedFor(people.kpu)).toBe(true);
    await referred.refused(people.verifier, 'referrals/1/letter', { number: '2', date: '2026-11-31' }, [
      422,
      'invalid',
    ]);
  });

  function initial(body: string): Body {
    return { body, as: 'INITIAL_INFORMATION', reason: 'Dugaan pemberian uang.', deliveredAt: hoursAgo(1) };
  }

  function said(state: string): Body {
    return { state, at: hoursAgo(0) };
  }
});

describe('several agencies on one case', () => {
  it('answer each for itself', async () => {
    const { camat, satpol, dlh } = people;
    const shared = await verified();
    await shared.did(camat, 'assignment', assigned('SATPOL_PP', ['DLH']));
    expect(await shared.did(dlh, 'assignment/refusal', { reason: 'Bukan pohon kota.' })).toMatchObject({
      status: 'ASSIGNED',
    });
    await shared.hiddenFrom(dlh);
    const { assignment } = await shared.seenBy(satpol);
    expect(assignment.supporting).toEqual([{ agency: 'DLH', state: 'REFUSED' }]);
    // What another agency answered does not make stale what this one saw.
    shared.revision -= 1;
    expect(await shared.did(satpol, 'assignment/acceptance')).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('let the case wait for another assignment when the lead refuses', async () => {
    const { camat, satpol } = people;
    const refused = await verified();
    await refused.did(camat, 'assignment', assigned('SATPOL_PP', ['DLH']));
    expect(await refused.did(satpol, 'assignment/refusal', { reason: 'Bukan wewenang.' })).toMatchObject({
      status: 'VERIFIED',
      level: 'E0',
    });
    await refused.hiddenFrom(satpol);
    expect(await refused.seenBy(camat)).toMatchObject({ assignment: null });
    await refused.refused(people.dlh, 'assignment/acceptance', {}, [403, 'forbidden']);
    await refused.did(camat, 'assignment', assigned('DLH'));
  });

  it('have the secretariat speak for one that has no officer there', async () => {
    const { camat, secretariat, satpol, subdistrict } = people;
    const spoken = await verified();
    await spoken.did(camat, 'assignment', assigned('DINKES', ['SATPOL_PP']));
    await spoken.refused(satpol, 'resolution', { outcome: 'OTHER', summary: 'x' }, [403, 'forbidden']);
    expect(await actionsOf(spoken, secretariat)).toContain('assignment/acceptance');
    expect(await spoken.did(secretariat, 'assignment/acceptance')).toMatchObject({ status: 'IN_PROGRESS' });
    await spoken.refused(secretariat, 'assignment/refusal', { reason: 'Tidak.' }, [409, 'already_answered']);
    expect((await spoken.seenBy(satpol)).assignment).toMatchObject({
      lead: 'DINKES',
      state: 'ACCEPTED',
      supporting: [{ agency: 'SATPOL_PP', state: 'PENDING' }],
    });
    await spoken.did(satpol, 'input-requests', { agency: 'DISDIK', question: 'Sekolah terganggu?' });
    await spoken.did(subdistrict, 'input-requests/1/answer', { answer: 'Tidak.' });
    const { inputRequests } = await spoken.seenBy(satpol);
    expect(inputRequests[0].answer).toMatchObject({ by: { role: 'SECRETARIAT', agency: 'DISDIK' } });
  });

  it('are known agencies', async () => {
    const { camat } = people;
    const open = await verified();
    const problem = await open.refused(camat, 'assignment', assigned('SATPOL', ['KANTOR_POS']), [
      422,
      'invalid',
    ]);
    expect(problem.errors).toEqual([
      expect.objectContaining({ pointer: '/lead', code: 'unknown_agency' }),
      expect.objectContaining({ pointer: '/supporting/0', code: 'unknown_agency' }),
    ]);
  });
});

describe('corrections', () => {
  const PLAIN: readonly (readonly [string, unknown])[] = [
    ['place', 'Jl. Ngesrep Timur V'],
    ['areaSource', 'MANUAL'],
    ['coordinates', { lng: 110.44, lat: -7.05, accuracyM: 12 }],
    ['occurredAt', '2026-11-20T07:05:00.000Z'],
    ['occurredUntil', '2026-11-20T08:05:00.000Z'],
    ['occurredPrecision', 'HOUR'],
    ['knownAt', '2026-11-20T09:05:00.000Z'],
    ['receivedAt', '2026-11-20T10:05:00.000Z'],
    ['origin', 'MEDIA'],
    ['channel', 'LAPOR'],
    ['description', 'Spanduk dipaku di pohon.'],
    ['severity', 3],
    ['otherAreas', [TEMBALANG]],
    ['items', [{ type: 'SPANDUK', count: 3, size: '4x6' }]],
    ['contests', ['PILKADA_2024']],
    ['access', 'RESTRICTED'],
  ];

  it('keep old and new of every field on record', async () => {
    const wrong = await recorded(people.operator);
    const before = await wrong.seenBy(people.secretariat);
    for (const [field, value] of PLAIN) {
      await wrong.did(people.secretariat, 'corrections', { field, value, reason: `salah: ${field}` });
    }
    const after = await wrong.seenBy(people.secretariat);
    expect(after).toMatchObject(Object.fromEntries(PLAIN));
    expect(after.corrections).toEqual(
      PLAIN.map(([field, value]) =>
        expect.objectContaining({
          field,
          old: before[field] ?? null,
          new: value,
          reason: `salah: ${field}`,
          by: expect.objectContaining({ id: people.secretariat.id }),
        }),
      ),
    );
    expect(after).toMatchObject({ number: before.number, recordedAt: before.recordedAt });
    await wrong.did(people.secretariat, 'corrections', { field: 'place', value: null, reason: 'tidak tahu' });
    expect((await wrong.seenBy(people.secretariat)).place).toBeUndefined();
    expect(await wrong.isListedFor(people.secretariat)).toBe(true);
  });

  it('take an instant with any offset for the same instant in UTC', async () => {
    const wrong = await recorded(people.operator);
    await wrong.did(people.verifier, 'corrections', {
      field: 'occurredAt',
      value: '2026-11-20T14:05:00+07:00',
      reason: 'jam',
    });
    expect(await wrong.seenBy(people.verifier)).toMatchObject({ occurredAt: '2026-11-20T07:05:00.000Z' });
  });

  it('give a case another kind in two steps', async () => {
    const { secretariat } = people;
    const wrong = await recorded(people.operator);
    await wrong.refused(secretariat, 'corrections', { field: 'subcategory', value: 'CASH', reason: 'uang' }, [
      422,
      'subcategory_of_another_category',
    ]);
    await wrong.did(secretariat, 'corrections', {
      field: 'category',
      value: 'MONEY_POLITICS',
      reason: 'uang',
    });
    await wrong.did(secretariat, 'corrections', { field: 'subcategory', value: 'CASH', reason: 'uang' });
    await wrong.did(secretariat, 'corrections', {
      field: 'details',
      value: { kind: 'MONEY', recipients: 12 },
      reason: 'uang',
    });
    const stranger = { field: 'details', value: { tps: '012' }, reason: 'uang' };
    const problem = await wrong.refused(secretariat, 'corrections', stranger, [400, 'unknown_property']);
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: '/value/tps' })]);
    expect(await wrong.seenBy(secretariat)).toMatchObject({
      category: 'MONEY_POLITICS',
      subcategory: 'CASH',
      details: { kind: 'MONEY', recipients: 12 },
    });
  });

  it('that move a case give it to the office of its new area, and say so', async () => {
    const { secretariat, lurah, province, stranger, operator } = people;
    const moved = await verified();
    await moved.did(secretariat, 'corrections', {
      field: 'area',
      value: BANYUMANIK,
      reason: 'salah kecamatan',
    });
    expect(await moved.seenBy(secretariat)).toMatchObject({
      area: { code: BANYUMANIK, name: 'Banyumanik' },
      level: 'E1',
    });
    await moved.hiddenFrom(lurah);
    expect(await moved.isListedFor(operator)).toBe(true);
    expect((await moved.course(secretariat)).slice(-2)).toEqual([
      expect.stringMatching(/^Data corrected: .*: salah kecamatan$/),
      'Escalation moved to E1: Banyumanik',
    ]);
    await moved.did(province, 'corrections', {
      field: 'area',
      value: KAB_SEMARANG,
      reason: 'kabupaten lain',
    });
    expect(await moved.isListedFor(stranger)).toBe(true);
    await moved.hiddenFrom(secretariat);
  });

  it('are for the secretariat and verifiers, and for the recorder while nobody decided', async () => {
    const { reporter, desk, camat, verifier } = people;
    const mine = await recorded(reporter);
    const place = (value: string) => ({ field: 'place', value, reason: 'lebih tepat' });
    await mine.did(reporter, 'corrections', place('dekat masjid'));
    await mine.refused(desk, 'corrections', place('dekat pasar'), [403, 'forbidden']);
    await mine.refused(camat, 'corrections', place('dekat pasar'), [403, 'forbidden']);
    await mine.did(verifier, 'verification', { outcome: 'REJECTED', reason: 'Tidak ada.' });
    await mine.refused(reporter, 'corrections', place('dekat pasar'), [403, 'forbidden']);
    await mine.did(verifier, 'corrections', place('dekat pasar'));
  });

  it('refuse what the field could not have been when it was recorded', async () => {
    const { secretariat } = people;
    const wrong = await recorded(people.operator);
    const values: readonly (readonly [string, unknown, readonly [number, string], string?])[] = [
      ['severity', 'berat', [422, 'invalid']],
      ['severity', 5, [422, 'invalid']],
      ['items', 'x', [422, 'invalid']],
      ['items', [{ type: 'SPANDUK', count: 0 }], [422, 'invalid'], '/value/0/count'],
      ['items', [{ type: 'SPANDUK', count: 1, warna: 'merah' }], [400, 'unknown_property'], '/value/0/warna'],
      ['description', 5, [422, 'invalid']],
      ['description', 'x'.repeat(10_001), [422, 'invalid']],
      ['area', '33.74.99', [422, 'unknown_area']],
      ['area', 'Semarang', [422, 'invalid']],
      ['accusedOffice', { area: 5 }, [422, 'invalid'], '/value/area'],
      ['otherAreas', ['33.74', '99'], [422, 'unknown_area'], '/value/1'],
      ['occurredAt', 'kemarin', [422, 'invalid']],
      ['occurredAt', '2026-11-20T14:05:00', [422, 'invalid']],
      ['occurredAt', hoursAgo(-30), [422, 'in_the_future']],
      ['occurredAt', null, [422, 'occurred_at_missing']],
      ['coordinates', { lng: -7.05, lat: 110.44 }, [422, 'coordinates_out_of_range'], '/value/lng'],
      ['participants', 'abc', [422, 'invalid']],
      ['participants', ['tidak-ada'], [422, 'invalid'], '/value/0'],
      ['access', 'SECRET', [422, 'invalid']],
      ['access', null, [422, 'field_needed']],
      ['nature', 'BAHAYA', [422, 'invalid']],
      ['details', 'x', [422, 'invalid']],
      ['category', 'FOO', [422, 'unknown_category']],
      ['subcategory', 'FOO', [422, 'unknown_subcategory']],
      ['id', '01980000-0000-7000-8000-000000000000', [422, 'field_not_correctable']],
      ['status', 'CLOSED', [422, 'field_not_correctable'], '/field'],
      ['number', '2026-0000001', [422, 'field_not_correctable'], '/field'],
      ['constructor', 'x', [422, 'field_not_correctable'], '/field'],
      ['hasOwnProperty', 'x', [422, 'field_not_correctable'], '/field'],
      ['description', '', [409, 'nothing_to_change']],
      ['severity', 1, [409, 'nothing_to_change']],
    ];
    for (const [field, value, refusal, pointer] of values) {
      const correction = { field, value, reason: 'salah' };
      const { errors } = await wrong.refused(secretariat, 'corrections', correction, refusal);
      if (pointer) expect(errors).toContainEqual(expect.objectContaining({ pointer }));
    }
    await wrong.did(secretariat, 'notes', { text: 'Masih utuh.' });
    expect(await wrong.isListedFor(secretariat)).toBe(true);
  });
});

function alike({ instance: _, correlationId: __, ...rest }: Body): Body {
  return rest;
}

async function assignmentOf(walked: WalkedCase): Promise<Body> {
  const { lead, supporting, dueAt } = (await walked.seenBy(people.auditor)).assignment;
  return { lead, supporting: supporting.map(({ agency }: Body) => agency), dueAt };
}
