import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { RunConflictStatusClock } from '../../src/conflict-status/conflict-status.commands.js';
import { conflictStatusProjection } from '../../src/conflict-status/views/conflict-status.projection.js';
import { RunDirectionClock } from '../../src/direction/direction.commands.js';
import { directionProjection } from '../../src/direction/views/direction.projection.js';
import { OpenDirections } from '../../src/direction/views/open-directions.js';
import { LastNihils } from '../../src/escalation/nihil/views/last-nihil.js';
import { DutyRosters } from '../../src/escalation/rosters/duty-rosters.js';
import { timerIdOf } from '../../src/escalation/timers/timer-source.js';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { Clock } from '../../src/kernel/clock.js';
import type { Grant, Principal } from '../../src/kernel/grant.js';
import { tableOf } from '../../src/projection/projection.js';
import { PositionWaiter } from '../../src/projection/wait-for-position.js';
import { PROJECTIONS } from '../../src/projections.js';
import { type Answer, type Body, type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { until } from '../support/until.js';

const KOTA = '33.74';
const KECAMATAN = '33.74.10';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The machine's clock, put forward at will. */
class MovedClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new MovedClock();
let app: RunningApp;
let sekda: Caller;
let camat: Caller;
let desk: Caller;
let satpol: Caller;
let dlh: Caller;

const grant = (role: Grant['role'], area: string, agency?: string): Grant => ({
  role,
  area,
  ...(agency !== undefined && { agency }),
});
const given = <T>(token: abstract new (...args: never[]) => T): T => app.nest.get(token, { strict: false });
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
const positionOf = ({ headers }: Answer) => headers.get('kondusif-position') ?? '';
const faultsOf = ({ body }: Answer): string[] =>
  ((body.errors ?? []) as Body[]).map(({ pointer, code }) => `${pointer} ${code}`);

beforeAll(async () => {
  app = await startApp({ clock });
  [sekda, camat, desk, satpol, dlh] = await Promise.all([
    app.person(grant('HEAD', KOTA)),
    app.person(grant('HEAD', KECAMATAN)),
    app.person(grant('DESK', KOTA)),
    app.person(grant('OFFICER', KOTA, 'SATPOL_PP')),
    app.person(grant('OFFICER', KOTA, 'DLH')),
  ]);
}, 120_000);

afterAll(() => app?.close());

/** Waits until every view has seen all that is recorded. */
async function seen(): Promise<string> {
  const end = await given(EventFeed).end();
  for (const { name } of PROJECTIONS)
    expect(await given(PositionWaiter).reached(name, end, 20_000)).toBe(true);
  return end;
}

describe('duty rosters', () => {
  const roster = (change: Body = {}) => ({
    area: KOTA,
    level: 'E2',
    person: desk.id,
    from: at(-HOUR_MS),
    until: at(8 * HOUR_MS),
    ...change,
  });

  it('say at once who stands in, in the other process after a second at the latest, and end early', async () => {
    const made = await sekda.post('/v1/rosters', roster());
    expect(made).toMatchObject({
      status: 201,
      body: { level: 'E2', person: { id: desk.id, name: 'Orang Uji' } },
    });
    const duty = given(DutyRosters);
    const person = String(desk.id);
    expect(await duty.onDuty(person, KOTA, clock.now())).toBe(true);
    expect(await duty.onDuty(person, KECAMATAN, clock.now())).toBe(false);
    expect(await duty.areasOf(person, clock.now())).toEqual([KOTA]);
    await seen();
    const elsewhere = new DutyRosters(given(DataSource), clock);
    expect(await elsewhere.dutyOfficers(KOTA, clock.now())).toEqual([person]);
    expect(await elsewhere.dutyOfficers(KOTA, new Date(clock.now().getTime() + 9 * HOUR_MS))).toEqual([]);
    const ended = await sekda.post(`/v1/rosters/${made.body.id}/end`);
    expect(ended).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await duty.dutyOfficers(KOTA, new Date(clock.now().getTime() + 1_000))).toEqual([]);
    await seen();
    const afterwards = new DutyRosters(given(DataSource), clock);
    expect(await afterwards.dutyOfficers(KOTA, new Date(clock.now().getTime() + 1_000))).toEqual([]);
    expect((await sekda.post(`/v1/rosters/${made.body.id}/end`)).body.code).toBe('duty_over');
  });

  it('are listed within the scope, by time, page by page', async () => {
    for (const days of [3, 1, 2]) {
      const span = { from: at(days * DAY_MS), until: at((days + 1) * DAY_MS) };
      await sekda.post('/v1/rosters', roster({ area: KECAMATAN, level: 'E1', person: camat.id, ...span }));
    }
    await seen();
    const first = await desk.get(`/v1/rosters?area=${KECAMATAN}&open=true&limit=2`);
    expect(first.body).toMatchObject({ total: 3, items: [{ zone: 'WIB' }, {}] });
    const rest = await desk.get(`/v1/rosters?area=${KECAMATAN}&open=true&limit=2&cursor=${first.body.next}`);
    const froms = [...first.body.items, ...rest.body.items].map(({ from }: Body) => from);
    expect(froms).toHaveLength(3);
    expect(froms).toEqual([...froms].sort());
    const beside = await app.person(grant('DESK', '33.75'));
    expect((await beside.get('/v1/rosters')).body.total).toBe(0);
  });

  it('refuse what cannot be, with a pointer to each', async () => {
    const faults = async (change: Body) => faultsOf(await sekda.post('/v1/rosters', roster(change)));
    expect(await faults({ level: 'E1' })).toEqual(['/level not_the_level_of_the_area']);
    expect(await faults({ area: '33.74.99', level: 'E1' })).toEqual(['/area unknown_area']);
    expect(await faults({ person: (await app.person(grant('DESK', '33.75'))).id })).toEqual([
      '/person not_of_the_area',
    ]);
    expect(await faults({ person: randomUUID() })).toEqual(['/person unknown_person']);
    expect(await faults({ until: at(40 * DAY_MS) })).toEqual(['/until longer_than_31_days']);
    expect(await faults({ from: '2026-02-30T00:00:00+07:00' })).toEqual(['/from no_such_date']);
    expect((await desk.post('/v1/rosters', roster())).status).toBe(403);
    expect((await camat.post('/v1/rosters', roster())).status).toBe(403);
    expect((await sekda.post(`/v1/rosters/${randomUUID()}/end`)).status).toBe(404);
  });
});

