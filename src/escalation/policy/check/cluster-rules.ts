import type { ClusterRule } from '../escalation-policy.js';
import { type Check, error, type Finding, type KnownCodes, rank } from './finding.js';

/** Every cluster rule can be met, is held by one office, and is not met by another rule before. */
export const clusterRules: Check = ({ clusters }, known) =>
  clusters.flatMap((rule, index) => {
    const at = `/clusters/${index}`;
    return [
      ...ofThreshold(rule, at),
      ...ofWindow(rule, at),
      ...ofArea(rule, at),
      ...ofCounted(rule, at, known),
      ...shadowed(rule, index, clusters),
    ];
  });

function ofThreshold({ threshold }: ClusterRule, at: string): Finding[] {
  if (threshold > 1) return [];
  return [
    error(
      'threshold_too_low',
      `${at}/threshold`,
      `Ambang ${threshold} membuat setiap kasus menjadi klaster; sebuah klaster memerlukan paling sedikit 2.`,
      `A threshold of ${threshold} makes a cluster of every single case; a cluster takes at least 2.`,
    ),
  ];
}

function ofWindow({ hours, stages = [] }: ClusterRule, at: string): Finding[] {
  if (hours === null && stages.length === 0) {
    return [
      error(
        'no_window',
        `${at}/hours`,
        'Tidak ada jendela waktu: isi hours, atau tahapan dalam stages.',
        'There is no window: give hours, or stages.',
      ),
    ];
  }
  if (hours === null || stages.length === 0) return [];
  return [
    error(
      'two_windows',
      `${at}/stages`,
      'Jendela waktu ditulis dua kali, sebagai jam dan sebagai tahapan; pilih salah satu.',
      'The window is given twice, as hours and as stages; choose one.',
    ),
  ];
}

/** The office that holds a cluster covers the whole area in which it is counted. */
function ofArea({ level, within, counts }: ClusterRule, at: string): Finding[] {
  const depth = within ?? 0;
  const findings: Finding[] = [];
  if (rank('E4') - rank(level) > depth) {
    findings.push(
      error(
        'holder_too_deep',
        `${at}/level`,
        `Klaster dihitung di wilayah yang lebih luas daripada wilayah ${level}; tidak ada satu kantor ${level} yang membawahi semuanya.`,
        `The cluster is counted over more than the area of ${level}; no single office of ${level} covers it.`,
      ),
    );
  }
  if (typeof counts === 'object' && counts.areasOfDepth <= depth) {
    findings.push(
      error(
        'never_reached',
        `${at}/counts/areasOfDepth`,
        'Wilayah yang dihitung tidak lebih kecil daripada wilayah tempat menghitung; jumlahnya tidak pernah lebih dari satu.',
        'The areas counted are not smaller than the area in which they are counted; there is never more than one.',
      ),
    );
  }
  return findings;
}

/** Polling stations and links stand in the details of some categories only. */
function ofCounted({ categories, counts, sameLink }: ClusterRule, at: string, known: KnownCodes): Finding[] {
  const asked = (member: string) => categories.some((category) => known.details.get(category)?.has(member));
  const findings: Finding[] = [];
  if (counts === 'tps' && !asked('tps')) {
    findings.push(
      error(
        'nothing_to_count',
        `${at}/counts`,
        'Tidak satu pun kategori aturan ini mencatat TPS; ambangnya tidak pernah tercapai.',
        'None of the rule’s categories records a polling station; its threshold is never reached.',
      ),
    );
  }
  if (sameLink === true && !asked('links')) {
    findings.push(
      error(
        'nothing_to_count',
        `${at}/sameLink`,
        'Tidak satu pun kategori aturan ini mencatat tautan; ambangnya tidak pernah tercapai.',
        'None of the rule’s categories records a link; its threshold is never reached.',
      ),
    );
  }
  return findings;
}

/** A rule whose every cluster is one of another rule already, as high or higher. */
function shadowed(rule: ClusterRule, index: number, clusters: readonly ClusterRule[]): Finding[] {
  const other = clusters.find((one, nth) => {
    if (nth === index || !includes(one, rule)) return false;
    // Of two that are the same the first stands.
    return nth < index || !includes(rule, one);
  });
  if (other === undefined) return [];
  return [
    error(
      'cluster_shadowed',
      `/clusters/${index}`,
      `Setiap klaster aturan ${rule.id} sudah menjadi klaster aturan ${other.id} pada tingkat yang sama atau lebih tinggi.`,
      `Every cluster of the rule ${rule.id} is one of the rule ${other.id} already, as high or higher.`,
    ),
  ];
}

function includes(wide: ClusterRule, narrow: ClusterRule): boolean {
  return (
    wide.within === narrow.within &&
    JSON.stringify(wide.counts) === JSON.stringify(narrow.counts) &&
    (wide.sameLink !== true || narrow.sameLink === true) &&
    wide.threshold <= narrow.threshold &&
    wide.minSeverity <= narrow.minSeverity &&
    rank(wide.level) >= rank(narrow.level) &&
    holdsAll(wide.categories, narrow.categories) &&
    (wide.subcategories === undefined || holdsAll(wide.subcategories, narrow.subcategories)) &&
    asLong(wide, narrow)
  );
}

/** A window of hours covers a shorter one; a window of stages one of fewer stages. */
function asLong(wide: ClusterRule, narrow: ClusterRule): boolean {
  if (wide.hours !== null && narrow.hours !== null) return wide.hours >= narrow.hours;
  return wide.hours === null && narrow.hours === null && holdsAll(wide.stages ?? [], narrow.stages);
}

function holdsAll(wide: readonly string[], narrow: readonly string[] | undefined): boolean {
  return narrow?.every((one) => wide.includes(one)) ?? false;
}
