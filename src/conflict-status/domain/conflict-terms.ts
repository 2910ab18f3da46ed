/** How long a status may last and when its end is told beforehand: numbers that a change of law changes. */
export interface ConflictTerms {
  /** Days that a declared status lasts at most. */
  readonly longestDays: number;
  /** Days by which one extension moves the end at most. */
  readonly longestExtensionDays: number;
  /** Days before its end at which people are reminded. */
  readonly remindDays: number;
  /** Where that is too early for a short status: the share of its whole time that is then left. */
  readonly remindShare: number;
}

/**
 * `longestDays`: UU 7/2012, 90 days for a kab/kota and a province.
 * `longestExtensionDays`: no rule of law. What the law says of extensions was not checked, so none is enforced; this
 * only stops a slip of the pen, at the length of a whole term. Every extension needs a decree of its own.
 * `remindDays`, `remindShare`: ours, so that there is time to consult before it ends.
 */
export const CONFLICT_TERMS: ConflictTerms = {
  longestDays: 90,
  longestExtensionDays: 90,
  remindDays: 7,
  remindShare: 0.25,
};
