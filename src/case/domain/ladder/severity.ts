import { isAbove } from '../../../escalation/policy/start-step.js';
import type { CaseEvent, CaseReport } from '../case.events.js';
import type { KnownCase } from '../case.state.js';
import type { LadderEvent } from '../ladder.events.js';
import { same } from '../plain.js';
import { clocksOn } from './clock-sets.js';
import type { Reckoning } from './clocks.js';
import { isOver, type LadderCase } from './ladder-case.js';
import { type Start, startOf } from './start.js';
import { tightened } from './tighten.js';

/** What decides where a case starts. */
const DECIDES_START: readonly (keyof CaseReport)[] = ['severity', 'category', 'subcategory', 'details'];

/**
 * A case that turned out graver: it is raised where such a case would start higher, the level above is told where it
 * would be, and clocks that would run out sooner do. A lighter case stays where it is, and so do its clocks.
 */
export function graverBy(
  event: CaseEvent,
  before: KnownCase,
  after: LadderCase,
  reckoning: Reckoning,
): LadderEvent[] {
  if (!decidesStart(event) || isOver(after)) return [];
  const { policy } = reckoning.facts;
  const [was, is] = [startOf(policy, before.report), startOf(policy, after.report)];
  const higher = isAbove(is.office.level, was.office.level) && isAbove(is.office.level, after.ladder.level);
  return higher
    ? [raised(is, before, after, reckoning)]
    : [...told(was, is, after, reckoning), ...sooner(after, reckoning)];
}

function decidesStart(event: CaseEvent): boolean {
  return (
    event.type === 'SeverityChanged' ||
    (event.type === 'CaseCorrected' && DECIDES_START.includes(event.data.field))
  );
}

function raised(
  { office, rule, inputs, informed }: Start,
  before: KnownCase,
  after: LadderCase,
  reckoning: Reckoning,
): LadderEvent {
  const { level: from } = after.ladder;
  return {
    type: 'EscalationRaised',
    data: {
      ...office,
      from,
      trigger: 'severity',
      policyVersion: reckoning.facts.policy.version,
      rule,
      inputs: { ...inputs, before: before.report.severity },
      calendar: null,
      informed,
      clocks: clocksOn(office.level, after, reckoning),
    },
  };
}

/** Levels that such a case tells and that were not told of this one. */
function told(was: Start, is: Start, { ladder }: LadderCase, { facts }: Reckoning): LadderEvent[] {
  return is.informed
    .filter((level) => !was.informed.includes(level) && !ladder.informed.includes(level))
    .filter((level) => isAbove(level, ladder.level))
    .map((level) => ({
      type: 'UpperLevelInformed',
      data: {
        policyVersion: facts.policy.version,
        rule: is.rule,
        inputs: is.inputs,
        calendar: null,
        level,
      },
    }));
}

function sooner(after: LadderCase, reckoning: Reckoning): LadderEvent[] {
  const clocks = after.ladder.clocks.map((clock) => tightened(clock, after, reckoning));
  if (same(clocks, after.ladder.clocks)) return [];
  const { version: policyVersion } = reckoning.facts.policy;
  return [{ type: 'EscalationClocksSet', data: { policyVersion, clocks, because: 'severity' } }];
}
