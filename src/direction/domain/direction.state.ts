import { type Fact, never } from '../../kernel/decider.js';
import type { Addressee, DirectionEvent, DirectionIssued } from './direction.events.js';

export type DirectionStatus = 'ISSUED' | 'ACKNOWLEDGED' | 'COMPLETED';

/** Who did something, and when (RFC 3339, UTC). `by` is a person id. */
export interface Done {
  readonly at: string;
  readonly by: string;
  readonly note?: string;
}

/** A direction as it stands. */
export interface Direction {
  readonly status: DirectionStatus;
  readonly from: string;
  readonly to: Addressee;
  readonly cases: readonly string[];
  readonly cluster: string | null;
  readonly text: string;
  readonly dueAt: string;
  readonly issued: Done;
  readonly acknowledged: Done | null;
  readonly reports: readonly (Pick<Done, 'at' | 'by'> & { readonly text: string })[];
  /** When the log learnt that the time was up; null where it is not, or was not before it was done. */
  readonly overdueSince: string | null;
  readonly completed: (Done & { readonly as: 'ADDRESSEE' | 'ISSUER' }) | null;
}

/** Null before it is issued. */
export type DirectionState = Direction | null;

/** What runs out for a direction, as timers name it: its time to be done (`direction`, `due`, `due`), once. */
export interface DirectionClock {
  readonly kind: string;
  readonly rule: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

/** The clock that runs, null once it is done or its time was found to be up. */
export function clockOf({ status, overdueSince, issued }: Direction): DirectionClock | null {
  if (status === 'COMPLETED' || overdueSince !== null) return null;
  return { kind: 'direction', rule: 'due', startedAt: issued.at, moment: 'due' };
}

/** True where the two are one clock. */
export function isSameClock(a: DirectionClock, b: DirectionClock): boolean {
  return a.kind === b.kind && a.rule === b.rule && a.startedAt === b.startedAt && a.moment === b.moment;
}

/** Follows what is recorded of a direction. */
export function evolveDirection(state: DirectionState, fact: Fact<DirectionEvent>): DirectionState {
  if (fact.type === 'DirectionIssued') return issued(fact);
  if (state === null) throw new Error(`${fact.type} stands before DirectionIssued.`);
  const { at } = fact;
  const by = fact.by.id;
  switch (fact.type) {
    case 'DirectionAcknowledged':
      return { ...state, status: 'ACKNOWLEDGED', acknowledged: { at, by, ...fact.data } };
    case 'DirectionReported':
      return { ...state, reports: [...state.reports, { at, by, text: fact.data.text }] };
    case 'DirectionCompleted':
      return { ...state, status: 'COMPLETED', completed: { at, by, ...fact.data } };
    case 'DirectionOverdue':
      return { ...state, overdueSince: at };
    default:
      return never(fact);
  }
}

function issued({ data, at, by }: Fact<DirectionIssued>): Direction {
  const { from, to, cases, cluster, text, dueAt } = data;
  return {
    status: 'ISSUED',
    from,
    to,
    cases,
    cluster,
    text,
    dueAt,
    issued: { at, by: by.id },
    acknowledged: null,
    reports: [],
    overdueSince: null,
    completed: null,
  };
}
