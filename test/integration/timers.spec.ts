import { randomUUID } from 'node:crypto';
import { TimerRunner } from '../../src/escalation/timers/timer.runner.js';
import { isSound, TimerAudit } from '../../src/escalation/timers/timer-audit.js';
import { TimerClaims } from '../../src/escalation/timers/timer-claims.js';
import { TimerDuty } from '../../src/escalation/timers/timer-duty.js';
import type { DueTimer, Fired, NextClock } from '../../src/escalation/timers/timer-source.js';
import { TimerSources } from '../../src/escalation/timers/timer-sources.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { tableOf } from '../../src/projection/projection.js';
import { createTables } from '../../src/projection/view-tables.js';
import { BELLS } from '../support/bells.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const DAY = 86_400_000;
const FOUR_HOURS = 4 * 3_600_000;
const TABLE = tableOf(BELLS);

let db: TestDatabase;
const running: TimerRunner[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await createTables(db.database.pool, BELLS, 'live');
});

beforeEach(async () => {
  await db.database.pool.query(
    `truncate ${TABLE}, timer_claim, timer_runner;
     insert into projection_checkpoint (name, version, caught_up) values ('bell', 1, true)
     on conflict (name, version, build) do update set caught_up = true`,
  );
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((runner) => runner.stop()));
});

afterAll(() => db.drop());

/** Bells that strike every four hours; each strike starts the next four hours when it is recorded. */
class Belfry {
  /** Command ids by bell, in the order in which they were recorded. */
  readonly struck = new Map<string, string[]>();
  readonly tries = new Map<string, number>();
  readonly troubles: unknown[] = [];
  readonly outcomes = new Map<string, number>();
  movedMs = 0;
  /** While the view lags, rows stay as they were. */
  lags = false;

  private readonly sources = new TimerSources();

  constructor() {
    this.sources.add({ name: 'bell', projection: BELLS, command: (timer) => timer });
  }

  get now(): number {
    return Date.now() + this.movedMs;
  }

  async hang(count: number, dueAt = this.now - 1_000): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await db.database.pool.query(
      `insert into ${TABLE} select id, to_timestamp($2 / 1000.0), $3, '1' from unnest($1::uuid[]) as id`,
      [ids, dueAt, clockAt(dueAt - FOUR_HOURS)],
    );
    return ids;
  }

  ring(
    fire: (timer: DueTimer) => Promise<Fired> = (timer) => this.strike(timer),
    { leaseMs = 10_000, width = 8, perSecond = 100_000, claims = this.claims(leaseMs) } = {},
  ): TimerRunner {
    const duty = new TimerDuty(db.database.dataSource);
    const report = {
      fired: (_: DueTimer, outcome: string) =>
        void this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1),
      trouble: (error: unknown) => void this.troubles.push(error),
    };
    const runner = new TimerRunner(claims, duty, fire, report, { width, leaseMs, perSecond });
    running.push(runner);
    runner.start();
    return runner;
  }

  claims(leaseMs: number): TimerClaims {
    return new TimerClaims(db.database.dataSource, this.sources, leaseMs, () => this.movedMs);
  }

  async strike({ id, key }: DueTimer): Promise<Fired> {
    this.tries.set(id, (this.tries.get(id) ?? 0) + 1);
    const struck = this.struck.get(key) ?? [];
    if (struck.includes(id)) return 'recorded';
    this.struck.set(key, [...struck, id]);
    if (!this.lags) await this.show(key);
    return 'recorded';
  }

  /** The view reads what was recorded: the next four hours run from now on. */
  async show(key: string): Promise<void> {
    const startedAt = this.now;
    await db.database.pool.query(
      `update ${TABLE} set next_due_at = to_timestamp($2 / 1000.0), next_clock = $3 where id = $1`,
      [key, startedAt + FOUR_HOURS, clockAt(startedAt)],
    );
  }

  async silent(): Promise<boolean> {
    return (await this.audit.due()).length === 0;
  }

  readonly audit = new TimerAudit(db.database.dataSource, this.sources, () => this.movedMs);
}

function clockAt(startedAt: number): NextClock {
  return { kind: 'acknowledge', rule: 'strike', startedAt: new Date(startedAt).toISOString(), moment: 'due' };
}