describe('directions', () => {
  const direction = (change: Body = {}) => ({
    to: { agency: 'SATPOL_PP', area: KECAMATAN },
    text: 'Tertibkan baliho di pohon.',
    dueAt: at(20 * HOUR_MS),
    ...change,
  });
  const act = (who: Caller, id: string, tail: string, body: Body = {}, ifMatch?: number) =>
    who.post(`/v1/directions/${id}/${tail}`, body, ifMatch === undefined ? {} : { ifMatch });
  const principalOf = (who: Caller, ...grants: Grant[]): Principal => ({ id: String(who.id), grants });

  it('are acknowledged, reported on and completed by whom they address, and by nobody else', async () => {
    const made = await sekda.post('/v1/directions', direction());
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'ISSUED', from: { area: KOTA }, revision: 0 },
    });
    const { id } = made.body;
    expect(made.headers.get('location')).toBe(`/v1/directions/${id}`);
    expect((await act(dlh, id, 'acknowledgement')).status).toBe(404);
    expect((await act(desk, id, 'acknowledgement')).status).toBe(403);
    expect((await act(satpol, id, 'acknowledgement')).body.status).toBe('ACKNOWLEDGED');
    expect((await act(satpol, id, 'acknowledgement')).body.code).toBe('nothing_to_change');
    await act(satpol, id, 'report', { text: 'Sebagian.' });
    const reported = await act(satpol, id, 'report', { text: 'Hampir semua.' });
    expect(reported.body.reports.map(({ text }: Body) => text)).toEqual(['Sebagian.', 'Hampir semua.']);
    expect((await act(satpol, id, 'completion')).status).toBe(428);
    expect((await act(satpol, id, 'completion', {}, 9)).status).toBe(412);
    // What was reported since makes a completion not stale.
    const completed = await act(satpol, id, 'completion', { note: 'Selesai.' }, 1);
    expect(completed.body).toMatchObject({
      status: 'COMPLETED',
      completed: { as: 'ADDRESSEE' },
      reportCount: 2,
    });
    expect((await act(satpol, id, 'report', { text: 'Lagi.' })).body.code).toBe('direction_completed');
    const found = await sekda.get(`/v1/directions/${id}`);
    expect([found.headers.get('etag'), found.body]).toEqual(['"4"', completed.body]);
  });

  it('are the same direction when they are sent again, and another key cannot take the id', async () => {
    const [key, id, body] = [randomUUID(), randomUUID(), direction()];
    const send = (path: string, options: object) => sekda.post(path, { ...body, id }, options);
    const first = await send('/v1/directions', { key });
    const again = await send('/v1/directions', { key });
    expect([again.status, again.body, positionOf(again)]).toEqual([201, first.body, positionOf(first)]);
    expect((await send('/v1/directions', {})).body.code).toBe('id_taken');
  });

  it('go to heads too, whose duty officers answer for them, and are completed by who issued them', async () => {
    const to = { role: 'HEAD', area: KECAMATAN };
    const { id } = (await sekda.post('/v1/directions', direction({ to }))).body;
    const night = await app.person(grant('OPERATOR', KECAMATAN));
    expect((await act(night, id, 'acknowledgement')).status).toBe(403);
    const span = { from: at(-HOUR_MS), until: at(HOUR_MS) };
    await sekda.post('/v1/rosters', { area: KECAMATAN, level: 'E1', person: night.id, ...span });
    expect((await act(night, id, 'acknowledgement')).body.acknowledged.by.id).toBe(night.id);
    expect((await act(camat, id, 'report', { text: 'Sudah.' })).status).toBe(200);
    expect((await act(sekda, id, 'completion', {}, 2)).body.completed.as).toBe('ISSUER');
  });

  it('tell of a restricted case only those who see it, whom they address and who issued them', async () => {
    const secretariat = await app.person(grant('SECRETARIAT', KOTA));
    const recorded = await secretariat.post('/v1/cases', {
      category: 'NEUTRALITY',
      subcategory: 'ASN_POSE',
      area: KOTA,
      origin: 'ORGANISATION',
      occurredAt: at(-2 * HOUR_MS),
      description: 'Foto bersama.',
    });
    expect(recorded.status).toBe(201);
    const body = direction({ to: { agency: 'SATPOL_PP', area: KOTA }, cases: [recorded.body.id] });
    const { id } = (await sekda.post('/v1/directions', body)).body;
    const position = await seen();
    const shown = async (who: Caller) =>
      [
        (await who.get(`/v1/directions/${id}?after=${position}`)).status,
        (await who.get(`/v1/directions?case=${recorded.body.id}`)).body.items.map(({ cases }: Body) => cases),
      ] as const;
    expect(await shown(secretariat)).toEqual([200, [[recorded.body.id]]]);
    expect(await shown(sekda)).toEqual([200, [[recorded.body.id]]]);
    expect(await shown(satpol)).toEqual([200, [[]]]);
    expect(await shown(desk)).toEqual([404, []]);
    expect(faultsOf(await sekda.post('/v1/directions', direction({ cases: [randomUUID()] })))).toEqual([
      '/cases/0 unknown_case',
    ]);
  });

  it('stand on the board until they are done, overdue by an event that a timer makes once', async () => {
    const made = await sekda.post('/v1/directions', direction({ dueAt: at(HOUR_MS) }));
    const { id } = made.body;
    const before = await seen();
    const rowOf = async () => {
      const [row] = await given(DataSource).query(
        `select next_due_at, next_clock, overdue_since from ${tableOf(directionProjection)} where id = $1`,
        [id],
      );
      return row;
    };
    const { next_due_at, next_clock } = await rowOf();
    expect(next_due_at.toISOString()).toBe(made.body.dueAt);
    const run = (commandId: string, directionId: string = id) =>
      given(CommandBus).execute(new RunDirectionClock(commandId, directionId, next_clock));
    expect(await run(randomUUID())).toBe('stale');
    clock.ahead += HOUR_MS + 90_000;
    await until(async () => (await rowOf()).overdue_since !== null);
    expect(await run(timerIdOf(id, next_clock, next_due_at))).toBe('recorded');
    expect([await run(randomUUID()), await run(randomUUID(), randomUUID())]).toEqual(['stale', 'stale']);
    const then = await seen();
    expect(await rowOf()).toMatchObject({ next_due_at: null, next_clock: null });
    const board = given(OpenDirections);
    const reader = principalOf(desk, grant('DESK', KOTA));
    const ids = (found: readonly { readonly id: string }[]) => found.map((one) => one.id);
    expect(ids(await board.overdueDirections(reader, KOTA, null))).toEqual([id]);
    expect(ids(await board.overdueDirections(reader, KOTA, before))).toEqual([]);
    expect(ids(await board.openDirections(reader, KOTA, before))).toContain(id);
    expect((await act(sekda, id, 'completion', {}, 1)).status).toBe(200);
    await seen();
    expect(ids(await board.overdueDirections(reader, KOTA, null))).toEqual([]);
    expect(ids(await board.overdueDirections(reader, KOTA, then))).toEqual([id]);
    const listed = await desk.get(`/v1/directions?area=33&overdue=true&asOf=${then}`);
    expect(ids(listed.body.items)).toEqual([id]);
    expect(listed.body.items[0].status).toBe('ISSUED');
  });

  it('stand in the list of exactly those who may open them', async () => {
    const others = await Promise.all([
      app.person(grant('SECRETARIAT', '33')),
      app.person(grant('OPERATOR', KECAMATAN)),
      app.person(grant('HEAD', '33.75')),
      app.person(grant('AUDITOR', '')),
      app.person(grant('OFFICER', '33', 'SATPOL_PP'), grant('VERIFIER', '33.74.11')),
      app.person(grant('OFFICER', KECAMATAN, 'SATPOL_PP')),
    ]);
    for (const role of ['SECRETARIAT', 'DESK', 'OPERATOR'])
      await sekda.post('/v1/directions', direction({ to: { role, area: KECAMATAN } }));
    const substitute = await app.person(grant('OFFICER', KOTA, 'DINKES'));
    const span = { from: at(-HOUR_MS), until: at(HOUR_MS) };
    await sekda.post('/v1/rosters', { area: KECAMATAN, level: 'E1', person: substitute.id, ...span });
    await seen();
    const all = await given(DataSource).query(`select id from ${tableOf(directionProjection)} order by id`);
    expect(all.length).toBeGreaterThan(6);
    for (const who of [sekda, camat, desk, satpol, dlh, substitute, ...others]) {
      const listed = (await who.get('/v1/directions?limit=200')).body;
      const opened = await Promise.all(
        all.map(async ({ id }: { id: string }) =>
          (await who.get(`/v1/directions/${id}`)).status === 200 ? [id] : [],
        ),
      );
      expect(listed.items.map(({ id }: { id: string }) => id).sort()).toEqual(opened.flat());
      expect(listed.total).toBe(opened.flat().length);
    }
  });

  it('refuse what cannot be, with a pointer to each', async () => {
    const faults = async (change: Body) => faultsOf(await sekda.post('/v1/directions', direction(change)));
    expect(await faults({ dueAt: at(-1_000) })).toEqual(['/dueAt in_the_past']);
    expect(await faults({ to: { area: KOTA } })).toEqual(['/to agency_or_role']);
    expect(await faults({ to: { agency: 'NOBODY', area: KOTA } })).toEqual(['/to/agency unknown_agency']);
    expect(await faults({ cluster: randomUUID() })).toEqual(['/cluster unknown_cluster']);
    expect((await sekda.post('/v1/directions', direction({ to: { role: 'HEAD', area: '33' } }))).status).toBe(
      403,
    );
    expect((await camat.post('/v1/directions', direction())).status).toBe(403);
    expect((await act(satpol, randomUUID(), 'acknowledgement')).status).toBe(404);
    expect((await desk.get('/v1/directions?area=99')).status).toBe(400);
  });
});

