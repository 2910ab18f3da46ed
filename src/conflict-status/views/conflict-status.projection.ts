import type { Projected, Projection } from '../../projection/projection.js';
import type { ConflictStatusEvent } from '../domain/conflict-status.events.js';
import {
  type ConflictStanding,
  type ConflictStatus,
  type ConflictStatusClock,
  clockOf,
  evolveConflictStatus,
} from '../domain/conflict-status.state.js';
import { upcast } from '../domain/conflict-status.upcasters.js';

/** A conflict status as lists and timers need it. Times are RFC 3339 where written, dates where read. */
export interface ConflictStatusRow {
  readonly id: string;
  readonly area: string;
  readonly status: ConflictStanding;
  readonly from_at: string | Date;
  /** The end that counts now. */
  readonly until_at: string | Date;
  /** Of the clock that strikes next: null where none runs. */
  readonly next_due_at: string | Date | null;
  readonly next_clock: ConflictStatusClock | null;
  readonly state: ConflictStatus;
  readonly revision: number;
}

/** Declared conflict statuses, with every past row. */
export const conflictStatusProjection: Projection<ConflictStatusRow, ConflictStatusEvent> = {
  name: 'conflict_status',
  version: 1,
  streams: 'conflict-status',
  columns: {
    id: 'uuid',
    area: 'text collate "C" not null',
    status: 'text not null',
    from_at: 'timestamptz(3) not null',
    until_at: 'timestamptz(3) not null',
    next_due_at: 'timestamptz(3)',
    next_clock: 'jsonb',
    state: 'jsonb not null',
    revision: 'integer not null',
  },
  key: 'id',
  indexes: ['(from_at, id)', '(area)', '(next_due_at) where next_due_at is not null'],
  keepsPast: true,
  upcast,
  on: {
    ConflictStatusDeclared: next,
    ConflictStatusExtended: next,
    ConflictStatusRevoked: next,
    ConflictStatusEnding: next,
    ConflictStatusEnded: next,
  },
};

function next(row: ConflictStatusRow | null, event: Projected<ConflictStatusEvent>): ConflictStatusRow {
  const state = evolveConflictStatus(row?.state ?? null, event);
  if (state === null) throw new Error(`${event.type} left no conflict status.`);
  const striking = clockOf(state);
  return {
    id: event.stream.slice('conflict-status-'.length),
    area: state.area,
    status: state.status,
    from_at: state.from,
    until_at: state.until,
    next_due_at: striking?.at ?? null,
    next_clock: striking?.clock ?? null,
    state,
    revision: event.revision,
  };
}
