import type { FieldError } from '../../kernel/domain-error.js';
import type { Lang } from '../../taxonomy/words.js';
import type { Finding } from '../policy/check/finding.js';

/** Findings as the `errors[]` of a problem. */
export function fieldErrors(findings: readonly Finding[], language: Lang): FieldError[] {
  return findings.map(({ pointer, code, text }) => ({ pointer, code, detail: text[language] }));
}
