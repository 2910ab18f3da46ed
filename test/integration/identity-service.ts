import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { Config } from '../../src/config/config.js';
import { Decisions } from '../../src/event-store/decision.js';
import {
  type AppendRequest,
  type AppendResult,
  EventStore,
  type ReadOptions,
  StoreUnavailable,
} from '../../src/event-store/event-store.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-feed.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { HttpModule } from '../../src/http/http.module.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { Passwords } from '../../src/identity/credentials/passwords.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { IDENTITY_PROJECTIONS } from '../../src/identity/identity-projections.js';
import { PasswordRows } from '../../src/identity/rows/password.row.js';
import { PersonRows } from '../../src/identity/rows/person.row.js';
import { IdentityStreams } from '../../src/identity/streams.js';
import { FIRST_ADMINISTRATOR, FirstAdministrator } from '../../src/identity/use-cases/first-administrator.js';
import { Clock } from '../../src/kernel/clock.js';
import { OpsModule } from '../../src/ops/ops.module.js';
import { PlatformModule } from '../../src/platform.module.js';
import { Projections } from '../../src/projection/projections.js';
import { ViewPositions } from '../../src/projection/view-positions.js';
import type { TestDatabase } from '../support/test-database.js';

/** The machine's clock, put forward at will. */
export class MovedClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

/** A store that goes wrong when it is told to. */
export class FlakyStore extends EventStore {
  /** What becomes of the next append: refused before it is stored, or stored while its answer is lost. */
  next: 'refuse' | 'lose answer' | null = null;
  /** Milliseconds before every append, so that those who act at once all decide before one is stored. */
  delay = 0;
  away = false;

  constructor(private readonly store: EventStore) {
    super();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const { next } = this;
    this.next = null;
    if (next === 'refuse') throw new StoreUnavailable('Refused for the test.');
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const result = await this.store.append(request);
    if (next === 'lose answer') throw new StoreUnavailable('The answer was lost for the test.');
    return result;
  }

  async read(stream: string, options?: ReadOptions): Promise<RecordedEvent[]> {
    if (this.away) throw new StoreUnavailable('Away for the test.');
    return this.store.read(stream, options);
  }
}

/** One process of the service as far as people are concerned, listening on a port of its own. */
export interface IdentityService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly clock: MovedClock;
  readonly store: FlakyStore;
  stop(): Promise<void>;
}

/** Starts a process on the database; of several on one database, one feeds the views. */
export async function startIdentity(
  { database, url }: TestDatabase,
  settings: Partial<Pick<Config, 'publicUrl'>> = {},
): Promise<IdentityService> {
  const logId = await logIdOf(database.pool);
  const wake = new LogWake(url);
  await wake.open();
  const store = new FlakyStore(new PostgresEventStore(database.pool, logId));
  const feed = new PostgresEventFeed(database.pool, logId, wake);
  const positions = new ViewPositions(database.pool, IDENTITY_PROJECTIONS);
  const projections = new Projections(
    IDENTITY_PROJECTIONS,
    { pool: database.pool, url },
    store,
    feed,
    positions,
    () => undefined,
  );
  await projections.prepare();
  projections.start();
  const clock = new MovedClock();
  const config = Object.assign(new Config(), settings);
  const platform = PlatformModule.of({ config, database, store, feed, positions, projections, clock });

  @Module({ imports: [CqrsModule.forRoot(), platform, OpsModule, HttpModule, IdentityModule] })
  class IdentityTestModule {}

  const app = await createHttpApp(IdentityTestModule, {
    logger: pino({ level: 'silent' }),
    publicUrl: settings.publicUrl,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const stop = async () => {
    await app.close();
    await projections.stop();
    await wake.close();
  };
  return { app, url: `http://127.0.0.1:${port}`, clock, store, stop };
}

/** Makes the first administrator of a fresh log by itself, and says who it became and what was announced. */
export async function firstAdministratorOn(
  { database }: TestDatabase,
  adminUser: string,
  adminPassword: string,
) {
  const store = new PostgresEventStore(database.pool, await logIdOf(database.pool));
  const streams = new IdentityStreams(store);
  const people = new PersonRows(database.dataSource);
  const passwordRows = new PasswordRows(database.dataSource);
  const passwords = new Passwords();
  const first = new FirstAdministrator(
    Object.assign(new Config(), { adminUser, adminPassword }),
    new MovedClock(),
    new Decisions(store),
    streams,
    people,
    passwordRows,
    passwords,
  );
  const announced: string[] = [];
  await first.ensure((line) => announced.push(line));
  const person = await streams.person(FIRST_ADMINISTRATOR);
  const credential = person.status === 'ACTIVE' ? person.credential : '';
  const hash = await passwordRows.hashOf(credential, FIRST_ADMINISTRATOR);
  const fits = await passwords.verify(adminPassword, hash, {
    before: () => undefined,
    wrong: () => undefined,
  });
  return { username: (await people.byId(FIRST_ADMINISTRATOR))?.username, fits, announced };
}

/** An answer as a test looks at it. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into bodies of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface Sending {
  readonly body?: unknown;
  /** Bearer secret. */
  readonly as?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request; POST and PUT get a key of their own unless one is given. */
export async function send(
  { url }: Pick<IdentityService, 'url'>,
  route: string,
  { body, as, key, headers = {} }: Sending = {},
): Promise<Answered> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const records = method === 'POST' || method === 'PUT';
  const response = await fetch(url + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(records ? { 'idempotency-key': key ?? randomUUID() } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: response.headers,
  };
}
