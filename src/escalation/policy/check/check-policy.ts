import { clockRules, stageWindows } from './clock-rules.js';
import { clusterRules } from './cluster-rules.js';
import type { Check, Checked, Finding, KnownCodes } from './finding.js';
import { aboveUsual, hoursRules, quietHours, statutoryRule } from './hours-rules.js';
import { levelRules } from './level-rules.js';
import { references } from './references.js';
import { ruleIds } from './rule-ids.js';
import { startRules } from './start-rules.js';

const CHECKS: readonly Check[] = [
  references,
  ruleIds,
  levelRules,
  startRules,
  clockRules,
  stageWindows,
  statutoryRule,
  hoursRules,
  quietHours,
  clusterRules,
  aboveUsual,
];

/** Everything that is wrong with a policy or worth a thought, errors first. Its shape was checked before. */
export function checkPolicy(policy: Checked, known: KnownCodes): Finding[] {
  const findings = CHECKS.flatMap((check) => check(policy, known));
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))];
}

/** True for a finding that keeps the policy from being activated. */
export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/** Codes that a policy names and the taxonomy does not have: such a draft is not even taken. */
export function unknownReferences(policy: Checked, known: KnownCodes): readonly Finding[] {
  return references(policy, known);
}
