import type { CaseEvent } from '../case.events.js';
import type { EscalationMoved } from '../ladder.events.js';
import { clocksOn } from './clock-sets.js';
import type { Reckoning } from './clocks.js';
import { isOver, type LadderCase } from './ladder-case.js';
import { isSameOffice, officeAt } from './offices.js';

/**
 * Where a correction takes the case: to the office that its area has at the level at which it stands, or above where
 * that office is accused or does not reach so deep. It never lowers the level: only a person does. Null where the
 * same office keeps it.
 */
export function movedBy(event: CaseEvent, after: LadderCase, reckoning: Reckoning): EscalationMoved | null {
  if (event.type !== 'CaseCorrected') return null;
  const { report, ladder } = after;
  const office = officeAt(ladder.level, report);
  if (isSameOffice(office, ladder)) return null;
  const over = isOver(after);
  const clocks = over ? [] : clocksOn(office.level, after, reckoning);
  return {
    type: 'EscalationMoved',
    data: {
      ...office,
      // A case that is over comes under a policy when it is taken up again.
      policyVersion: over ? ladder.policyVersion : reckoning.facts.policy.version,
      rule: 'report_corrected',
      inputs: { area: report.area, accusedOffice: report.accusedOffice ?? null },
      clocks,
    },
  };
}
