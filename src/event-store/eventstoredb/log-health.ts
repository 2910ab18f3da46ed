import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { Connection } from './connection.js';
import type { LogIdentity } from './log-marker.js';
import type { LogReader } from './log-reader.js';
import type { LogTail } from './log-tail.js';

/** How the event store stands, as health shows it. */
export interface LogCondition {
  readonly ok: boolean;
  readonly version: string;
  /** Nodes that are alive by what they are, e.g. `['leader', 'follower', 'follower']`. */
  readonly nodes: readonly string[];
  /** Bytes of the log that this process has not seen yet. */
  readonly unseenBytes: number;
  /** Our clock minus the server's, to half a second. */
  readonly clock: { readonly differenceMs: number };
}

/** Clocks further apart than this make the order of times untrue; the server tells its own to the second only. */
const LARGEST_DIFFERENCE_MS = 2_000;
const HALF_A_SECOND_MS = 500;

/** Asks the server over a connection of its own, so that what hangs there holds up nobody. */
export class LogHealth {
  constructor(
    private readonly log: LogIdentity,
    private readonly connection: Connection,
    private readonly reader: LogReader,
    private readonly tail: LogTail,
  ) {}

  /** Errors: `OtherLog`; whatever the server cannot be reached for. */
  async look(): Promise<LogCondition> {
    this.log.assertSame();
    const asked = Date.now();
    const { version, cluster, answered } = await this.connection.use(async (client) => {
      const cluster = await client.nodes();
      return { cluster, answered: Date.now(), version: await client.version() };
    });
    const nodes = cluster.info
      .getMembersList()
      .filter((member) => member.getIsAlive())
      .map((member) => nameOf(member.getState()));
    const differenceMs = Math.round((asked + answered) / 2 - cluster.clock.getTime() - HALF_A_SECOND_MS);
    const unseen = ((await this.reader.last())?.commit ?? 0n) - this.tail.reached.commit;
    return {
      ok: nodes.includes('leader') && Math.abs(differenceMs) <= LARGEST_DIFFERENCE_MS,
      version,
      nodes,
      unseenBytes: unseen > 0n ? Number(unseen) : 0,
      clock: { differenceMs },
    };
  }
}

function nameOf(state: number): string {
  const states = Object.entries(gossip.MemberInfo.VNodeState);
  return states.find(([, number]) => number === state)?.[0].toLowerCase() ?? 'unknown';
}
