import type { DomainError } from '../kernel/domain-error.js';
import { ERRORS, entryOf } from './error-catalogue.js';
import type { ErrorEntry } from './error-entry.js';
import { ANY_FAULT, FAULTS } from './fault-catalogue.js';
import type { LanguageCode } from './language.js';
import type { FieldFault } from './validation.js';
import { fillIn } from './words.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** RFC 9457. Members beyond these come from the error's details, e.g. `revision` and `since` of a stale `If-Match`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly correlationId: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly [member: string]: unknown;
}

/** What the answer says besides the error: where it happened and for whom. */
export interface ProblemContext {
  /** Path of the request, without its query, which may hold what people typed. */
  readonly instance: string;
  readonly correlationId: string;
  readonly language: LanguageCode;
}

/** A ready answer: the body and, where the reader should wait, `Retry-After` in seconds. */
export interface ProblemAnswer {
  readonly body: Problem;
  readonly retryAfter?: number;
}

/** Puts an error into the words of the catalogue; a code that nobody entered becomes `internal_error`. */
export function toProblem(error: DomainError, context: ProblemContext): ProblemAnswer {
  const known = entryOf(error.code);
  const code = known === undefined ? 'internal_error' : error.code;
  const entry: ErrorEntry = known ?? ERRORS.internal_error;
  const { retryAfter = entry.retryAfter, ...details } = known === undefined ? {} : error.details;
  const { language, instance, correlationId } = context;
  const { title, detail } = entry[language];
  const body: Problem = {
    ...details,
    type: `urn:kondusif:problem:${code}`,
    title,
    status: entry.status,
    detail: fillIn(detail, { ...details, retryAfter, correlationId }),
    instance,
    code,
    correlationId,
    ...(known !== undefined && error.errors.length > 0
      ? { errors: error.errors.map((fault) => inWords(fault, language)) }
      : {}),
  };
  return typeof retryAfter === 'number' ? { body, retryAfter } : { body };
}

function inWords(
  fault: FieldFault,
  language: LanguageCode,
): { pointer: string; code: string; detail: string } {
  const { pointer, code, values } = fault;
  return { pointer, code, detail: fault.detail ?? fillIn(sentenceOf(code, language), values) };
}

/** Some faults of a value are problems of their own elsewhere and have their words there. */
function sentenceOf(code: string, language: LanguageCode): string {
  const own = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  return own?.[language] ?? entryOf(code)?.[language].detail ?? ANY_FAULT[language];
}
