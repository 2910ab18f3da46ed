import type { LanguageCode } from './language.js';

/** What a problem is called, and what happened and what to do, in one language. */
export interface Words {
  readonly title: string;
  /** May hold `{placeholders}` that the error's details fill. */
  readonly detail: string;
}

/** One kind of problem: its HTTP status and its words. */
export type ErrorEntry = Readonly<Record<LanguageCode, Words>> & {
  readonly status: number;
  /** Seconds for `Retry-After`, where the error itself does not say. */
  readonly retryAfter?: number;
};
