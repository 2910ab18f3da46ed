import type { Clock } from '../../../calendar/clock.js';
import type { Projected, Projection } from '../../../projection/projection.js';
import type { ClusterEvent, Member } from '../domain/cluster.events.js';
import { categoryOf, clocksAfter, membersAfter, windowOf } from '../domain/cluster.state.js';
import { upcast } from '../domain/cluster.upcasters.js';
import { ALL_CLOSED } from '../domain/cluster-rules.js';
import type { ClusterRow, NextClock } from './cluster.row.js';

type Later = Exclude<ClusterEvent['type'], 'ClusterDetected'>;
type Change<T extends Later> = (
  row: ClusterRow,
  event: Projected<Extract<ClusterEvent, { type: T }>>,
) => Partial<ClusterRow>;

/** Every cluster, open or ended, with every past row. What was detected comes from the events alone. */
export const clusterProjection: Projection<ClusterRow, ClusterEvent> = {
  name: 'cluster',
  version: 1,
  streams: 'cluster',
  key: 'id',
  columns: {
    id: 'uuid',
    status: 'text not null',
    rule: 'text collate "C" not null',
    policy_version: 'integer not null',
    level: 'text not null',
    area: 'text collate "C" not null',
    holder_area: 'text collate "C" not null',
    category: 'text',
    link: 'text collate "C"',
    members: 'jsonb not null',
    member_ids: 'uuid[] not null',
    from_at: 'timestamptz(3) not null',
    until_at: 'timestamptz(3) not null',
    detected_at: 'timestamptz(3) not null',
    detected_since: 'text collate "C" not null',
    acknowledged: 'jsonb',
    informed: 'text[] not null',
    overdue: 'boolean not null',
    ended: 'jsonb',
    clocks: 'jsonb not null',
    all_closed: 'boolean not null',
    next_due_at: 'timestamptz(3)',
    next_clock: 'jsonb',
    revision: 'integer not null',
  },
  indexes: [
    '(detected_since, id)',
    '(area, detected_since)',
    '(rule, area, until_at)',
    "using gin (member_ids) where status = 'OPEN'",
    '(next_due_at) where next_due_at is not null',
    '(since)',
  ],
  keepsPast: true,
  upcast,
  on: {
    ClusterDetected: (_, event) => detected(event),
    ClusterCaseJoined: change(() => ({})),
    ClusterCaseLeft: change(() => ({})),
    ClusterAcknowledged: change((_, { data: { by, via, acknowledgedAt: at } }) => ({
      acknowledged: { by, via, at },
    })),
    ClusterClocksSet: change(() => ({})),
    ClusterDeadlinePassed: change(() => ({ overdue: true })),
    ClusterUpperInformed: change(({ informed }, { data }) => ({
      overdue: true,
      informed: [...informed, data.level],
    })),
    ClusterEnded: change((_, { data, at }) => ({ status: 'ENDED', ended: { ...data, at } })),
  },
};

function detected({
  data,
  stream,
  at,
  position,
  revision,
  ...event
}: Projected<Extract<ClusterEvent, { type: 'ClusterDetected' }>>): ClusterRow {
  return {
    id: stream.slice('cluster-'.length),
    status: 'OPEN',
    rule: data.rule,
    policy_version: data.policyVersion,
    level: data.level,
    area: data.area,
    holder_area: data.holder.area,
    link: data.link ?? null,
    ...ofMembers(membersAfter([], { ...event, data })),
    category: data.category,
    from_at: data.window.from,
    until_at: data.window.until,
    detected_at: at,
    detected_since: position,
    acknowledged: null,
    informed: [],
    overdue: false,
    ended: null,
    ...ofClocks(data.clocks),
    revision,
  };
}

/** Applies a change, and brings along what members and clocks say. */
function change<T extends Later>(changes: Change<T>) {
  return (before: ClusterRow | null, event: Projected<Extract<ClusterEvent, { type: T }>>): ClusterRow => {
    const any: Projected<ClusterEvent> = event;
    if (before === null) throw new Error(`${any.type} stands before a cluster was detected.`);
    return {
      ...before,
      ...changes(before, event),
      ...ofMembers(membersAfter(before.members, any)),
      ...ofClocks(clocksAfter(before.clocks, any)),
      revision: any.revision,
    };
  };
}

/** Where the last case has left, category and times stay what they were. */
function ofMembers(members: readonly Member[]) {
  const ids = { members, member_ids: members.map(({ id }) => id) };
  const window = windowOf(members);
  if (window === null) return ids;
  return { ...ids, category: categoryOf(members), from_at: window.from, until_at: window.until };
}

function ofClocks(clocks: readonly Clock[]) {
  const [next] = [...clocks].sort((a, b) => dueOf(a) - dueOf(b));
  const next_clock: NextClock | null =
    next === undefined
      ? null
      : { kind: next.kind, rule: next.rule, startedAt: next.startedAt, moment: 'due' };
  return {
    clocks,
    all_closed: clocks.some(({ rule }) => rule === ALL_CLOSED),
    next_due_at: next?.calendar.dueAt ?? null,
    next_clock,
  };
}

function dueOf({ calendar }: Clock): number {
  return Date.parse(calendar.dueAt);
}
