import type { Finding, FindingText } from '../../policy/check/finding.js';
import type { RecentCounts } from '../views/recent-cases/recent-counts.js';

/** What the check looked at and what it means, in a few sentences. */
export function checkText(findings: readonly Finding[], { days, cases, more }: RecentCounts): FindingText {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const newest = more
    ? { id: ' terbaru (selebihnya tidak dihitung)', en: ' newest ones (others were not counted)' }
    : { id: '', en: '' };
  return {
    id: [
      'Diperiksa: rujukan ke taksonomi, nama aturan, jalan ke atas dari setiap tingkat, aturan yang tidak pernah berlaku, langkah yang berputar, aturan yang bertentangan, tenggat tahapan dan jam tenang.',
      errors === 0
        ? 'Kebijakan ini dapat diaktifkan.'
        : `Ada ${errors} kesalahan; kebijakan ini belum dapat diaktifkan.`,
      ...(warnings === 0 ? [] : [`Ada ${warnings} hal yang perlu dipikirkan.`]),
      `Akibatnya dihitung atas ${cases} kasus${newest.id} dalam ${days} hari terakhir, tanpa arsip dan kasus terbatas.`,
    ].join(' '),
    en: [
      'Checked: references to the taxonomy, ids of rules, the way up from every level, rules that never act, steps that go round, rules that contradict each other, windows of stages and quiet hours.',
      errors === 0
        ? 'This policy can be activated.'
        : `There are ${errors} errors; this policy cannot be activated.`,
      ...(warnings === 0 ? [] : [`There are ${warnings} things to think about.`]),
      `What it would have done was counted over the ${cases} cases${newest.en} of the last ${days} days, without archived and restricted ones.`,
    ].join(' '),
  };
}
