import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { AREA_LEVELS, type AreaLevel } from '../../src/area/area.js';
import { AreaModule } from '../../src/area/area.module.js';
import { AreaRegister } from '../../src/area/area.register.js';
import { AreaEdition } from '../../src/area/area-edition.js';
import { loadAreas } from '../../src/area/area-table.js';
import { Database } from '../../src/database/database.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { HealthChecks } from '../../src/ops/health-checks.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { thingModule } from './http.fixture.js';

let db: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  db = await createTestDatabase();
  dataSource = db.database.dataSource;
});

afterAll(() => db?.drop());

async function loadedAt(): Promise<number> {
  const [row] = await dataSource.query('select loaded_at as at from area_edition');
  return (row as { at: Date }).at.getTime();
}

async function countByLevel(): Promise<Record<string, number>> {
  const rows: { level: string; n: number }[] = await dataSource.query(
    'select level, count(*)::int as n from area group by level',
  );
  return Object.fromEntries(rows.map(({ level, n }) => [level, n]));
}

/** Remembers which levels were read. */
class CountingEdition extends AreaEdition {
  readonly read: AreaLevel[] = [];

  override areas(level: AreaLevel) {
    this.read.push(level);
    return super.areas(level);
  }
}

describe('loading', () => {
  it('fills the table once, also when two processes start at once', async () => {
    await dataSource.query('truncate area, area_edition');
    const edition = new CountingEdition();
    const other = await Database.connect(db.url);
    await Promise.all([loadAreas(dataSource, edition), loadAreas(other.dataSource, edition)]);
    await other.close();
    expect(edition.read).toEqual(AREA_LEVELS);
    expect(await countByLevel()).toEqual({ PROVINCE: 38, REGENCY: 514, DISTRICT: 7_285, VILLAGE: 83_762 });
    const first = await loadedAt();
    await loadAreas(dataSource, new AreaEdition());
    expect(await loadedAt()).toBe(first);
  });

  it('keeps level, path, name and zone as data', async () => {
    const rows: unknown[] = await dataSource.query(
      `select code, parent, level, kind, name, path, zone, search, compact from area
       where code in ('31.01', '33.74.10.1004', '91.71.05') order by code`,
    );
    expect(rows).toEqual([
      {
        code: '31.01',
        parent: '31',
        level: 'REGENCY',
        kind: 'kabupaten',
        name: 'Kabupaten Administrasi Kepulauan Seribu',
        path: ['Daerah Khusus Ibukota Jakarta', 'Kabupaten Administrasi Kepulauan Seribu'],
        zone: 'WIB',
        search: 'kepulauan seribu',
        compact: 'kepulauanseribu',
      },
      {
        code: '33.74.10.1004',
        parent: '33.74.10',
        level: 'VILLAGE',
        kind: 'kelurahan',
        name: 'Bulusan',
        path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang', 'Bulusan'],
        zone: 'WIB',
        search: 'bulusan',
        compact: 'bulusan',
      },
      expect.objectContaining({ parent: '91.71', level: 'DISTRICT', zone: 'WIT' }),
    ]);
  });

  it('is repeated when the package brings another edition', async () => {
    await dataSource.query(`update area_edition set edition = 'idn-area-data 3.1.2 (1)'`);
    await dataSource.query(`update area set name = 'KOTA SEMARANG' where code = '33.74'`);
    await dataSource.query(`delete from area where code like '33.74.10%'`);
    const register = await AreaRegister.load(dataSource, new HealthChecks());
    expect(register.find('33.74')?.name).toBe('Kota Semarang');
    expect(register.exists('33.74.10.1004')).toBe(true);
  });

  it('leaves nothing behind where it fails', async () => {
    class BrokenEdition extends AreaEdition {
      override readonly name = 'broken';

      override areas(): never {
        throw new Error('The file is damaged.');
      }
    }
    await expect(loadAreas(dataSource, new BrokenEdition())).rejects.toThrow('The file is damaged.');
    expect((await countByLevel()).VILLAGE).toBe(83_762);
  });
});

describe('the register', () => {
  it('answers from memory and tells the health check that it is loaded', async () => {
    const health = new HealthChecks();
    const register = await AreaRegister.load(dataSource, health);
    expect(register.isLoaded()).toBe(true);
    expect((await health.run()).checks).toEqual({ areas: { ok: true, areas: 91_599 } });
    expect(register.find('')).toBeNull();
    expect(register.exists('')).toBe(false);
    expect(register.zoneOf('52.72')).toEqual({ label: 'WITA', iana: 'Asia/Makassar' });
    expect(register.childrenOf('')).toHaveLength(38);
    expect(register.childrenOf('33')).toHaveLength(35);
    expect(register.childrenOf('33.74.10.1004')).toEqual([]);
    expect(register.names().resolve({ regency: 'Kota Bima' })).toEqual({ ok: true, code: '52.72' });
  });
});

