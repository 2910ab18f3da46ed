import type { EscalationLevel, EscalationPolicy, StartOverride } from '../escalation-policy.js';
import { type Check, error, type Finding, type KnownCodes, rank, warning } from './finding.js';

const SEVERITIES = ['1', '2', '3', '4'] as const;

/** Where cases start: graver is never deeper, and every override changes something. */
export const startRules: Check = ({ start }, known) => [
  ...bySeverity(start),
  ...start.overrides.flatMap((override, index) => [
    ...ofOverride(override, index, start),
    ...reach(override, index, start.overrides, known),
  ]),
];

function bySeverity({ bySeverity: levels, informAboveFrom }: EscalationPolicy['start']): Finding[] {
  const findings = SEVERITIES.flatMap((severity, index) => {
    const before = SEVERITIES[index - 1];
    const pointer = `/start/bySeverity/${severity}`;
    if (before !== undefined && rank(levels[severity]) < rank(levels[before])) {
      return [
        error(
          'graver_starts_lower',
          pointer,
          `Tingkat keparahan ${severity} mulai di ${levels[severity]}, lebih rendah daripada keparahan ${before} (${levels[before]}).`,
          `Severity ${severity} starts at ${levels[severity]}, lower than severity ${before} (${levels[before]}).`,
        ),
      ];
    }
    return overHead(levels[severity], pointer);
  });
  if (informAboveFrom > 2) return findings;
  return [
    ...findings,
    warning(
      'informs_of_everything',
      '/start/informAboveFrom',
      `Tingkat di atas diberi tahu sejak keparahan ${informAboveFrom}: hampir setiap kasus, sehingga pemberitahuan tidak akan dibaca lagi.`,
      `The level above is told from severity ${informAboveFrom} on: of nearly every case, so that nobody will read it any more.`,
    ),
  ];
}

function ofOverride(
  { level, inform }: StartOverride,
  index: number,
  { bySeverity: levels }: EscalationPolicy['start'],
): Finding[] {
  const at = `/start/overrides/${index}`;
  const findings = inform.flatMap((informed, nth) =>
    rank(informed) > rank(level)
      ? []
      : [
          error(
            'informs_downward',
            `${at}/inform/${nth}`,
            `${informed} tidak berada di atas ${level} yang memegang kasus; yang diberi tahu harus tingkat di atasnya.`,
            `${informed} does not lie above ${level}, which holds the case; only levels above it are informed.`,
          ),
        ],
  );
  if (rank(level) <= rank(levels['1']) && inform.length === 0) {
    findings.push(
      error(
        'override_changes_nothing',
        `${at}/level`,
        `Setiap kasus sudah mulai di ${levels['1']} atau lebih tinggi, dan tidak ada yang diberi tahu; pengecualian ini tidak pernah berpengaruh.`,
        `Every case starts at ${levels['1']} or above anyway, and nobody is informed; this override never changes anything.`,
      ),
    );
  }
  return [...findings, ...overHead(level, `${at}/level`)];
}

/** An override catches something, and not only what another catches, takes as high and tells the same levels of. */
function reach(
  override: StartOverride,
  index: number,
  overrides: readonly StartOverride[],
  known: KnownCodes,
): Finding[] {
  const mine = casesOf(override, known);
  if (mine.length === 0) return [matchesNothing(override, index)];
  const by = overrides.findIndex((other, nth) => {
    if (nth === index) return false;
    const theirs = casesOf(other, known);
    const covers = mine.every((one) => theirs.includes(one)) && asHigh(other, override);
    // Of two that are the same the first stands.
    const same = covers && theirs.every((one) => mine.includes(one)) && asHigh(override, other);
    return same ? nth < index : covers;
  });
  const other = overrides[by];
  if (other === undefined) return [];
  return [
    error(
      'override_shadowed',
      `/start/overrides/${index}`,
      `Semua kasus aturan ${override.id} sudah ditangkap oleh aturan ${other.id} pada tingkat yang sama atau lebih tinggi; aturan ini tidak pernah berpengaruh.`,
      `Every case of the rule ${override.id} is caught by the rule ${other.id}, as high or higher; this rule never changes anything.`,
    ),
  ];
}

function matchesNothing({ id }: StartOverride, index: number): Finding {
  return error(
    'override_matches_nothing',
    `/start/overrides/${index}/when`,
    `Aturan ${id} tidak menyebut kategori, subkategori atau rincian; tidak ada kasus yang cocok.`,
    `The rule ${id} names no category, sub-category or detail; no case matches it.`,
  );
}

function asHigh(one: StartOverride, other: StartOverride): boolean {
  return rank(one.level) >= rank(other.level) && other.inform.every((level) => one.inform.includes(level));
}

/** What an override catches, by sub-category and by member of the details. */
function casesOf({ when }: StartOverride, { subcategories }: KnownCodes): string[] {
  const whole = (when.categories ?? []).flatMap((category) => [...(subcategories.get(category) ?? [])]);
  return [
    ...[...whole, ...(when.subcategories ?? [])].map((code) => `subcategory ${code}`),
    ...(when.details ?? []).map((member) => `details ${member}`),
  ];
}

/** Nobody but a person puts a case on a governor's desk; a policy may, but should know it. */
export function overHead(level: EscalationLevel, pointer: string): Finding[] {
  if (rank(level) < rank('E3')) return [];
  return [
    warning(
      'over_the_head',
      pointer,
      `Aturan ini menaruh kasus di ${level} tanpa keputusan orang, melewati kepala daerah yang memegangnya.`,
      `This puts a case at ${level} without anybody's decision, over the head of the office that holds it.`,
    ),
  ];
}
