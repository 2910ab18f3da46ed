import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestOf } from './request.js';

export type LanguageCode = 'id' | 'en';

/** The language in which the reader wants words. */
export const Language = createParamDecorator(
  (_: unknown, context: ExecutionContext): LanguageCode =>
    languageOf(requestOf(context).headers['accept-language']),
);

/** Indonesian unless English is preferred over it; absent and `*` mean Indonesian. */
export function languageOf(header: string | undefined): LanguageCode {
  if (header === undefined) return 'id';
  const weights = header.split(',').map(readRange);
  return weightOf(weights, 'en') > weightOf(weights, 'id') ? 'en' : 'id';
}

interface Range {
  readonly tag: string;
  readonly weight: number;
}

function readRange(range: string): Range {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return { tag, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The weight of a language: of its own ranges (`en`, `en-GB`), else of `*`, else none. */
function weightOf(ranges: readonly Range[], language: LanguageCode): number {
  const own = ranges.filter(({ tag }) => tag === language || tag.startsWith(`${language}-`));
  const any = own.length > 0 ? own : ranges.filter(({ tag }) => tag === '*');
  return Math.max(0, ...any.map(({ weight }) => weight));
}
