import { type Fact, never } from '../../kernel/decider.js';
import type {
  ConflictScale,
  ConflictStatusDeclared,
  ConflictStatusEvent,
  Consultation,
  Decree,
} from './conflict-status.events.js';

/** `OPEN` from its record to its end; whether it has begun says `from`. */
export type ConflictStanding = 'OPEN' | 'ENDED' | 'REVOKED';

/** Who recorded something, and when (RFC 3339, UTC). `by` is a person id. */
export interface Recorded {
  readonly at: string;
  readonly by: string;
}

/** A declared *keadaan konflik* as it stands. */
export interface ConflictStatus {
  readonly status: ConflictStanding;
  readonly area: string;
  readonly scale: ConflictScale;
  readonly decree: Decree;
  readonly consultation: Consultation;
  readonly from: string;
  /** The end that counts now; exclusive. */
  readonly until: string;
  readonly recorded: Recorded;
  readonly extensions: readonly (Recorded & { readonly decree: Decree; readonly until: string })[];
  readonly revocation: (Recorded & { readonly decree: Decree; readonly reason: string }) | null;
  /** When it stopped counting; null while it is open. */
  readonly endedAt: string | null;
  readonly remindAt: string;
  /** True once people were reminded of the end that counts now. */
  readonly reminded: boolean;
  /** When the end that counts now was recorded: it tells the clocks of two ends apart. */
  readonly setAt: string;
}

/** Null before it is recorded. */
export type ConflictStatusState = ConflictStatus | null;

/** What strikes next, as timers name it: `conflict_status`, `term`, the reminder (`alarm`) or the end (`due`). */
export interface ConflictStatusClock {
  readonly kind: string;
  readonly rule: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

/** The clock that strikes next, and when; null once it is over. */
export function clockOf(
  state: ConflictStatus,
): { readonly clock: ConflictStatusClock; readonly at: string } | null {
  if (state.status !== 'OPEN') return null;
  const { reminded, remindAt, until, setAt } = state;
  const moment = reminded ? 'due' : 'alarm';
  const clock = { kind: 'conflict_status', rule: 'term', startedAt: setAt, moment } as const;
  return { clock, at: reminded ? until : remindAt };
}

/** True where the two are one clock. */
export function isSameClock(a: ConflictStatusClock, b: ConflictStatusClock): boolean {
  return a.kind === b.kind && a.rule === b.rule && a.startedAt === b.startedAt && a.moment === b.moment;
}

/** Follows what is recorded of a conflict status. */
export function evolveConflictStatus(
  state: ConflictStatusState,
  fact: Fact<ConflictStatusEvent>,
): ConflictStatusState {
  if (fact.type === 'ConflictStatusDeclared') return declared(fact);
  if (state === null) throw new Error(`${fact.type} stands before ConflictStatusDeclared.`);
  const recorded = { at: fact.at, by: fact.by.id };
  switch (fact.type) {
    case 'ConflictStatusExtended': {
      const { decree, until, remindAt } = fact.data;
      const extensions = [...state.extensions, { ...recorded, decree, until }];
      return { ...state, until, remindAt, extensions, reminded: false, setAt: fact.at };
    }
    case 'ConflictStatusRevoked':
      return { ...state, status: 'REVOKED', revocation: { ...recorded, ...fact.data }, endedAt: fact.at };
    case 'ConflictStatusEnding':
      return { ...state, reminded: true };
    case 'ConflictStatusEnded':
      return { ...state, status: 'ENDED', endedAt: fact.data.until };
    default:
      return never(fact);
  }
}

function declared({ data, at, by }: Fact<ConflictStatusDeclared>): ConflictStatus {
  const { area, scale, decree, consultation, from, until, remindAt } = data;
  return {
    status: 'OPEN',
    area,
    scale,
    decree,
    consultation,
    from,
    until,
    recorded: { at, by: by.id },
    extensions: [],
    revocation: null,
    endedAt: null,
    remindAt,
    reminded: false,
    setAt: at,
  };
}
