import { SYSTEM } from '../../../kernel/actor.js';
import { type Decider, never } from '../../../kernel/decider.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import type { EscalationPolicy } from '../../policy/escalation-policy.js';
import type { PolicyDraft, PolicyEvent } from './policies.events.js';

type Activate = Extract<PolicyCommand, { type: 'activate' }>;

export type PolicyCommand =
  | { readonly type: 'draft'; readonly policy: PolicyDraft }
  | {
      readonly type: 'activate';
      readonly version: number;
      /** The version in force when the person decided; null before the first. */
      readonly replaces: number | null;
      /** True where the person said so; else it is what was in force when the command came in. */
      readonly stated: boolean;
      readonly by: string;
      readonly now: Date;
      /** What the check found wrong with it. */
      readonly errors: readonly FieldError[];
    };

/** All versions in order (the first is version 1), and which one is in force; null before the first activation. */
export interface Policies {
  readonly versions: readonly EscalationPolicy[];
  readonly inForce: InForce | null;
}

/** A version in force since an instant (RFC 3339, UTC), and who put it there. */
export interface InForce {
  readonly version: number;
  readonly since: string;
  readonly by: string;
}

/** Who activates so soon after somebody else cannot have seen what that other one did. */
const UNSEEN_MS = 30_000;

/** So many versions the one stream holds at most: it is read whole. */
const MOST_VERSIONS = 200;

/** Errors: `policy_limit`; `not_found`; `policy_replaced`; `policy_faulty`. The version in force again: nothing to change. */
export const policiesDecider: Decider<PolicyCommand, Policies, PolicyEvent> = {
  initial: { versions: [], inForce: null },

  decide(command, state) {
    switch (command.type) {
      case 'draft':
        return draft(command.policy, state);
      case 'activate':
        return activate(command, state);
      default:
        return never(command);
    }
  },

  evolve(state, fact) {
    switch (fact.type) {
      case 'PolicyDrafted':
        return { ...state, versions: [...state.versions, fact.data.policy] };
      case 'PolicyActivated':
        return { ...state, inForce: { version: fact.data.version, since: fact.at, by: fact.by.id } };
      default:
        return never(fact);
    }
  },
};

function draft(policy: PolicyDraft, { versions }: Policies): readonly PolicyEvent[] {
  if (versions.length >= MOST_VERSIONS) throw new DomainError('policy_limit', { max: MOST_VERSIONS });
  return [{ type: 'PolicyDrafted', data: { policy: { ...policy, version: versions.length + 1 } } }];
}

function activate(command: Activate, { versions, inForce }: Policies): readonly PolicyEvent[] {
  const { version, errors } = command;
  if (!versions.some((policy) => policy.version === version)) throw new DomainError('not_found');
  if (inForce?.version === version) return [];
  if (isUnseen(inForce, command)) throw new DomainError('policy_replaced', { active: inForce?.version });
  if (errors.length > 0) throw new DomainError('policy_faulty', { version, count: errors.length }, errors);
  return [{ type: 'PolicyActivated', data: { version } }];
}

/** True where another version came into force than the person meant to replace: of two at once, one wins. */
function isUnseen(inForce: InForce | null, { replaces, stated, by, now }: Activate): boolean {
  if ((inForce?.version ?? null) !== replaces) return true;
  if (inForce === null || stated || inForce.by === by || inForce.by === SYSTEM.id) return false;
  return now.getTime() - Date.parse(inForce.since) < UNSEEN_MS;
}