describe('GET /v1/areas', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    @Global()
    @Module({ providers: [HealthChecks], exports: [HealthChecks] })
    class Health {}

    @Module({ imports: [thingModule(dataSource), Health, AreaModule] })
    class Service {}
    app = await createHttpApp(Service, { logger: pino({ level: 'silent' }) });
  });

  afterAll(() => app?.close());

  async function get(path: string, authorization: string | undefined = 'Bearer OPERATOR') {
    const { statusCode, body, headers } = await app.inject({ url: path, headers: { authorization } });
    return { status: statusCode, body: JSON.parse(body), link: headers.link };
  }

  async function codes(query: string): Promise<string[]> {
    const { status, body } = await get(`/v1/areas?${query}`);
    expect(status).toBe(200);
    return body.items.map(({ code }: { code: string }) => code);
  }

  it('shows one area', async () => {
    expect(await get('/v1/areas/33.74.10.1004')).toMatchObject({
      status: 200,
      body: {
        code: '33.74.10.1004',
        name: 'Bulusan',
        level: 'VILLAGE',
        path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang', 'Bulusan'],
        zone: 'WIB',
      },
    });
  });

  it('answers 404 for a code that no area has, and 401 to a stranger', async () => {
    for (const code of ['33.99', '33.7', '3374', '%00', "33'--", 'x'.repeat(500)]) {
      expect(await get(`/v1/areas/${code}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await get('/v1/areas/33', '')).status).toBe(401);
    expect((await get('/v1/areas', '')).status).toBe(401);
  });

  it('lists what is right below an area, of a level, or all, with the exact total', async () => {
    expect((await get('/v1/areas?parent=33&limit=200')).body).toMatchObject({ next: null, total: 35 });
    expect(await codes('parent=&limit=2')).toEqual(['11', '12']);
    expect((await get('/v1/areas?level=REGENCY')).body.total).toBe(514);
    expect((await get('/v1/areas?level=REGENCY&level=PROVINCE')).body.total).toBe(552);
    expect((await get('/v1/areas?parent=33&parent=19')).body.total).toBe(42);
    expect((await get('/v1/areas?parent=33&level=DISTRICT')).body.total).toBe(0);
    expect((await get('/v1/areas')).body).toMatchObject({ total: 91_599, next: expect.any(String) });
  });

  it('pages through a list without losing or repeating any', async () => {
    const found: string[] = [];
    let path: string | null = '/v1/areas?parent=33&limit=10';
    while (path !== null) {
      const { body, link } = await get(path);
      expect(body.total).toBe(35);
      found.push(...body.items.map(({ code }: { code: string }) => code));
      path = /^<([^>]+)>; rel="next"$/.exec(String(link ?? ''))?.[1] ?? null;
    }
    expect(found).toHaveLength(35);
    expect(found).toEqual([...new Set(found)].sort());
  });

  it('pages through what a search found in the order of the search', async () => {
    const whole = await get('/v1/areas?q=semarang&limit=200');
    const found: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/v1/areas?q=semarang&limit=60${cursor && `&cursor=${cursor}`}`);
      expect(body.total).toBe(whole.body.total);
      found.push(...body.items);
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(found).toHaveLength(whole.body.total);
    expect(found.slice(0, 200)).toEqual(whole.body.items);
  });

  it.each([
    ['kab semarang', '33.22'],
    ['KOTA  Semarang', '33.74'],
    ['kec. tembalang', '33.74.10'],
    ['tembalang', '33.74.10'],
    ['pangkalpinang', '19.71'],
    ['Pangkal Pinang', '19.71'],
    ['padang sidempuan', '12.77'],
    ['tembalng', '33.74.10'],
    ['tembalnag', '33.74.10'],
    ['Bau-bau', '74.72'],
    ['kota bru', '15.71.07'],
    ['kota semrang', '33.74'],
    ['kab semrang', '33.22'],
    ['kotabaru', '63.02'],
    ['kep. seribu', '31.01'],
    ['lima puluh kota', '13.07'],
    ['fakfak', '92.03'],
    ['jateng', '33'],
    ['dki jakarta', '31'],
    ['prov jawa tengah', '33'],
    ['33.74.10', '33.74.10'],
    ['kel. pandansari', '33.74.01.1008'],
    ['tanjung jabung tmur', '15.07'],
  ])('finds %p', async (typed, code) => {
    expect((await codes(`limit=1&q=${encodeURIComponent(typed)}`))[0]).toBe(code);
  });

  it('puts the name itself first, then what begins with it, then what is like it', async () => {
    const { body } = await get('/v1/areas?q=tembalang');
    const found = body.items.map(({ name }: { name: string }) => name);
    const last = found.lastIndexOf('Tembalang');
    expect(found.slice(0, last + 1)).toEqual(Array(last + 1).fill('Tembalang'));
    expect(body.total).toBeGreaterThan(last + 1);
    const semarang: string[] = await codes('q=semarang&limit=5');
    expect(semarang.slice(0, 2)).toEqual(['33.22', '33.74']);
    expect((await codes('q=bulus')).length).toBeGreaterThan(1);
  });

  it('searches within a parent and a level', async () => {
    expect(await codes('q=bulusan&parent=33.74.10')).toEqual(['33.74.10.1004']);
    expect(await codes('q=semarang&level=REGENCY&limit=2')).toEqual(['33.22', '33.74']);
  });

  it('finds nothing for signs and for names that are like none', async () => {
    for (const typed of ['%', '___', '…', 'qzxwvkj', "'; drop table area; --qq"]) {
      const { status, body } = await get(`/v1/areas?q=${encodeURIComponent(typed)}`);
      expect({ status, next: body.next }).toEqual({ status: 200, next: null });
    }
    expect((await get(`/v1/areas?q=${encodeURIComponent('%')}`)).body.total).toBe(0);
  });

  it.each([
    ['parent=33.99', 'parent'],
    ['parent=33.7', 'parent'],
    ['level=KECAMATAN', 'level'],
    [`q=${'x'.repeat(121)}`, 'q'],
    ['q=', 'q'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['colour=red', 'colour'],
    ['asOf=2024-10-18T00:00:00Z', 'asOf'],
  ])('refuses %p', async (query, pointer) => {
    expect(await get(`/v1/areas?${query}`)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('refuses a cursor of another list', async () => {
    const { body } = await get('/v1/areas?level=REGENCY&limit=5');
    const other = await get(`/v1/areas?level=DISTRICT&limit=5&cursor=${body.next}`);
    expect(other).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
  });
});