describe('keadaan konflik', () => {
  const day = (days: number) => at(days * DAY_MS).slice(0, 10);
  const decree = (change: Body = {}) => ({
    number: '300/1',
    date: day(-1),
    office: 'REGENT_MAYOR',
    ...change,
  });
  const declaration = (change: Body = {}) => ({
    area: KOTA,
    scale: 'REGENCY',
    decree: decree(),
    consultation: { with: 'Pimpinan DPRD Kota Semarang', date: day(-2) },
    from: at(0),
    until: at(30 * DAY_MS),
    ...change,
  });
  const rowOf = async (id: string) => {
    await seen();
    const [row] = await given(DataSource).query(
      `select next_due_at, next_clock, revision from ${tableOf(conflictStatusProjection)} where id = $1`,
      [id],
    );
    return row;
  };

  it('is declared once at a time, extended, reminded of, and ends by its time', async () => {
    const both = await Promise.all([1, 2].map(() => sekda.post('/v1/conflict-statuses', declaration())));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [{ body }] = both.filter(({ status }) => status === 201) as [Answer];
    const path = `/v1/conflict-statuses/${body.id}`;
    const extension = { until: at(50 * DAY_MS), decree: decree({ number: '300/2', date: day(0) }) };
    expect((await sekda.post(`${path}/extension`, extension)).status).toBe(428);
    expect((await camat.post(`${path}/extension`, extension, { ifMatch: 0 })).status).toBe(403);
    const extended = await sekda.post(`${path}/extension`, extension, { ifMatch: 0 });
    expect(extended.body).toMatchObject({
      until: extension.until,
      extensions: [{ decree: { number: '300/2' } }],
    });
    /** Lets the next clock strike, and puts the time back at once: nobody's session lasts as long. */
    const strike = async () => {
      const [{ next_due_at, revision }, ahead] = [await rowOf(body.id), clock.ahead];
      clock.ahead += next_due_at.getTime() - clock.now().getTime();
      await until(async () => (await rowOf(body.id)).revision > revision);
      clock.ahead = ahead;
    };
    await strike();
    expect((await desk.get(path)).body).toMatchObject({ status: 'OPEN', revision: 2 });
    const { next_clock } = await rowOf(body.id);
    await strike();
    const again = new RunConflictStatusClock(randomUUID(), body.id, next_clock);
    expect(await given(CommandBus).execute(again)).toBe('stale');
    expect(await rowOf(body.id)).toMatchObject({ next_due_at: null, next_clock: null });
    expect((await desk.get(path)).body).toMatchObject({ status: 'ENDED', endedAt: extension.until });
    const late = await sekda.post(`${path}/extension`, extension, { ifMatch: 3 });
    expect(late.body.code).toBe('conflict_status_over');
  });

  it('is revoked with a reason, and concerns whoever is above or below', async () => {
    const made = await sekda.post('/v1/conflict-statuses', declaration());
    const path = `/v1/conflict-statuses/${made.body.id}`;
    const revocation = { decree: decree({ date: day(0) }), reason: 'Keadaan pulih.' };
    const revoked = await sekda.post(`${path}/revocation`, revocation, { ifMatch: 0 });
    expect(revoked.body).toMatchObject({ status: 'REVOKED', revocation: { reason: 'Keadaan pulih.' } });
    expect((await sekda.post(`${path}/revocation`, revocation, { ifMatch: 1 })).status).toBe(409);
    await seen();
    const [above, below, beside] = await Promise.all(
      ['33', `${KECAMATAN}.1004`, '33.75'].map((area) => app.person(grant('OPERATOR', area))),
    );
    const total = async (who: Caller | undefined, query = '') =>
      (await who?.get(`/v1/conflict-statuses?open=false${query}`))?.body.total;
    expect([await total(above), await total(below), await total(beside)]).toEqual([2, 2, 0]);
    expect(await total(above, '&area=33.75')).toBe(0);
    expect((await beside?.get(path))?.status).toBe(404);
    const then = positionOf(made);
    expect((await desk.get(`/v1/conflict-statuses?open=true&asOf=${then}`)).body.total).toBe(1);
  });

  it('refuses what no office holder decides', async () => {
    const faults = async (change: Body) =>
      faultsOf(await sekda.post('/v1/conflict-statuses', declaration(change)));
    expect(await faults({ until: at(91 * DAY_MS) })).toEqual(['/until longer_than_the_term']);
    expect(await faults({ decree: decree({ office: 'GOVERNOR' }) })).toEqual([
      '/decree/office not_the_office_of_the_scale',
    ]);
    expect(await faults({ scale: 'PROVINCE', decree: decree({ office: 'GOVERNOR' }) })).toEqual([
      '/area not_the_scale_of_the_area',
    ]);
    expect(await faults({ consultation: undefined })).toEqual(['/consultation required']);
    expect(await faults({ decree: decree({ date: '2026-02-30' }) })).toEqual(['/decree/date not_a_date']);
    const province = declaration({ area: '33', scale: 'PROVINCE', decree: decree({ office: 'GOVERNOR' }) });
    expect((await sekda.post('/v1/conflict-statuses', province)).status).toBe(403);
    expect((await sekda.get(`/v1/conflict-statuses/${randomUUID()}`)).status).toBe(404);
  });
});

