import { never } from '../../kernel/decider.js';
import type { Projected, Projection } from '../../projection/projection.js';
import type { DirectionEvent } from '../domain/direction.events.js';
import {
  clockOf,
  type Direction,
  type DirectionClock,
  type DirectionStatus,
  evolveDirection,
} from '../domain/direction.state.js';
import { upcast } from '../domain/direction.upcasters.js';

/** A direction as lists, boards and timers need it. Times are RFC 3339 where written, dates where read. */
export interface DirectionRow {
  readonly id: string;
  readonly to_area: string;
  /** Null where an office is addressed; then `to_role` is not. */
  readonly to_agency: string | null;
  readonly to_role: string | null;
  /** Area of the head who issued it. */
  readonly issued_from: string;
  readonly status: DirectionStatus;
  readonly cases: readonly string[];
  readonly due_at: string | Date;
  readonly overdue_since: string | Date | null;
  /** Of the clock that strikes next: null where none runs. */
  readonly next_due_at: string | Date | null;
  readonly next_clock: DirectionClock | null;
  /** All that it says, without the texts of the reports. */
  readonly direction: Omit<Direction, 'reports'>;
  readonly reports: number;
  readonly revision: number;
}

/** Directions with every past row: what stood on a board then is found again. */
export const directionProjection: Projection<DirectionRow, DirectionEvent> = {
  name: 'direction',
  version: 1,
  streams: 'direction',
  columns: {
    id: 'uuid',
    to_area: 'text collate "C" not null',
    to_agency: 'text',
    to_role: 'text',
    issued_from: 'text collate "C" not null',
    status: 'text not null',
    cases: 'uuid[] not null',
    due_at: 'timestamptz(3) not null',
    overdue_since: 'timestamptz(3)',
    next_due_at: 'timestamptz(3)',
    next_clock: 'jsonb',
    direction: 'jsonb not null',
    reports: 'integer not null',
    revision: 'integer not null',
  },
  key: 'id',
  indexes: [
    '(due_at, id)',
    "(to_area, due_at) where status <> 'COMPLETED'",
    'using gin (cases)',
    '(next_due_at) where next_due_at is not null',
  ],
  keepsPast: true,
  upcast,
  on: {
    DirectionIssued: next,
    DirectionAcknowledged: next,
    DirectionReported: next,
    DirectionCompleted: next,
    DirectionOverdue: next,
  },
};

function next(row: DirectionRow | null, event: Projected<DirectionEvent>): DirectionRow {
  const before = row === null ? null : { ...row.direction, reports: [] };
  const state = evolveDirection(before, event);
  if (state === null) throw new Error(`${event.type} left no direction.`);
  const { reports, ...direction } = state;
  const clock = clockOf(state);
  return {
    id: event.stream.slice('direction-'.length),
    to_area: state.to.area,
    ...addresseeColumns(state),
    issued_from: state.from,
    status: state.status,
    cases: state.cases,
    due_at: state.dueAt,
    overdue_since: state.overdueSince,
    next_due_at: clock === null ? null : state.dueAt,
    next_clock: clock,
    direction,
    reports: (row?.reports ?? 0) + reports.length,
    revision: event.revision,
  };
}

function addresseeColumns({ to }: Direction): Pick<DirectionRow, 'to_agency' | 'to_role'> {
  if ('agency' in to) return { to_agency: to.agency, to_role: null };
  return 'role' in to ? { to_agency: null, to_role: to.role } : never(to);
}
