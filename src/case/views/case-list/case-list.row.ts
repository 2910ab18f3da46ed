import type { ClockKind } from '../../../calendar/clock.js';

/** A clock that runs, and when it runs out. */
export interface Deadline {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly dueAt: string;
}

/** One case as the list, its filters and its permissions need it. Instants are RFC 3339, UTC. */
export interface CaseListRow {
  readonly id: string;
  readonly number: string;
  readonly serial: number;
  readonly category: string;
  readonly subcategory: string;
  readonly area: string;
  readonly status: string;
  /** Null off the ladder; `held_level` is what it goes back to. */
  readonly level: string | null;
  readonly held_level: string | null;
  readonly severity: number;
  readonly nature: string;
  readonly origin: string;
  readonly archived: boolean;
  readonly occurred_at: string | null;
  readonly known_at: string | null;
  readonly received_at: string;
  readonly recorded_at: string;
  readonly updated_at: string;
  /** Clocks that run. */
  readonly deadlines: readonly Deadline[];
  /** Nearest open deadline of any kind. */
  readonly due_at: string | null;
  readonly assignment_due_at: string | null;
  readonly lead: string | null;
  readonly place: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly participants: readonly string[];
  readonly description: string;
  /** Number, place and description in lower case, for `q`. */
  readonly search: string;
  readonly duplicate_of: string | null;
  /** Position at which it was found a duplicate: of two that name each other, the later one is set free. */
  readonly duplicate_since: string | null;
  readonly revision: number;
  /** What permissions look at. */
  readonly recorded_by: string;
  readonly access: string;
  readonly accused_area: string | null;
  readonly accused_agency: string | null;
  readonly holder_area: string | null;
  readonly named: readonly string[];
  /** Agencies ever assigned that did not refuse. */
  readonly agencies: readonly string[];
  /** Agencies that were asked for their view. */
  readonly asked: readonly string[];
  readonly bodies: readonly string[];
}

/** Statuses that count as open, unless the case is archived. */
export const OPEN_STATUSES = [
  'RECEIVED',
  'VERIFIED',
  'ASSIGNED',
  'IN_PROGRESS',
  'REFERRED',
  'RESOLVED',
] as const;
