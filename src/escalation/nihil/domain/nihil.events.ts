import type { DomainEvent } from '../../../kernel/decider.js';

/**
 * *Nihil*: somebody of the area says that nothing happened there. A zero report, not a missing one. `period` is what
 * was written: a day of the area (`2026-11-22`) or an ISO 8601 interval of two instants; `from` and `until` are the
 * time it speaks for (RFC 3339, UTC), which never lies after the report itself.
 */
export type NihilReported = DomainEvent & {
  readonly type: 'NihilReported';
  readonly data: {
    readonly area: string;
    readonly period: string;
    readonly from: string;
    readonly until: string;
  };
};

/** What a stream `nihil-<area>-<year>-<month>` is made of. */
export type NihilEvent = NihilReported;
