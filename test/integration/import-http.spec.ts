import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { AreaRegister } from '../../src/area/area.register.js';
import { ImportController } from '../../src/case/http/import.controller.js';
import {
  CaseRecorder,
  type RecordableCase,
  type RecordingContext,
  type RecordingOutcome,
} from '../../src/case/import/case-recorder.js';
import { CaseSight } from '../../src/case/import/case-sight.js';
import { FindImportQuery } from '../../src/case/import/find-import.query.js';
import { ImportCasesHandler } from '../../src/case/import/import-cases.handler.js';
import { ImportRuns } from '../../src/case/import/import-runs.js';
import { IntakeRegistry } from '../../src/case/import/intake-registry.js';
import { ElectionRegister } from '../../src/election/election.register.js';
import { Decisions } from '../../src/event-store/decision.js';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import {
  logIdOf,
  PostgresEventFeed,
  PostgresEventStore,
} from '../../src/event-store/postgres/postgres-event-store.js';
import { Authenticator } from '../../src/http/access.js';
import { HttpModule } from '../../src/http/http.module.js';
import { createHttpApp } from '../../src/http/http-app.js';
import type { SignedInPrincipal } from '../../src/http/request.js';
import { Clock, SystemClock } from '../../src/kernel/clock.js';
import { ROLES } from '../../src/kernel/grant.js';
import { PositionWaiter } from '../../src/projection/wait-for-position.js';
import { TaxonomyRegister } from '../../src/taxonomy/taxonomy.register.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const HEADER = 'No;Tanggal Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber';
const FILE = `\uFEFF${HEADER}\r\n1;20/11/2024;Kota Semarang;CONTENT;HOAX;Uraian;MEDIA\r\nA2;20/11/2024;Kota Semarang;X;Y;U;MEDIA\r\n`;

