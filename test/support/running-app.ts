import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { Config } from '../../src/config/config.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { Grant } from '../../src/kernel/grant.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { openTestLog } from './test-log.js';

export type Body = Record<string, unknown>;

/** An answer of the service, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads members of any answer
  readonly body: any;
}

export interface RequestOptions {
  readonly ifMatch?: string | number | null;
  /** A fresh one by default for POST and PUT; null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborted where the caller hangs up. */
  readonly signal?: AbortSignal;
}

/** One person at the service, or nobody. */
export class Caller {
  constructor(
    readonly url: string,
    readonly id: string | null = null,
    readonly token: string | null = null,
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, { headers });
  }

  post(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Answer> {
    return this.send('POST', path, body, options);
  }

  async send(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<Answer> {
    const { ifMatch, key = method === 'GET' ? null : randomUUID(), headers = {}, signal } = options;
    const response = await fetch(this.url + path, {
      method,
      signal: signal ?? null,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(key && { 'idempotency-key': key }),
        ...(ifMatch !== undefined &&
          ifMatch !== null && { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...(body !== undefined && {
          'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
        }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  }
}

/** The whole service on a database of its own, in this process. */
export interface RunningApp {
  readonly url: string;
  readonly db: TestDatabase;
  /** For what stands beside its handlers. */
  readonly nest: NestFastifyApplication;
  readonly admin: Caller;
  readonly nobody: Caller;
  /** Makes a person with the grants and signs in. */
  person(...grants: Grant[]): Promise<Caller>;
  /** Another process's worth of service on the same database. */
  second(): Promise<{ url: string; close(): Promise<void> }>;
  close(): Promise<void>;
}

const ADMIN_PASSWORD = 'sebuah kata sandi panjang';

export async function startApp({
  config: given,
  ...options
}: {
  clock?: Clock;
  config?: Partial<Config>;
} = {}): Promise<RunningApp> {
  const db = await createTestDatabase();
  const log = await openTestLog();
  const config: Config = Object.assign(new Config(), {
    port: 0,
    adminUser: 'admin',
    adminPassword: ADMIN_PASSWORD,
    ...log.settings,
    ...given,
  });
  const logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const open = async () => {
    const app = await createApp({
      config,
      database: db.database,
      logger,
      announce: () => undefined,
      ...options,
    });
    const url = await app.listen();
    await app.ready?.();
    return { url, nest: app.nest, close: () => app.close() };
  };
  const first = await open();
  const others: { close(): Promise<void> }[] = [];
  const nobody = new Caller(first.url);
  const signIn = async (username: string, password: string): Promise<Caller> => {
    const { status, body } = await nobody.post(
      '/v1/sessions',
      { username, password, token: true },
      { key: null },
    );
    if (status !== 201) throw new Error(`Sign-in: ${status} ${JSON.stringify(body)}`);
    return new Caller(first.url, body.person.id, body.token);
  };
  const admin = await signIn('admin', ADMIN_PASSWORD);
  return {
    url: first.url,
    db,
    nest: first.nest,
    admin,
    nobody,
    async person(...grants) {
      const username = `p${randomUUID().slice(0, 12)}`;
      const password = `kata-sandi-${username}`;
      const made = await admin.post('/v1/people', { username, name: 'Orang Uji', password, grants });
      if (made.status !== 201) throw new Error(`Person: ${made.status} ${JSON.stringify(made.body)}`);
      return signIn(username, password);
    },
    async second() {
      const other = await open();
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.close();
      await first.close();
      await log.close();
      await db.drop();
    },
  };
}
