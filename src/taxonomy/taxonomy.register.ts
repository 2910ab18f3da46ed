import { Injectable } from '@nestjs/common';
import { areaWord } from './area-word.js';
import { ACTION_VOCABULARY } from './data/action-vocabulary.js';
import { AGENCIES, BODIES, type Body } from './data/agencies.js';
import { DISORDER_CATEGORIES } from './data/disorder-categories.js';
import { INFLUENCE_CATEGORIES } from './data/influence-categories.js';
import {
  LOCAL_AGENCY_NAMES,
  LOCAL_UNIT_NAMES,
  type LocalAgencyName,
  type LocalUnitName,
} from './data/local-names.js';
import { OFFICE_CATEGORIES } from './data/office-categories.js';
import { PLACEMENT_CATEGORIES } from './data/placement-categories.js';
import { POLLING_CATEGORIES } from './data/polling-categories.js';
import { VOCABULARY } from './data/vocabulary.js';
import type { Category, Subcategory } from './taxonomy.js';
import { type Lang, plain, type Term, type Words } from './words.js';

/** Raised whenever a code, a severity, a word or a legal basis changes. */
export const TAXONOMY_VERSION = 1;

const CATEGORIES: readonly Category[] = [
  ...PLACEMENT_CATEGORIES,
  ...OFFICE_CATEGORIES,
  ...INFLUENCE_CATEGORIES,
  ...POLLING_CATEGORIES,
  ...DISORDER_CATEGORIES,
];

const TERMS = { ...VOCABULARY, ...ACTION_VOCABULARY, agencies: AGENCIES, bodies: BODIES };

/** Groups of words: `statuses`, `levels`, `itemTypes`, `agencies`, … */
export type TermKind = keyof typeof TERMS;

/** The categories and all words of the contract, as data of one version. It never changes while it runs. */
@Injectable()
export class TaxonomyRegister {
  readonly version = TAXONOMY_VERSION;

  categories(): readonly Category[] {
    return CATEGORIES;
  }

  /** The category with exactly this code. */
  category(code: string): Category | undefined {
    return CATEGORIES.find((category) => category.code === code);
  }

  /** The sub-category with exactly this code within the category. */
  subcategory(category: string, code: string): Subcategory | undefined {
    return this.category(category)?.subcategories.find((subcategory) => subcategory.code === code);
  }

  /** A category as people write it: its code or a name in either language, in any case. */
  byName(text: string): Category | undefined {
    return named(CATEGORIES, text);
  }

  /** A sub-category of the category as people write it. */
  subcategoryByName(category: string, text: string): Subcategory | undefined {
    return named(this.category(category)?.subcategories ?? [], text);
  }

  /** Paths that should be asked for, e.g. `description`, `details.tps`; empty for unknown codes. */
  recommended(category: string, subcategory: string): readonly string[] {
    return this.subcategory(category, subcategory)?.recommended ?? [];
  }

  /** True where a case of the category is restricted unless somebody says otherwise. */
  restrictedByDefault(category: string): boolean {
    return this.category(category)?.restricted ?? false;
  }

  agencies(): readonly Term[] {
    return AGENCIES;
  }

  isAgency(code: string): boolean {
    return AGENCIES.some((agency) => agency.code === code);
  }

  bodies(): readonly Body[] {
    return BODIES;
  }

  isBody(code: string): boolean {
    return BODIES.some((body) => body.code === code);
  }

  /** What an agency is called in an area, in Indonesian where there is a local name. */
  agencyName(code: string, area: string, lang: Lang): string {
    const local = LOCAL_AGENCY_NAMES.find(
      (name) => name.agency === code && (area === name.area || area.startsWith(`${name.area}.`)),
    );
    return local?.name ?? this.words('agencies', code, lang);
  }

  localAgencyNames(): readonly LocalAgencyName[] {
    return LOCAL_AGENCY_NAMES;
  }

  /** Local words for kecamatan, desa and what lies beside and below them. */
  localUnitNames(): readonly LocalUnitName[] {
    return LOCAL_UNIT_NAMES;
  }

  /** What kind of area people there call it, e.g. `gampong`, `distrik`, `kelurahan`. */
  areaWord(area: string): string {
    return areaWord(area);
  }

  terms(kind: TermKind): readonly Term[] {
    return TERMS[kind];
  }

  kinds(): readonly TermKind[] {
    return Object.keys(TERMS) as TermKind[];
  }

  /** The code that a text names: the code itself or a word in either language, in any case. */
  codeByText(kind: TermKind, text: string): string | undefined {
    const wanted = plain(text);
    const names = ({ code, name }: Term) => [code, name.id, name.en].map(plain);
    return this.terms(kind).find((term) => names(term).includes(wanted))?.code;
  }

  /** The word for a code; the code itself where there is none, so that a newer code still shows something. */
  words(kind: TermKind, code: string, lang: Lang): string {
    return this.terms(kind).find((term) => term.code === code)?.name[lang] ?? code;
  }
}

interface Named extends Term {
  readonly name: Words;
  readonly aliases: readonly string[];
}

/** Codes and names go before aliases, so that an alias never hides another's name. */
function named<T extends Named>(all: readonly T[], text: string): T | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  return (
    all.find(({ code, name }) => [code, name.id, name.en].some((each) => plain(each) === wanted)) ??
    all.find(({ aliases }) => aliases.some((alias) => plain(alias) === wanted))
  );
}