describe('nihil', () => {
  it('is the last word of exactly that area, now and then', async () => {
    const dayBefore = at(7 * HOUR_MS - 2 * DAY_MS).slice(0, 10);
    const post = (period: string, area = KECAMATAN) => desk.post('/v1/nihil', { area, period });
    const before = await seen();
    const first = await post(dayBefore);
    expect(first).toMatchObject({ status: 201, body: { area: KECAMATAN, period: dayBefore, zone: 'WIB' } });
    expect((await post(dayBefore)).body.code).toBe('nothing_to_change');
    const shift = `${at(-3 * HOUR_MS)}/${at(-HOUR_MS)}`;
    const second = await post(shift);
    await seen();
    const last = async (asOf: string | null) =>
      (await given(LastNihils).lastNihil([KECAMATAN, KOTA], asOf)).get(KECAMATAN)?.until.toISOString();
    expect(await last(null)).toBe(second.body.until);
    expect(await last(positionOf(first))).toBe(first.body.until);
    expect((await given(LastNihils).lastNihil([KOTA], null)).size).toBe(0);
    expect((await given(LastNihils).lastNihil([KECAMATAN], before)).size).toBe(0);
    expect((await given(LastNihils).lastNihil([`${KECAMATAN}.1004`, '33'], null)).size).toBe(0);
  });

  it('is not said of what lies ahead, of no time, of no area, or by somebody else', async () => {
    const report = (body: Body, who = desk) => who.post('/v1/nihil', { area: KOTA, ...body });
    const tomorrow = at(7 * HOUR_MS + DAY_MS).slice(0, 10);
    expect(faultsOf(await report({ period: tomorrow }))).toEqual(['/period not_passed_yet']);
    expect(faultsOf(await report({ period: '2026-02-30' }))).toEqual(['/period not_a_date']);
    expect(faultsOf(await report({ period: 'kemarin' }))).toEqual(['/period not_a_period']);
    expect(faultsOf(await report({ period: `${at(-40 * DAY_MS)}/${at(-DAY_MS)}` }))).toEqual([
      '/period longer_than_31_days',
    ]);
    const today = at(7 * HOUR_MS).slice(0, 10);
    expect(faultsOf(await report({ area: '33.74.99', period: today }))).toEqual(['/area unknown_area']);
    expect((await report({ period: today }, satpol)).status).toBe(403);
    expect((await report({ area: '33.75', period: today })).status).toBe(403);
  });
});
