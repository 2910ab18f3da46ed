import { detailsRules } from '../../taxonomy/details-rules.js';
import type { Category } from '../../taxonomy/taxonomy.js';
import type { KnownCodes } from '../policy/check/finding.js';

/** What a policy may refer to, from the categories of the taxonomy. */
export function knownCodes(categories: readonly Category[]): KnownCodes {
  return {
    subcategories: new Map(
      categories.map(({ code, subcategories }) => [code, new Set(subcategories.map((one) => one.code))]),
    ),
    details: new Map(categories.map(({ code }) => [code, new Set(Object.keys(detailsRules(code)))])),
  };
}
