import { randomOf, shuffled } from './random.js';

/** One kill: whom it hits, and when. */
export interface Point {
  /** From 1. */
  readonly number: number;
  /** Name of the victim. */
  readonly victim: string;
  /** How long the load has run by then, in ms. */
  readonly afterMs: number;
  /** From 0 to 1: which of the victim's ways to die. */
  readonly way: number;
  /** From 0 to 1: how far into what the victim is at. */
  readonly moment: number;
}

/** How many of the points of a round fall on a victim. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

const EARLIEST_MS = 50;
const LATEST_MS = 650;

/**
 * The kills of a run: a function of the seed and the shares, and of nothing else. A longer plan begins with the
 * shorter. Every round deals each victim its share, in an order of its own.
 */
export function planOf(seed: number, points: number, shares: readonly Share[]): Point[] {
  const random = randomOf(seed);
  const round = shares.flatMap(({ name, share }) => Array.from({ length: share }, () => name));
  let dealt: string[] = [];
  return Array.from({ length: points }, (_, index) => {
    if (dealt.length === 0) dealt = shuffled(round, random);
    return {
      number: index + 1,
      victim: dealt.pop() as string,
      afterMs: Math.round(EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS)),
      way: random(),
      moment: random(),
    };
  });
}
