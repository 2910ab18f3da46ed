/** One entry of `errors[]` in a problem: where in the request, which code, words. */
export interface FieldError {
  /** RFC 6901 pointer into the body, e.g. `/items/0/count`, or the name of a query parameter. */
  readonly pointer: string;
  readonly code: string;
  readonly detail?: string;
}

/**
 * A refusal by a rule. It knows nothing of HTTP: `code` is looked up in the catalogue of `http/`,
 * which gives the status and the sentences in both languages.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    /** Values for the catalogue's sentence and extra members of the problem; never personal data. */
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
