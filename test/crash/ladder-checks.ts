import type pg from 'pg';
import { derivedId } from '../../src/kernel/ids.js';
import { parkedRows } from '../../src/projection/process-parking.js';
import { grouped } from './grouped.js';
import { type Clocked, DECISIONS } from './ladder-cases.js';
import type { CaseGroup } from './ladder-clusters.js';
import type { LogCopy, Placed } from './log-copy.js';

/** Streams, or groups by their cases, of which something is missing, there twice, or not as it had to be. */
export interface Found {
  readonly missed: readonly string[];
  readonly doubled: readonly string[];
  readonly other: readonly string[];
}

/** Each clock has its decision once, by the command of its timer. */
export function clockFaults(clocks: readonly Clocked[], { events }: LogCopy): Found {
  const decisions = grouped(
    events.filter(({ type }) => DECISIONS.has(type)),
    ({ stream }) => stream,
  );
  const of = ({ stream }: Clocked) => decisions.get(stream) ?? [];
  const isTimers = ({ decision, timerId }: Clocked, [first]: readonly Placed[]) =>
    first?.type === decision && first.commandId === timerId;
  const names = (some: readonly Clocked[]) => some.map(({ stream }) => stream);
  return {
    missed: names(clocks.filter((one) => of(one).length === 0)),
    doubled: names(clocks.filter((one) => of(one).length > 1)),
    other: names(clocks.filter((one) => of(one).length === 1 && !isTimers(one, of(one)))),
  };
}

/** All cases of each group are in one cluster once, which is begun as it had to be, and nothing else happened to it. */
export function clusterFaults(groups: readonly CaseGroup[], { events }: LogCopy): Found {
  const streams = grouped(events, ({ stream }) => stream);
  const takenIn = casesTakenIn(events);
  const seen = groups.map((group) => seenOf(group, streams, takenIn));
  const names = (isFault: (one: Seen) => boolean) => seen.filter(isFault).map(({ name }) => name);
  return {
    missed: names(({ times }) => times.includes(0)),
    doubled: names(({ times, clusters }) => clusters.length > 1 || times.some((count) => count > 1)),
    other: names(({ clusters, dueBeginnings }) =>
      clusters.some(([first, ...others]) => {
        const isDue = dueBeginnings.has(`${first?.type} ${first?.stream} ${first?.commandId}`);
        return !isDue || others.some(({ type }) => type !== 'ClusterCaseJoined');
      }),
    ),
  };
}

/** What the log holds of a group. */
interface Seen {
  readonly name: string;
  /** How often each of its cases was taken in. */
  readonly times: readonly number[];
  /** Streams that took one of them in. */
  readonly clusters: readonly (readonly Placed[])[];
  readonly dueBeginnings: ReadonlySet<string>;
}

type Streams = ReadonlyMap<string, readonly Placed[]>;

function seenOf(group: CaseGroup, streams: Streams, takenIn: Streams): Seen {
  const { rule, area, cases } = group;
  const taken = cases.map(({ id }) => takenIn.get(id) ?? []);
  const clusters = new Set(taken.flat().map(({ stream }) => stream));
  return {
    name: `${rule} in ${area} of ${cases.map(({ id }) => id).join(', ')}`,
    times: taken.map(({ length }) => length),
    clusters: [...clusters].map((stream) => streams.get(stream) ?? []),
    dueBeginnings: dueBeginnings(group, streams),
  };
}

/** Events by the case that they take in. */
function casesTakenIn(events: readonly Placed[]): Map<string, Placed[]> {
  const pairs = events.flatMap((event) => event.takenIn.map((id) => ({ id, event })));
  const byCase = grouped(pairs, ({ id }) => id);
  return new Map([...byCase].map(([id, some]) => [id, some.map(({ event }) => event)]));
}

/**
 * Stream and command with which a group's cluster may begin. Chance decides which case is looked at when the threshold is
 * reached; all the rest follows from that case and the position at which it was recorded.
 */
function dueBeginnings({ cases, rule, area, link }: CaseGroup, streams: Streams): Set<string> {
  return new Set(
    cases.map(({ id }) => {
      const since = streams.get(`case-${id}`)?.[0]?.position;
      const cluster = derivedId(id, `${since}/${rule}/${area}/${link ?? ''}/0`);
      return `ClusterDetected cluster-${cluster} ${derivedId(cluster, `${id}/${since}/detect`)}`;
    }),
  );
}

/** True when every case of the log was looked at for clusters, and none was put aside. */
export async function areEvaluated(pool: pg.Pool, { events }: LogCopy): Promise<boolean> {
  const last = events.findLast(({ type }) => type === 'CaseRecorded');
  const { rows } = await pool.query<{ position: string | null }>(
    "select position from process_checkpoint where name = 'clusters'",
  );
  const parked = await parkedRows(pool, 'clusters');
  return parked.length === 0 && (rows[0]?.position ?? '') >= (last?.position ?? '');
}
