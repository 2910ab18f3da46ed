import { type Decider, never } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { EscalationPolicy } from '../../policy/escalation-policy.js';
import type { PolicyEvent } from './policies.events.js';

/** A policy as somebody writes it: its version is given when it is recorded. */
export type PolicyDraft = Omit<EscalationPolicy, 'version'>;

export type PolicyCommand =
  | { readonly type: 'draft'; readonly policy: PolicyDraft }
  | {
      readonly type: 'activate';
      readonly version: number;
      /** The version in force when the person decided; null before the first. Whoever comes second is told. */
      readonly replaces: number | null;
      /** How many errors the check found in it. */
      readonly errors: number;
    };

/** All versions in order (the first is version 1), and which one is in force; null before the first activation. */
export interface Policies {
  readonly versions: readonly EscalationPolicy[];
  readonly active: number | null;
}

/** So many versions the one stream holds at most: it is read whole. */
const MOST_VERSIONS = 500;

/** Errors: `policy_limit`; `not_found`; `policy_replaced`; `policy_faulty`. The version in force again: nothing to change. */
export const policiesDecider: Decider<PolicyCommand, Policies, PolicyEvent> = {
  initial: { versions: [], active: null },

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

  evolve(state, { type, data }) {
    switch (type) {
      case 'PolicyDrafted':
        return { ...state, versions: [...state.versions, data.policy] };
      case 'PolicyActivated':
        return { ...state, active: data.version };
      default:
        return never(type);
    }
  },
};

function draft(policy: PolicyDraft, { versions }: Policies): readonly PolicyEvent[] {
  if (versions.length >= MOST_VERSIONS) throw new DomainError('policy_limit', { max: MOST_VERSIONS });
  return [{ type: 'PolicyDrafted', data: { policy: { ...policy, version: versions.length + 1 } } }];
}

function activate(
  { version, replaces, errors }: Extract<PolicyCommand, { type: 'activate' }>,
  { versions, active }: Policies,
): readonly PolicyEvent[] {
  if (!versions.some((policy) => policy.version === version)) throw new DomainError('not_found');
  if (active === version) return [];
  if (active !== replaces) throw new DomainError('policy_replaced', { active });
  if (errors > 0) throw new DomainError('policy_faulty', { version, errors });
  return [{ type: 'PolicyActivated', data: { version } }];
}
