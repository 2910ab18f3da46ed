import type { DomainEvent } from '../../kernel/decider.js';
import type { Role } from '../../kernel/grant.js';

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** Offices that can be told to do something, beside agencies: those of exactly the area. */
export const DIRECTED_ROLES = [
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'VERIFIER',
  'OPERATOR',
] as const satisfies Role[];

/** Who is to act: an agency in an area, or an office of an area. */
export type Addressee =
  | { readonly agency: string; readonly area: string }
  | { readonly role: (typeof DIRECTED_ROLES)[number]; readonly area: string };

/** The head of an area tells an agency or an office to do something by a time. */
export type DirectionIssued = Event<
  'DirectionIssued',
  {
    /** Area of the head who issued it; `""` is the country. */
    readonly from: string;
    readonly to: Addressee;
    /** Cases that it is about. */
    readonly cases: readonly string[];
    /** The cluster that it is about; null for none. */
    readonly cluster: string | null;
    readonly text: string;
    /** RFC 3339, UTC. */
    readonly dueAt: string;
  }
>;

/** The addressee knows. */
export type DirectionAcknowledged = Event<'DirectionAcknowledged', { readonly note?: string }>;

/** The addressee says how it stands. */
export type DirectionReported = Event<'DirectionReported', { readonly text: string }>;

/** It is done. `as`: said by the addressee, or by the office that issued it. */
export type DirectionCompleted = Event<
  'DirectionCompleted',
  { readonly as: 'ADDRESSEE' | 'ISSUER'; readonly note?: string }
>;

/** The time is up and it is not done; it stays open. `late`: noticed more than a minute after `dueAt`. */
export type DirectionOverdue = Event<'DirectionOverdue', { readonly dueAt: string; readonly late?: true }>;

/** What a stream `direction-<uuid>` is made of. */
export type DirectionEvent =
  | DirectionIssued
  | DirectionAcknowledged
  | DirectionReported
  | DirectionCompleted
  | DirectionOverdue;
