const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** After so many tries, about half a day, a letter is dead until somebody resends it. */
export const MOST_TRIES = 20;

/**
 * How long to wait after the n-th try (from 1) failed: doubled each time up to an hour, of which half is left to chance,
 * so that what failed together does not come back together. `chance` is from 0 to 1; `asked`: what the receiver asked
 * for, which is granted up to an hour.
 */
export function backOff(tries: number, chance: number, asked = 0): number {
  const whole = Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS);
  return Math.max(Math.round(whole / 2 + (whole / 2) * chance), Math.min(asked, LONGEST_MS));
}
