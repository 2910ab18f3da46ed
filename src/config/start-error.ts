/** Why the process ends before it began: a sentence for the operator that says what happened and what to do. */
export class StartError extends Error {
  constructor(
    sentence: string,
    /** 1: the surroundings forbid it; 2: it was asked for in the wrong way. */
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'StartError';
  }
}
