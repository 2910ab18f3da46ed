import type { DomainEvent } from '../../../kernel/decider.js';
import type { EscalationPolicy } from '../../policy/escalation-policy.js';

/** A policy as somebody writes it: its version is given when it is recorded. */
export type PolicyDraft = Omit<EscalationPolicy, 'version'>;

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** A version of the escalation policy was written down. It never changes; it acts on nothing before it is activated. */
export type PolicyDrafted = Event<'PolicyDrafted', { readonly policy: EscalationPolicy }>;

/** From here on the version is in force; clocks that run keep the version under which they started. */
export type PolicyActivated = Event<'PolicyActivated', { readonly version: number }>;

/** What the one stream of all policies says. */
export type PolicyEvent = PolicyDrafted | PolicyActivated;
