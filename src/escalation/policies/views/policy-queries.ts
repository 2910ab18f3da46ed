import { Query } from '@nestjs/cqrs';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import type { Finding } from '../../policy/check/finding.js';
import type { EscalationPolicy } from '../../policy/escalation-policy.js';
import type { PolicyVersion } from './escalation-policy.projection.js';
import type { RecentCounts } from './recent-cases/recent-counts.js';

/** `draft`: never in force; `retired`: was in force, another one is now. */
export type PolicyStatus = 'draft' | 'active' | 'retired';

/** A version without what it says. */
export type ListedPolicy = PolicyVersion & { readonly status: PolicyStatus };

/** Every version, newest first, as it stands or stood when the log ended at the position. */
export class ListPolicies extends Query<readonly ListedPolicy[]> {
  constructor(readonly at: Position | null) {
    super();
  }
}

/** A version with what it says. */
export type FoundPolicy = ListedPolicy & { readonly policy: EscalationPolicy };

/** One version; null where there is none. */
export class FindPolicy extends Query<FoundPolicy | null> {
  constructor(readonly version: number) {
    super();
  }
}

/** What the check says of a version. */
export interface PolicyCheck {
  readonly findings: readonly Finding[];
  readonly recent: RecentCounts;
}

/** Checks a version, in force or not; null where there is none. `now`: the end of the days that are looked at. */
export class CheckPolicy extends Query<PolicyCheck | null> {
  constructor(
    readonly by: Principal,
    readonly version: number,
    readonly now: Date,
  ) {
    super();
  }
}
