import type { Actor } from './actor.js';

/** What happened, as plain JSON. `type` is the stored name and never changes meaning. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** An event together with who caused it and when (RFC 3339, UTC) it was recorded. */
export type Fact<E extends DomainEvent> = E & { readonly by: Actor; readonly at: string };

/**
 * A rule as two pure functions. Time, ids and looked-up facts arrive on the command;
 * `decide` throws a `DomainError` where the rule forbids the command.
 */
export interface Decider<C, S, E extends DomainEvent> {
  readonly initial: S;
  decide(command: C, state: S): readonly E[];
  evolve(state: S, fact: Fact<E>): S;
}

/** Folds facts over a state, oldest first. */
export function fold<S, E extends DomainEvent>(
  decider: Pick<Decider<never, S, E>, 'evolve'>,
  state: S,
  facts: Iterable<Fact<E>>,
): S {
  let current = state;
  for (const fact of facts) current = decider.evolve(current, fact);
  return current;
}

/** Closes a switch over a union: a variant that was forgotten is a compile error. */
export function never(value: never): never {
  throw new Error(`Unknown variant: ${JSON.stringify(value)}`);
}
