import { SOURCES } from '../data/sources.js';
import { detailsRules } from '../details-rules.js';
import type { Category, LegalBasis, LegalNote, Subcategory } from '../taxonomy.js';
import { type TaxonomyRegister, type TermKind } from '../taxonomy.register.js';
import type { Lang, Words } from '../words.js';

/** A thing with a code: both names, and the one in the reader's language. */
interface Labelled {
  readonly code: string;
  readonly name: Words;
  readonly label: string;
}

/** The whole taxonomy as one answer: both languages, and `label` in the reader's. */
export interface TaxonomyAnswer {
  readonly version: number;
  readonly categories: readonly object[];
  readonly terms: Readonly<Record<string, readonly Labelled[]>>;
  readonly agencies: readonly Labelled[];
  readonly bodies: readonly Labelled[];
  readonly itemTypes: readonly Labelled[];
  readonly localNames: object;
  readonly sources: Readonly<Record<string, string>>;
}

/** Makes the answer; it stays the same as long as the program runs. */
export function taxonomyAnswer(taxonomy: TaxonomyRegister, lang: Lang): TaxonomyAnswer {
  const list = (kind: TermKind) => taxonomy.terms(kind).map((term) => labelled(term, lang));
  const separate: readonly TermKind[] = ['agencies', 'bodies', 'itemTypes'];
  const others = taxonomy.kinds().filter((kind) => !separate.includes(kind));
  return {
    version: taxonomy.version,
    categories: taxonomy.categories().map((category) => categoryAnswer(category, lang)),
    agencies: list('agencies'),
    bodies: list('bodies'),
    itemTypes: list('itemTypes'),
    terms: Object.fromEntries(others.map((kind) => [kind, list(kind)])),
    localNames: { agencies: taxonomy.localAgencyNames(), units: taxonomy.localUnitNames() },
    sources: SOURCES,
  };
}

function categoryAnswer(category: Category, lang: Lang): object {
  const { code, name, alleged, restricted, lead, legalBases, notes, subcategories } = category;
  return {
    code,
    name,
    label: name[lang],
    alleged: { ...alleged, label: alleged[lang] },
    restricted,
    lead: lead.map((hint) => ({ ...hint, label: hint.part[lang] })),
    legalBases: legalBases.map((basis) => basisAnswer(basis, lang)),
    notes: notes.map((note) => noteAnswer(note, lang)),
    details: detailsRules(code),
    subcategories: subcategories.map((subcategory) => subcategoryAnswer(subcategory, lang)),
  };
}

function subcategoryAnswer({ code, name, severity, recommended, notes }: Subcategory, lang: Lang): object {
  const shown = notes.map((note) => noteAnswer(note, lang));
  return { code, name, label: name[lang], severity, recommended, notes: shown };
}

/** A basis is printed with the wording of the suspicion, never as a finding. */
function basisAnswer(basis: LegalBasis, lang: Lang): object {
  return { ...basis, label: `${basis.alleged[lang]} (${citationOf(basis)})` };
}

function noteAnswer(note: LegalNote, lang: Lang): object {
  return { ...note, label: note.text[lang] };
}

function citationOf({ citation, article }: LegalBasis): string {
  return article === null ? citation : `${article} ${citation}`;
}

function labelled<T extends { readonly code: string; readonly name: Words }>(
  term: T,
  lang: Lang,
): Labelled & T {
  return { ...term, label: term.name[lang] };
}
