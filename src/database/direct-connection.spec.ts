import { isPooled, type Queried } from './direct-connection.js';

/** A proxy that gives a connection a session for a transaction only: of those that are free, the one used last. */
class Pooler {
  private readonly free = [{ pid: 101 }, { pid: 102 }, { pid: 103 }];

  connection(): Queried {
    let pinned: { pid: number } | undefined;
    return {
      query: async (sql) => {
        const session = pinned ?? this.free.pop();
        if (session === undefined) throw new Error('Query read timeout');
        pinned = sql === 'begin' || (pinned && sql !== 'commit') ? session : undefined;
        if (pinned === undefined) this.free.push(session);
        return { rows: [session] };
      },
    };
  }
}

function direct(pid: number): Queried {
  return { query: async () => ({ rows: [{ pid }] }) };
}

describe('a connection to a server of the operator', () => {
  it('is taken as direct where each keeps its session', async () => {
    expect(await isPooled(direct(1), direct(2))).toBe(false);
  });

  it('is found to be shared where a proxy gives sessions by the transaction', async () => {
    const pooler = new Pooler();
    expect(await isPooled(pooler.connection(), pooler.connection())).toBe(true);
  });

  it('is found to be shared where it has to wait for the only session', async () => {
    const only = { pid: 1 };
    let busy = false;
    const one: Queried = {
      query: () =>
        busy ? Promise.reject(new Error('Query read timeout')) : Promise.resolve({ rows: [only] }),
    };
    const other: Queried = {
      query: async (sql) => {
        busy = sql !== 'commit';
        return { rows: [{ pid: 2 }] };
      },
    };
    expect(await isPooled(one, other)).toBe(true);
  });
});
