import type { CalendarUsed } from '../../../calendar/clock.js';
import type { EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import type { Fact } from '../../../kernel/decider.js';
import type { CaseEvent } from '../../domain/case.events.js';

/** A change of the level or the office that holds a case, with all that decided it. */
export interface EscalationStep {
  /** Null for the start. */
  readonly from: EscalationLevel | null;
  readonly to: EscalationLevel;
  readonly area: string;
  readonly at: string;
  readonly trigger: 'start' | 'severity' | 'time' | 'statutory' | 'manual';
  readonly rule: string;
  readonly policyVersion: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly calendar: CalendarUsed | null;
  /** The step came more than a minute after it was due. */
  readonly late: boolean;
  /** What a person wrote. */
  readonly reason: string | null;
}

/** The steps of a case, oldest first: `steps[0]` is the start. */
export function stepsOf(facts: readonly Fact<CaseEvent>[]): EscalationStep[] {
  const steps: EscalationStep[] = [];
  for (const fact of facts) {
    const step = stepOf(fact, steps.at(-1)?.to ?? null);
    if (step !== null) steps.push(step);
  }
  return steps;
}

function stepOf(fact: Fact<CaseEvent>, from: EscalationLevel | null): EscalationStep | null {
  const plain = { at: fact.at, calendar: null, late: false, reason: null };
  switch (fact.type) {
    case 'EscalationStarted':
    case 'EscalationMoved': {
      const { level: to, holder, rule, policyVersion, inputs } = fact.data;
      const trigger = fact.type === 'EscalationStarted' ? 'start' : 'manual';
      return { ...plain, from, to, area: holder.area, trigger, rule, policyVersion, inputs };
    }
    case 'EscalationRaised': {
      const { level: to, holder, trigger, rule, policyVersion, inputs, calendar, late, reason } = fact.data;
      const why = { trigger, rule, policyVersion, inputs, calendar };
      return {
        ...why,
        at: fact.at,
        from,
        to,
        area: holder.area,
        late: late === true,
        reason: reason ?? null,
      };
    }
    case 'EscalationLowered': {
      const { level: to, holder, policyVersion, reason } = fact.data;
      const why = { trigger: 'manual' as const, rule: 'lowered', policyVersion, inputs: {}, reason };
      return { ...plain, ...why, from, to, area: holder.area };
    }
    default:
      return null;
  }
}
