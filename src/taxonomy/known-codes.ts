import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/domain-error.js';
import { TaxonomyRegister } from './taxonomy.register.js';

/** Codes that a list is filtered by. */
export interface CodeFilter {
  readonly category?: readonly string[];
  readonly subcategory?: readonly string[];
  readonly agency?: readonly string[];
}

/** Filters by code name codes that the taxonomy has. */
@Injectable()
export class KnownCodes {
  constructor(private readonly taxonomy: TaxonomyRegister) {}

  /** Throws `invalid_parameter` (400) for a category, sub-category or agency that there is not. */
  require({ category = [], subcategory = [], agency = [] }: CodeFilter): void {
    const categories = this.taxonomy.categories();
    const isSubcategory = (code: string) =>
      categories.some((one) => this.taxonomy.subcategory(one.code, code) !== undefined);
    const faults = [
      { pointer: 'category', fits: category.every((code) => this.taxonomy.category(code) !== undefined) },
      { pointer: 'subcategory', fits: subcategory.every(isSubcategory) },
      { pointer: 'agency', fits: agency.every((code) => this.taxonomy.isAgency(code)) },
    ].filter(({ fits }) => !fits);
    if (faults.length === 0) return;
    const errors = faults.map(({ pointer }) => ({ pointer, code: `unknown_${pointer}` }));
    throw new DomainError('invalid_parameter', {}, errors);
  }
}
