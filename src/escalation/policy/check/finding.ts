import type { EscalationLevel, EscalationPolicy } from '../escalation-policy.js';

/** One thing said in both languages. */
export interface FindingText {
  readonly id: string;
  readonly en: string;
}

/** What the check has to say about a place in a policy. An error keeps the policy from being activated. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** RFC 6901 pointer into the policy, e.g. `/time/3/inStage/voting`. */
  readonly pointer: string;
  readonly text: FindingText;
}

/** What the taxonomy knows: sub-categories and members of `details` by category. */
export interface KnownCodes {
  readonly subcategories: ReadonlyMap<string, ReadonlySet<string>>;
  readonly details: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is checked: a policy, with its version or before it has one. */
export type Checked = Omit<EscalationPolicy, 'version'>;

/** A part of the check: what it finds in a policy. */
export type Check = (policy: Checked, known: KnownCodes) => readonly Finding[];

/** A finding that keeps the policy from being activated. */
export function error(code: string, pointer: string, id: string, en: string): Finding {
  return { code, severity: 'error', pointer, text: { id, en } };
}

/** A finding that a person should think about. */
export function warning(code: string, pointer: string, id: string, en: string): Finding {
  return { code, severity: 'warning', pointer, text: { id, en } };
}

/** Height of a level: E0 is 0. */
export function rank(level: EscalationLevel): number {
  return Number(level.slice(1));
}
