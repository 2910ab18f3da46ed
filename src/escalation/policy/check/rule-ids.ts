import { type Check, type Checked, error } from './finding.js';

/** Every rule of a policy with its place. */
function rulesOf({
  start,
  time,
  statutory,
  clusters,
}: Checked): { readonly id: string; readonly pointer: string }[] {
  const placed = (rules: readonly { readonly id: string }[], at: string) =>
    rules.map(({ id }, index) => ({ id, pointer: `${at}/${index}/id` }));
  return [
    ...placed(start.overrides, '/start/overrides'),
    ...placed(time, '/time'),
    { id: statutory.id, pointer: '/statutory/id' },
    ...placed(clusters, '/clusters'),
  ];
}

/** An id names one rule: the reason of a raise is told by it. */
export const ruleIds: Check = (policy) => {
  const rules = rulesOf(policy);
  return rules.flatMap(({ id, pointer }, index) => {
    const first = rules.findIndex((rule) => rule.id === id);
    if (first === index) return [];
    return [
      error(
        'duplicate_rule',
        pointer,
        `Nama aturan ${id} sudah dipakai di ${rules[first]?.pointer}; alasan eskalasi tidak dapat dibedakan.`,
        `The rule id ${id} is used at ${rules[first]?.pointer} already; reasons could not be told apart.`,
      ),
    ];
  });
};
