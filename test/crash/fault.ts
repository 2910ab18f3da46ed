/** What was found wrong, in one sentence. */
export interface Fault {
  /**
   * `lost`: acknowledged, and not in the log as it was acknowledged. `doubled`: more than once in the log, in part, or
   * though it was refused. `difference`: a row or a checkpoint that a replay of the log does not give. `surprise`: an
   * answer that changed, a refusal that nobody earned, a program that did not end or start as it should.
   */
  readonly kind: (typeof KINDS)[number];
  readonly sentence: string;
}

export const KINDS = ['lost', 'doubled', 'difference', 'surprise'] as const;

export function lost(sentence: string): Fault {
  return { kind: 'lost', sentence };
}

export function doubled(sentence: string): Fault {
  return { kind: 'doubled', sentence };
}

export function difference(sentence: string): Fault {
  return { kind: 'difference', sentence };
}

export function surprise(sentence: string): Fault {
  return { kind: 'surprise', sentence };
}
