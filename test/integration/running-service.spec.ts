import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { pino } from 'pino';
import { readConfig } from '../../src/config/config.js';
import { StartError } from '../../src/config/start-error.js';
import { type App, type AppOptions, Service } from '../../src/ops/service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the life of a service', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });

  afterAll(() => test.drop());

  /** A service whose application does what the test says and notes what happens to it. */
  function serviceWith(app: (options: AppOptions, notes: string[]) => Partial<App>) {
    const notes: string[] = [];
    const service = new Service({
      config: readConfig({ DATABASE_URL: test.url }),
      logger: pino({ level: 'silent' }),
      loadApp: async () => async (options) => ({
        listen: async () => {
          notes.push('listens');
          return 'http://127.0.0.1:1';
        },
        close: async () => {
          notes.push('closed');
        },
        ...app(options, notes),
      }),
      print: (line) => notes.push(line),
    });
    return { service, notes };
  }

  async function connections(): Promise<number> {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name like 'kondusif%'`,
    );
    await client.end();
    return rows[0]?.count ?? Number.NaN;
  }

  it('begins with its address, told once it is ready, and ends after the requests under way', async () => {
    const underWay = new EventEmitter();
    const { service, notes } = serviceWith(({ database }, written) => ({
      ready: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        written.push('caught up');
      },
      close: async () => {
        setImmediate(() => underWay.emit('end'));
        await once(underWay, 'end');
        await database.pool.query('select 1');
        written.push('drained');
      },
    }));
    expect(await service.start()).toBe('http://127.0.0.1:1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(notes).toEqual(['listens', 'caught up', 'Kondusif is ready at http://127.0.0.1:1']);

    await service.stop();
    expect(notes.at(-1)).toBe('drained');
  });

  it('shows what the application announces', async () => {
    const { service, notes } = serviceWith(({ announce }) => {
      announce('The first administrator is admin, with the password …');
      return {};
    });
    await service.start();
    await service.stop();
    expect(notes[0]).toMatch(/^The first administrator/);
  });

  it('closes what it opened when it cannot begin, and says why', async () => {
    const before = await connections();
    const { service, notes } = serviceWith(() => ({
      listen: () => Promise.reject(Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' })),
    }));
    await expect(service.start()).rejects.toEqual(
      new StartError('Something already listens on 127.0.0.1:3000: stop it, or choose another PORT.'),
    );
    expect(notes).toEqual(['closed']);
    expect(await connections()).toBe(before);
  });

  it('ends although a query never does', async () => {
    const before = await connections();
    const { service } = serviceWith(({ database }) => {
      database.pool.query('select pg_sleep(60)').catch(() => undefined);
      return {};
    });
    await service.start();
    await service.stop();
    expect(await connections()).toBeGreaterThan(before);
  });

  it('ends although the application cannot be closed', async () => {
    const before = await connections();
    const { service } = serviceWith(() => ({ close: () => Promise.reject(new Error('stuck')) }));
    await service.start();
    await service.stop();
    expect(await connections()).toBe(before);
  });
});
