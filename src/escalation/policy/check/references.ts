import type { CaseMatch, ClusterRule } from '../escalation-policy.js';
import { type Check, error, type Finding, type KnownCodes } from './finding.js';

/** Every category, sub-category and member of `details` that a rule names is in the taxonomy. */
export const references: Check = (policy, known) => [
  ...policy.start.overrides.flatMap(({ when }, index) =>
    ofMatch(when, `/start/overrides/${index}/when`, known),
  ),
  ...policy.clusters.flatMap((rule, index) => ofCluster(rule, `/clusters/${index}`, known)),
];

function ofMatch(when: CaseMatch, at: string, known: KnownCodes): Finding[] {
  const subcategories = union(known.subcategories.values());
  const details = union(known.details.values());
  return [
    ...ofCategories(when.categories ?? [], at, known),
    ...strangers(when.subcategories ?? [], subcategories, `${at}/subcategories`, unknownSubcategory),
    ...strangers(when.details ?? [], details, `${at}/details`, unknownDetail),
  ];
}

function ofCluster(
  { categories, subcategories = [] }: ClusterRule,
  at: string,
  known: KnownCodes,
): Finding[] {
  const theirs = union(categories.map((category) => known.subcategories.get(category) ?? new Set<string>()));
  const anywhere = union(known.subcategories.values());
  return [
    ...ofCategories(categories, at, known),
    ...strangers(subcategories, anywhere, `${at}/subcategories`, unknownSubcategory),
    ...subcategories.flatMap((code, index) =>
      anywhere.has(code) && !theirs.has(code) ? [elsewhere(code, `${at}/subcategories/${index}`)] : [],
    ),
  ];
}

function ofCategories(categories: readonly string[], at: string, { subcategories }: KnownCodes): Finding[] {
  return strangers(categories, new Set(subcategories.keys()), `${at}/categories`, (code, pointer) =>
    error(
      'unknown_category',
      pointer,
      `Kategori ${code} tidak ada dalam taksonomi.`,
      `The taxonomy has no category ${code}.`,
    ),
  );
}

function strangers(
  codes: readonly string[],
  known: ReadonlySet<string>,
  at: string,
  finding: (code: string, pointer: string) => Finding,
): Finding[] {
  return codes.flatMap((code, index) => (known.has(code) ? [] : [finding(code, `${at}/${index}`)]));
}

function unknownSubcategory(code: string, pointer: string): Finding {
  return error(
    'unknown_subcategory',
    pointer,
    `Subkategori ${code} tidak ada dalam taksonomi.`,
    `The taxonomy has no sub-category ${code}.`,
  );
}

function unknownDetail(code: string, pointer: string): Finding {
  return error(
    'unknown_detail',
    pointer,
    `Tidak ada kategori dengan rincian bernama ${code}.`,
    `No category has a detail of the name ${code}.`,
  );
}

function elsewhere(code: string, pointer: string): Finding {
  return error(
    'subcategory_elsewhere',
    pointer,
    `Subkategori ${code} bukan bagian dari kategori aturan ini; tidak ada kasus yang akan dihitung karenanya.`,
    `The sub-category ${code} belongs to none of the rule's categories; no case would ever count by it.`,
  );
}

function union(sets: Iterable<ReadonlySet<string>>): ReadonlySet<string> {
  return new Set([...sets].flatMap((set) => [...set]));
}
