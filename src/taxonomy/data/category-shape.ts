import type { Category, LeadHint, LegalNote, Severity, Subcategory } from '../taxonomy.js';
import { type Words, words } from '../words.js';
import { allegedUnder, type Rule } from './legal-instruments.js';

/** One line of a category: code, Indonesian, English, and what differs from its category. */
export interface SubcategoryLine {
  readonly code: string;
  readonly id: string;
  readonly en: string;
  readonly severity?: Severity;
  /** Paths to ask for besides the category's own. */
  readonly asks?: readonly string[];
  readonly aliases?: readonly string[];
  readonly notes?: readonly LegalNote[];
}

export interface CategoryShape {
  readonly code: string;
  readonly name: Words;
  readonly aliases?: readonly string[];
  readonly alleged: Words;
  readonly severity: Severity;
  /** Paths to ask for in every sub-category. */
  readonly asks: readonly string[];
  readonly restricted?: boolean;
  readonly lead: readonly LeadHint[];
  readonly rules?: readonly Rule[];
  readonly notes?: readonly LegalNote[];
  readonly lines: readonly SubcategoryLine[];
}

/** Spreads a category's severity and questions over its sub-categories. */
export function category(shape: CategoryShape): Category {
  const { code, name, aliases = [], alleged, restricted = false, lead, rules = [], notes = [] } = shape;
  const subcategories = shape.lines.map((line) => subcategory(shape, line));
  const legalBases = allegedUnder(alleged, rules);
  return { code, name, aliases, alleged, restricted, lead, legalBases, notes, subcategories };
}

function subcategory(shape: CategoryShape, line: SubcategoryLine): Subcategory {
  return {
    code: line.code,
    name: words(line.id, line.en),
    aliases: line.aliases ?? [],
    severity: line.severity ?? shape.severity,
    recommended: [...shape.asks, ...(line.asks ?? [])],
    notes: line.notes ?? [],
  };
}