describe('timers', () => {
  it('fire once each with two runners at once, the oldest first', async () => {
    const belfry = new Belfry();
    const late = await belfry.hang(30, belfry.now - 60_000);
    await belfry.hang(170);
    await belfry.hang(5, belfry.now + 60_000);
    belfry.ring();
    belfry.ring();
    await until(() => belfry.silent());
    expect(belfry.struck.size).toBe(200);
    expect([...belfry.tries.values()]).toEqual(Array.from({ length: 200 }, () => 1));
    const first = [...belfry.struck.keys()].slice(0, 110);
    expect(late.filter((id) => first.includes(id)).length).toBe(30);
    expect(belfry.troubles).toEqual([]);
  });

  it('are left for a while where the view does not know yet, and found recorded after that', async () => {
    const belfry = new Belfry();
    belfry.lags = true;
    const [id = ''] = await belfry.hang(1);
    const runner = belfry.ring();
    await until(async () => belfry.struck.size === 1);
    // Two more looks at what is due.
    for (const size of [2, 3]) {
      await belfry.hang(1);
      await until(async () => belfry.struck.size === size);
    }
    await until(() => belfry.silent());
    await runner.stop();
    expect([...belfry.tries.values()]).toEqual([1, 1, 1]);
    await db.database.pool.query(`update timer_claim set leased_until = clock_timestamp()`);
    belfry.ring();
    await until(async () => belfry.outcomes.get('recorded') === 6);
    expect(belfry.struck.get(id)).toHaveLength(1);
    belfry.lags = false;
    await belfry.show(id);
    expect(await belfry.audit.overdue()).toMatchObject({ waiting: 0, failing: 0 });
  });

  it('that are stale are no error', async () => {
    const belfry = new Belfry();
    await belfry.hang(3);
    belfry.ring(async () => 'stale');
    await until(async () => belfry.outcomes.get('stale') === 3 && belfry.silent());
    expect(belfry.troubles).toEqual([]);
  });

  it('that fail delay no other, are tried again, and are overdue until they pass', async () => {
    const belfry = new Belfry();
    const [broken = ''] = await belfry.hang(1, belfry.now - 2 * 60_000);
    await belfry.hang(40);
    let cured = false;
    belfry.ring(
      async (timer) => {
        if (timer.key === broken && !cured) throw new Error('Poison.');
        return belfry.strike(timer);
      },
      { width: 2 },
    );
    await until(async () => belfry.struck.size === 40);
    const overdue = await until(async () => {
      const found = await belfry.audit.overdue();
      return found.failing === 1 && found;
    });
    expect(overdue).toMatchObject({ waiting: 0, disputed: 0 });
    expect(overdue.oldest).toBeGreaterThan(115);
    expect(isSound(overdue)).toBe(false);
    cured = true;
    await until(async () => belfry.struck.size === 41);
    await until(async () => isSound(await belfry.audit.overdue()));
  });

  it('are fired by another process when the lease of one that died has run out', async () => {
    const belfry = new Belfry();
    const [id = ''] = await belfry.hang(1);
    expect((await belfry.claims(400).claim(5)).claimed).toMatchObject([{ key: id, tries: 1 }]);
    belfry.ring();
    expect((await belfry.claims(400).claim(5)).claimed).toEqual([]);
    await until(async () => belfry.struck.has(id));
    expect(belfry.struck.get(id)).toHaveLength(1);
    const { rows } = await db.database.pool.query('select tries from timer_claim');
    expect(rows).toEqual([{ tries: 2 }]);
  });

  it('are claimed by one of two that claim at the same instant', async () => {
    const belfry = new Belfry();
    for (let round = 1; round <= 5; round++) {
      await belfry.hang(50);
      const claimed = await Promise.all([belfry.claims(10_000).claim(50), belfry.claims(10_000).claim(50)]);
      const ids = claimed.flatMap((one) => one.claimed.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('that wait for their turn longer than half a lease are left to whoever claims them then', async () => {
    const belfry = new Belfry();
    await belfry.hang(40);
    const begun = performance.now();
    const slow = { leaseMs: 2_000, perSecond: 60 };
    belfry.ring(undefined, slow);
    belfry.ring(undefined, slow);
    await until(async () => belfry.struck.size === 40, 20_000);
    // A tenth of the rate at first, sixteen at once: the third sixteen cannot come sooner.
    expect(performance.now() - begun).toBeGreaterThan(1_500);
    await until(() => belfry.silent());
    expect([...belfry.tries.values()]).toEqual(Array.from({ length: 40 }, () => 1));
  });

  it('are told answered with the next where that could not be written at once', async () => {
    const belfry = new Belfry();
    const claims = belfry.claims(10_000);
    const settle = claims.settle.bind(claims);
    let cut = true;
    claims.settle = async (endings) => {
      if (!cut) return settle(endings);
      cut = false;
      throw new Error('The connection was cut.');
    };
    await belfry.hang(3);
    belfry.ring(undefined, { claims });
    await until(async () => {
      const { rows } = await db.database.pool.query('select from timer_claim where fired_at is not null');
      return rows.length === 3;
    });
    expect(belfry.troubles).toMatchObject([{ message: 'The connection was cut.' }]);
  });

  it('whose command never comes back hold up no other', async () => {
    const belfry = new Belfry();
    const [stuck = ''] = await belfry.hang(1, belfry.now - 60_000);
    await belfry.hang(3);
    belfry.ring((timer) => (timer.key === stuck ? new Promise(() => undefined) : belfry.strike(timer)), {
      leaseMs: 200,
      width: 1,
    });
    await until(async () => belfry.struck.size === 3);
    expect(belfry.outcomes.get('failed')).toBeGreaterThan(0);
    expect(belfry.struck.has(stuck)).toBe(false);
  });

  it('wait a second where the store is away, and that is no try', async () => {
    const belfry = new Belfry();
    const [id = ''] = await belfry.hang(1);
    const begun = performance.now();
    let away = 2;
    belfry.ring(async (timer) => {
      if (away === 0) return belfry.strike(timer);
      away -= 1;
      throw new StoreUnavailable('away');
    });
    await until(async () => belfry.struck.has(id));
    expect(performance.now() - begun).toBeGreaterThan(1_900);
    const { rows } = await db.database.pool.query('select tries, last_error from timer_claim');
    expect(rows).toEqual([{ tries: 1, last_error: null }]);
    expect(belfry.outcomes.get('failed')).toBeUndefined();
  });

  it('after ten days away strike once, and the next four hours begin then', async () => {
    const belfry = new Belfry();
    const ids = await belfry.hang(20, belfry.now + FOUR_HOURS);
    belfry.movedMs = 10 * DAY;
    expect(await belfry.audit.overdue()).toMatchObject({ waiting: 20, catchingUp: false });
    belfry.ring();
    await until(() => belfry.silent());
    expect(ids.map((id) => belfry.struck.get(id)?.length)).toEqual(ids.map(() => 1));
    expect(isSound(await belfry.audit.overdue())).toBe(true);
    belfry.movedMs += FOUR_HOURS + 1_000;
    await until(async () => ids.every((id) => belfry.struck.get(id)?.length === 2));
    await until(() => belfry.silent());
  });

  it('of a view that is built for the first time wait until it stands', async () => {
    const belfry = new Belfry();
    await db.database.pool.query(`update projection_checkpoint set caught_up = false where name = 'bell'`);
    await belfry.hang(2);
    expect(await belfry.silent()).toBe(true);
    await db.database.pool.query(`update projection_checkpoint set caught_up = true where name = 'bell'`);
    expect(await belfry.audit.due()).toEqual([{ source: 'bell', count: 2 }]);
  });

  it('that wait behind a catch-up are told from those that nobody fires', async () => {
    const belfry = new Belfry();
    await belfry.hang(400, belfry.now - 2 * 60_000);
    expect(isSound(await belfry.audit.overdue())).toBe(false);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    belfry.ring(async (timer) => {
      await gate;
      return belfry.strike(timer);
    });
    await until(async () => isSound(await belfry.audit.overdue()));
    expect(await belfry.audit.overdue()).toMatchObject({ waiting: 400, catchingUp: true });
    open();
    await until(() => belfry.silent());
    await until(async () => !(await belfry.audit.overdue()).catchingUp);
  });
});
