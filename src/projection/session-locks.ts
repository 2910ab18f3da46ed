import { setMaxListeners } from 'node:events';
import pg from 'pg';

/** First half of every lock; the second is a hash of its name. */
const LOCK_CLASS = 7_310;
const PING_MS = 1_000;
/** A server that says nothing for so long is as good as gone: what hangs on it is left, and another way is tried. */
const ANSWER_MS = 5_000;

/** A lock that this process holds, until it lets go or loses the connection. */
export interface HeldLock {
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * The locks by which one process at a time is in charge of something. All of a process hang on one connection, which the
 * database drops five seconds after the process stops pinging: then all are free for others.
 */
export class SessionLocks {
  private readonly held = new Set<string>();
  private session: Promise<Session> | undefined;
  private users = 0;

  constructor(private readonly url: string) {}

  /** The locks of this process on a database. */
  static of(database: { readonly url: string }): SessionLocks {
    const known = ALL.get(database) ?? new SessionLocks(database.url);
    ALL.set(database, known);
    return known;
  }

  /** The connection stays open from the first user to the last. */
  join(): void {
    this.users += 1;
  }

  async leave(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    const session = await this.session?.catch(noSession);
    this.session = undefined;
    await session?.end();
  }

  /** Null where somebody holds it, be it another part of this process. Errors: where the database cannot be asked. */
  async tryHold(name: string): Promise<HeldLock | null> {
    if (this.held.has(name)) return null;
    this.held.add(name);
    let isHeld = false;
    try {
      const session = await this.open();
      isHeld = await session.tryLock(name);
      return isHeld ? { lost: session.lost, release: () => this.release(name, session) } : null;
    } finally {
      if (!isHeld) this.held.delete(name);
    }
  }

  private async release(name: string, session: Session): Promise<void> {
    try {
      await session.unlock(name);
    } finally {
      this.held.delete(name);
    }
  }

  /** One that was lost is replaced by the next who asks. */
  private open(): Promise<Session> {
    this.session ??= this.connect();
    return this.session;
  }

  private connect(): Promise<Session> {
    const opening = Session.open(this.url);
    const forget = (): void => {
      if (this.session === opening) this.session = undefined;
    };
    opening.then(({ lost }) => lost.addEventListener('abort', forget, { once: true }), forget);
    return opening;
  }
}

const ALL = new WeakMap<object, SessionLocks>();

/** A connection that says every second that its process lives. */
class Session {
  private readonly over = new AbortController();
  private readonly ping: NodeJS.Timeout;
  /** Questions go one after the other, as the driver wants it. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly client: pg.Client) {
    // Every loop of the process listens.
    setMaxListeners(0, this.lost);
    client.on('error', (error) => this.over.abort(error));
    client.on('end', () => this.over.abort());
    this.ping = setInterval(() => {
      this.ask('select 1').catch((error: unknown) => this.over.abort(error));
    }, PING_MS);
    this.lost.addEventListener('abort', () => void this.end(), { once: true });
  }

  static async open(url: string): Promise<Session> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'kondusif-locks',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    const session = new Session(client);
    try {
      await client.connect();
      await client.query("set idle_session_timeout = '5s'");
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  get lost(): AbortSignal {
    return this.over.signal;
  }

  async tryLock(name: string): Promise<boolean> {
    const { rows } = await this.ask('select pg_try_advisory_lock($1, hashtext($2)) as held', [
      LOCK_CLASS,
      name,
    ]);
    return rows[0]?.held ?? false;
  }

  /** Where the connection is gone, so is the lock. */
  async unlock(name: string): Promise<void> {
    if (this.lost.aborted) return;
    await this.ask('select pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, name]).catch(
      (error: unknown) => this.over.abort(error),
    );
  }

  private ask(text: string, values: unknown[] = []): Promise<pg.QueryResult<{ held: boolean }>> {
    const asked = this.last.then(() => this.client.query<{ held: boolean }>(text, values));
    this.last = asked.catch(noSession);
    return asked;
  }

  async end(): Promise<void> {
    clearInterval(this.ping);
    this.client.removeAllListeners('end');
    await this.client.end().catch(noSession);
  }
}

/** There is nothing to close any more. */
function noSession(): undefined {
  return undefined;
}
