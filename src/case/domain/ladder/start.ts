import {
  ESCALATION_LEVELS,
  type EscalationLevel,
  type EscalationPolicy,
} from '../../../escalation/policy/escalation-policy.js';
import { isAbove, levelAbove, startStep } from '../../../escalation/policy/start-step.js';
import type { CaseReport } from '../case.events.js';
import type { RuleInputs } from '../ladder.events.js';
import { deepestOffice, type Office, officeAt } from './offices.js';

/** Where a case is to start, why, and who is told besides. */
export interface Start {
  readonly office: Office;
  readonly rule: string;
  readonly inputs: RuleInputs;
  /** Levels above the office's. */
  readonly informed: readonly EscalationLevel[];
}

/**
 * Severity and overrides ask for a level; no case starts deeper than its area is known, nor with an office that is
 * accused. From a severity on the level above is told at once, without holding it.
 */
export function startOf(policy: EscalationPolicy, report: CaseReport): Start {
  const step = startStep(policy, report);
  const deepest = deepestOffice(report);
  const office = officeAt(step.level, report);
  return {
    office,
    rule: isAbove(deepest.level, step.level) ? deepest.because : step.rule,
    inputs: inputsOf(step.rule, report),
    informed: informedAbove(office.level, step.informed, step.informsAbove),
  };
}

/** The same for a case that stands on the ladder already: it never comes lower. */
export function startNotBelow(held: EscalationLevel, policy: EscalationPolicy, report: CaseReport): Start {
  const start = startOf(policy, report);
  if (!isAbove(held, start.office.level)) return start;
  const office = officeAt(held, report);
  const informed = start.informed.filter((level) => isAbove(level, office.level));
  return { ...start, office, rule: 'held_before', informed };
}

function informedAbove(
  level: EscalationLevel,
  told: readonly EscalationLevel[],
  tellsAbove: boolean,
): EscalationLevel[] {
  const above = tellsAbove ? levelAbove(level) : null;
  return ESCALATION_LEVELS.filter((one) => isAbove(one, level) && (told.includes(one) || one === above));
}

/** What the rule looked at: numbers and codes. */
function inputsOf(
  rule: string,
  { area, accusedOffice, severity, subcategory, details }: CaseReport,
): RuleInputs {
  const place = { severity, area, accusedOffice: accusedOffice ?? null };
  if (rule === 'severity') return place;
  const dead = typeof details.dead === 'number' ? { dead: details.dead } : {};
  return { ...place, subcategory, ...dead, weapons: details.weapons !== undefined };
}
