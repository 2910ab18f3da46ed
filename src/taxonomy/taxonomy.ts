import type { AgencyCode, BodyCode } from './data/agencies.js';
import type { SourceKey } from './data/sources.js';
import type { Words } from './words.js';

/** 1 Rendah, 2 Sedang, 3 Tinggi, 4 Kritis. */
export type Severity = 1 | 2 | 3 | 4;

/**
 * A rule of law that a case of the category may touch. It is never a finding: screens print `alleged` beside it.
 * Only rules with a source are listed; an article that was not checked is null.
 */
export interface LegalBasis {
  /** Short citation in Indonesian, e.g. `UU 10/2016`. */
  readonly citation: string;
  /** E.g. `Pasal 71`, or null where the law is cited as a whole. */
  readonly article: string | null;
  readonly about: Words;
  /** How the suspicion is worded: always "dugaan". */
  readonly alleged: Words;
  /** Day of signature (ISO 8601 date), or the year alone where the day was not checked. */
  readonly validFrom: string;
  /** Last day on which it applies; null while it stands. */
  readonly validUntil: string | null;
  readonly source: SourceKey;
}

/** Something a person should know before acting on a suspicion, e.g. a ruling that narrows it. */
export interface LegalNote {
  readonly text: Words;
  readonly citations: readonly string[];
  readonly validFrom: string | null;
  readonly sources: readonly SourceKey[];
}

/** Who usually does what; advice for the assignment, never a rule. */
export interface LeadHint {
  readonly code: AgencyCode | BodyCode;
  readonly part: Words;
  /** Sub-categories to which the hint is limited. */
  readonly only?: readonly string[];
  readonly validFrom?: string;
}

export interface Subcategory {
  readonly code: string;
  readonly name: Words;
  /** Other spellings that imports may use. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** Paths that should be asked for, e.g. `details.tps`, `items`, `knownAt`. */
  readonly recommended: readonly string[];
  readonly notes: readonly LegalNote[];
}

export interface Category {
  readonly code: string;
  readonly name: Words;
  readonly aliases: readonly string[];
  readonly alleged: Words;
  /** True where a case is restricted unless somebody says otherwise. */
  readonly restricted: boolean;
  readonly lead: readonly LeadHint[];
  readonly legalBases: readonly LegalBasis[];
  readonly notes: readonly LegalNote[];
  readonly subcategories: readonly Subcategory[];
}