describe('POST /v1/imports/cases', () => {
  let db: TestDatabase;
  let app: NestFastifyApplication;
  let wake: LogWake;

  beforeAll(async () => {
    db = await createTestDatabase();
    const { pool, dataSource } = db.database;
    const logId = await logIdOf(pool);
    wake = new LogWake(db.url);
    await wake.open();
    const store = new PostgresEventStore(pool, logId);
    const areas = AreaRegister.holding([
      { code: '33', name: 'Jawa Tengah' },
      { code: '33.74', name: 'Kota Semarang' },
    ]);
    const registry = new IntakeRegistry(
      areas,
      new TaxonomyRegister(),
      new ElectionRegister(dataSource, store),
    );
    const shared = [
      { provide: DataSource, useValue: dataSource },
      { provide: Clock, useClass: SystemClock },
      { provide: EventFeed, useValue: new PostgresEventFeed(pool, logId, wake) },
      { provide: PositionWaiter, useValue: { reached: async () => true } },
      { provide: Authenticator, useClass: HeaderAuthenticator },
    ];
    @Global()
    @Module({ providers: shared, exports: shared.map(({ provide }) => provide) })
    class Shared {}

    @Module({
      imports: [CqrsModule.forRoot(), Shared, HttpModule],
      controllers: [ImportController],
      providers: [
        ImportCasesHandler,
        FindImportQuery,
        ImportRuns,
        { provide: IntakeRegistry, useValue: registry },
        { provide: Decisions, useValue: new Decisions(store) },
        { provide: CaseRecorder, useClass: ForgetfulRecorder },
        { provide: CaseSight, useValue: { visibleTo: async () => new Set() } },
      ],
    })
    class Imports {}
    app = await createHttpApp(Imports, { logger: pino({ level: 'silent' }) });
    await app.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await app.close();
    await wake.close();
    await db.drop();
  });

  interface Sent {
    readonly query?: string;
    readonly role?: string;
    readonly body?: string | Uint8Array;
    readonly type?: string;
    readonly language?: string;
  }

  async function send({
    query = `source=${randomUUID()}`,
    role = 'SECRETARIAT',
    body = FILE,
    ...more
  }: Sent) {
    const { type = 'text/csv; charset=utf-8', language = 'id' } = more;
    const url = `${await app.getUrl()}/v1/imports/cases?${query}`;
    const headers = { 'content-type': type, 'accept-language': language, 'x-test-role': role };
    const response = await fetch(url, { method: 'POST', headers, body });
    return { response, answer: (await response.json()) as Record<string, unknown> };
  }

  it('answers row for row, in the words of the reader, and the same again afterwards', async () => {
    const id = randomUUID();
    const { response, answer } = await send({ query: `source=rekap&mode=archive&id=${id}`, language: 'en' });
    expect(response.status).toBe(200);
    expect(response.headers.get('kondusif-position')).toBe('7');
    expect(answer).toEqual({
      id,
      source: 'rekap',
      mode: 'archive',
      state: 'DONE',
      rows: 2,
      recorded: 1,
      alreadyRecorded: 0,
      changed: 0,
      refused: 1,
      results: [
        { line: 2, no: 1, outcome: 'recorded', caseId: expect.any(String) },
        {
          line: 3,
          no: 'A2',
          outcome: 'refused',
          code: 'unknown_category',
          detail: 'There is no such category. Use a code or a name of the taxonomy.',
        },
      ],
    });
    const again = await fetch(`${await app.getUrl()}/v1/imports/${id.toUpperCase()}`, {
      headers: { 'x-test-role': 'SECRETARIAT', 'accept-language': 'en' },
    });
    expect(again.status).toBe(200);
    expect(again.headers.get('kondusif-position')).toBe('7');
    expect(await again.json()).toEqual(answer);
  });

  it.each([
    ['nobody is signed in', { role: '' }, 401, 'not_signed_in'],
    ['the role may not import', { role: 'HEAD' }, 403, 'role_not_permitted'],
    ['there is no source', { query: '' }, 400, 'invalid_parameter'],
    ['the source is blank', { query: 'source=%20' }, 400, 'invalid_parameter'],
    ['the mode is unknown', { query: 'source=a&mode=x' }, 400, 'invalid_parameter'],
    ['the id is no UUID', { query: 'source=a&id=1' }, 400, 'invalid_parameter'],
    ['a parameter is unknown', { query: 'source=a&sourse=b' }, 400, 'unknown_parameter'],
    ['the body is JSON', { type: 'application/json', body: '{}' }, 415, 'unsupported_media_type'],
    ['the file is empty', { body: '' }, 422, 'missing_header'],
    ['the file is no UTF-8', { body: new Uint8Array([0x50, 0x4b, 0xff]) }, 422, 'not_utf8'],
    ['a column lacks', { body: HEADER.replace(';Sumber', '') }, 422, 'missing_column'],
    ['a column is there twice', { body: `${HEADER};No` }, 422, 'duplicate_column'],
    ['there are too many rows', { body: `${HEADER}\n${'1;;;;;a;\n'.repeat(10_001)}` }, 422, 'too_many_rows'],
    ['the file is too large', { body: 'a'.repeat(21 * 1024 * 1024) }, 413, 'payload_too_large'],
  ])('is refused where %s', async (_, sent, status, code) => {
    const { response, answer } = await send(sent);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(answer).toMatchObject({ status, code });
  });

  it('names in words what lacks', async () => {
    const { answer } = await send({ body: HEADER.replace(';Sumber', '') });
    expect(answer.detail).toContain('Sumber');
  });

  it('keeps a source for the area that used it first', async () => {
    const query = `source=${randomUUID()}`;
    await send({ query, role: 'OPERATOR' });
    const { response, answer } = await send({ query, role: 'SECRETARIAT' });
    expect(response.status).toBe(409);
    expect(answer).toMatchObject({ code: 'source_taken' });
  });

  it('shows an import to nobody else', async () => {
    const { answer } = await send({});
    const url = `${await app.getUrl()}/v1/imports/`;
    const headers = { 'x-test-role': 'HEAD' };
    expect((await fetch(`${url}${String(answer.id)}`, { headers })).status).toBe(404);
    expect((await fetch(`${url}not-a-uuid`, { headers })).status).toBe(404);
  });
});

/** Takes the role from a header: SECRETARIAT of Jawa Tengah, anything else of Kota Semarang. */
class HeaderAuthenticator extends Authenticator {
  async authenticate(
    request: Parameters<Authenticator['authenticate']>[0],
  ): Promise<SignedInPrincipal | null> {
    const role = ROLES.find((each) => each === request.headers['x-test-role']);
    if (role === undefined) return null;
    const area = role === 'SECRETARIAT' ? '33' : '33.74';
    return { id: `person-${role}`, name: 'Seseorang', grants: [{ role, area }] };
  }
}

class ForgetfulRecorder extends CaseRecorder {
  async record(row: RecordableCase, _context: RecordingContext): Promise<RecordingOutcome> {
    return { outcome: 'recorded', caseId: row.id, position: '7' };
  }
}
