import type { LanguageCode } from './language.js';

/** A sentence in each language; `{name}` is filled in from the details. */
export type Sentences = Readonly<Record<LanguageCode, string>>;

/** Fills `{placeholders}` in; one without a value stays empty. */
export function fillIn(sentence: string, values: Readonly<Record<string, unknown>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const named = values[name];
    const value =
      Array.isArray(named) && named.every((one) => typeof one === 'string') ? named.join(', ') : named;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  });
}
