import type { DomainEvent } from './decider.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
export interface StoredShape {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

type Step = (data: object) => object;

/** How the events of one kind of stream are read, whatever version of the program wrote them. */
export interface EventShapes<E extends DomainEvent> {
  /** Every type that such a stream may hold. */
  readonly types: readonly E['type'][];
  /** Newest shape version of a type, from 1. */
  versionOf(type: E['type']): number;
  /** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
  upcast(event: StoredShape): E;
}

/**
 * How data of each type grew: step 0 makes version 2 of version 1, and so on. A new step raises the version by itself.
 * Steps are never edited; a golden file holds each version that was ever written.
 */
export function eventShapes<E extends DomainEvent>(
  steps: {
    readonly [T in E['type']]: readonly Step[];
  },
): EventShapes<E> {
  const known: ReadonlyMap<string, readonly Step[]> = new Map(Object.entries<readonly Step[]>(steps));
  return {
    types: [...known.keys()],
    versionOf: (type) => steps[type as E['type']].length + 1,
    upcast({ type, data, meta }) {
      const grown = known.get(type);
      if (grown === undefined || !Number.isInteger(meta.v) || meta.v < 1 || meta.v > grown.length + 1) {
        throw new Error(`This version of the program cannot read ${type} v${meta.v}.`);
      }
      return { type, data: grown.slice(meta.v - 1).reduce((shape, step) => step(shape), data) } as E;
    },
  };
}
