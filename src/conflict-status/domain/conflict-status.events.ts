import type { DomainEvent } from '../../kernel/decider.js';

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** How far the conflict reaches (UU 7/2012): one kab/kota, one province, the country. */
export const CONFLICT_SCALES = ['REGENCY', 'PROVINCE', 'NATIONAL'] as const;
export type ConflictScale = (typeof CONFLICT_SCALES)[number];

/** Who decides: bupati or wali kota, gubernur, Presiden. */
export const DECREEING_OFFICES = ['REGENT_MAYOR', 'GOVERNOR', 'PRESIDENT'] as const;
export type DecreeingOffice = (typeof DECREEING_OFFICES)[number];

/** The paper by which an office holder decided. `date` is a calendar day, `2026-11-20`. */
export interface Decree {
  readonly number: string;
  readonly date: string;
  readonly office: DecreeingOffice;
}

/** Who was consulted before, e.g. the leadership of the DPRD, and where that is written down. */
export interface Consultation {
  readonly with: string;
  readonly date: string;
  /** Number or place of the minutes. */
  readonly minutes?: string;
}

/**
 * An office holder declared *keadaan konflik*, and a person recorded it. Instants are RFC 3339, UTC; `until` is
 * exclusive. `remindAt`: when people are reminded that it ends.
 */
export type ConflictStatusDeclared = Event<
  'ConflictStatusDeclared',
  {
    /** `""` is the country. */
    readonly area: string;
    readonly scale: ConflictScale;
    readonly decree: Decree;
    readonly consultation: Consultation;
    readonly from: string;
    readonly until: string;
    readonly remindAt: string;
  }
>;

/** The office holder extended it: it ends at `until` instead. */
export type ConflictStatusExtended = Event<
  'ConflictStatusExtended',
  { readonly decree: Decree; readonly until: string; readonly remindAt: string }
>;

/** The office holder ended it before its time. */
export type ConflictStatusRevoked = Event<
  'ConflictStatusRevoked',
  { readonly decree: Decree; readonly reason: string }
>;

/** It ends soon: who decides has to extend it or let it end. `late`: noticed more than a minute after it was due. */
export type ConflictStatusEnding = Event<
  'ConflictStatusEnding',
  { readonly until: string; readonly late?: true }
>;

/** Its time was up. */
export type ConflictStatusEnded = Event<
  'ConflictStatusEnded',
  { readonly until: string; readonly late?: true }
>;

/** What a stream `conflict-status-<uuid>` is made of. It never changes an escalation level. */
export type ConflictStatusEvent =
  | ConflictStatusDeclared
  | ConflictStatusExtended
  | ConflictStatusRevoked
  | ConflictStatusEnding
  | ConflictStatusEnded;
