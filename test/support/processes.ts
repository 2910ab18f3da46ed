import { type OpenLog, openLog } from '../../src/app-log.js';
import type { Grant } from '../../src/kernel/grant.js';
import { tableOf } from '../../src/projection/projection.js';
import { PROJECTIONS } from '../../src/projections.js';
import { Caller } from './running-app.js';
import { ADMINISTRATOR, removeDataDirectory, Service, throwAwayDirectory } from './service.js';
import type { TestDatabase } from './test-database.js';
import { logOf } from './test-log.js';
import { until } from './until.js';

/** A process of the service, with the name under which the database knows its connections. */
export interface Named {
  readonly name: string;
  readonly service: Service;
}

export interface ProcessSettings {
  readonly roles?: string;
  /** Another build than this one: its `main.js`. */
  readonly program?: string;
  /** Do not wait until it is ready. */
  readonly atOnce?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Several processes of the service on one database, and on the log that the suites run on. */
export class Processes {
  private readonly running = new Map<string, Service>();
  /** By this their log is known; the data are in the database. */
  readonly dataDir = throwAwayDirectory();

  constructor(readonly db: TestDatabase) {}

  async start(name: string, { roles, program, atOnce, env }: ProcessSettings = {}): Promise<Service> {
    const settings = {
      dataDir: this.dataDir,
      program,
      env: {
        DATABASE_URL: `${this.db.url}?application_name=${name}`,
        ...(roles && { KONDUSIF_ROLES: roles }),
        ...env,
      },
    };
    const service = await (atOnce ? Service.launch(settings) : Service.start(settings));
    this.running.set(name, service);
    return service;
  }

  of(name: string): Service {
    const service = this.running.get(name);
    if (service === undefined) throw new Error(`No process is called ${name}.`);
    return service;
  }

  /** The log under all of them; to be closed before they end. */
  async openLog(): Promise<OpenLog> {
    return openLog((await logOf(this.dataDir)).settings, this.db.database);
  }

  /** Who feeds a view, and the others. */
  async around(table: string): Promise<{ readonly owner: Named; readonly others: readonly Named[] }> {
    const name = await until(() => this.ownerOf(table));
    const others = [...this.running].filter(([other]) => other !== name);
    return {
      owner: { name, service: this.of(name) },
      others: others.map(([other, service]) => ({ name: other, service })),
    };
  }

  /** The process that holds a view's lock; undefined where none does. Throws where several do. */
  async ownerOf(table: string): Promise<string | undefined> {
    const owners = (await this.locks()).filter((lock) => lock.table === table);
    if (owners.length > 1) throw new Error(`${table} has ${owners.length} owners.`);
    return owners[0]?.name;
  }

  /** Every lock on a view of this version, with the name of the process that holds it. */
  async locks(): Promise<{ readonly table: string; readonly name: string }[]> {
    const { rows } = await this.db.database.pool.query<{ table: string; name: string }>(
      `select v.name as table, a.application_name as name
       from unnest($1::text[]) as v(name)
       join pg_locks l on l.locktype = 'advisory' and l.classid = 7310 and l.granted
         and l.objid = (hashtext(v.name)::bigint & 4294967295)::oid
         and l.database = (select oid from pg_database where datname = current_database())
       join pg_stat_activity a on a.pid = l.pid`,
      [this.tables],
    );
    return rows;
  }

  /** Tables that `locks` looks at; more of them where another build runs too. */
  readonly tables: string[] = PROJECTIONS.map(tableOf);

  async kill(name: string): Promise<void> {
    await this.of(name).kill();
    this.running.delete(name);
  }

  /** As a supervisor stops it. Resolves with the exit code. */
  async stop(name: string): Promise<number | null> {
    const exitCode = await this.of(name).stop();
    this.running.delete(name);
    return exitCode;
  }

  async end(): Promise<void> {
    await Promise.all([...this.running.keys()].map((name) => this.kill(name)));
    await removeDataDirectory(this.dataDir);
  }
}

/** A person of the service, with a token that holds in every process. */
export async function admit(url: string, username: string, ...grants: Grant[]): Promise<Caller> {
  const admin = await signIn(url, ADMINISTRATOR.username, ADMINISTRATOR.password);
  const password = `kata-sandi-${username}`;
  const made = await admin.post('/v1/people', { username, name: `Latihan ${username}`, password, grants });
  if (made.status !== 201) throw new Error(`Person: ${made.status} ${JSON.stringify(made.body)}`);
  return signIn(url, username, password);
}

export async function signIn(url: string, username: string, password: string): Promise<Caller> {
  const credentials = { username, password, token: true };
  const { status, body } = await new Caller(url).post('/v1/sessions', credentials, { key: null });
  if (status !== 201) throw new Error(`Sign-in: ${status} ${JSON.stringify(body)}`);
  return new Caller(url, body.person.id, body.token);
}

/** The same person at another process. */
export function at({ url }: { readonly url: string }, { id, token }: Caller): Caller {
  return new Caller(url, id, token);
}
