import { Injectable } from '@nestjs/common';
import type { AreaCalendar } from '../../calendar/area-calendar.js';
import { regimeOf } from '../../calendar/regime.js';
import type { ContestKind } from '../../election/domain/election.events.js';
import { ElectionRegister } from '../../election/election.register.js';
import { StageCalendar } from '../../election/stage-calendar.js';
import { EscalationPolicies, type PolicySnapshot } from '../../escalation/policies/escalation-policies.js';
import type { CaseState } from '../domain/case.state.js';
import type { LadderFacts } from '../domain/ladder/ladder-facts.js';
import type { LadderStep } from '../domain/ladder/ladder-step.js';
import type { ReckonedReport } from './reckoned-report.js';

/** The facts for the ladder of any case, at hand: a case is known only when its stream was read. */
export class LadderReckoner {
  constructor(
    private readonly policies: PolicySnapshot,
    private readonly calendarOf: (area: string) => AreaCalendar,
    private readonly kindsOf: (contests: readonly string[]) => ContestKind[],
  ) {}

  /** `runs`: the version by which the clocks of the case run; none for a new one. */
  factsFor(report: ReckonedReport, now: Date, runs?: number): LadderFacts {
    const { contests = [], occurredAt, knownAt } = report;
    const calendar = this.calendarOf(report.area);
    const happened = occurredAt ?? knownAt;
    const instant = happened === undefined ? now : new Date(happened);
    const policy = this.policies.active;
    return {
      policy,
      running: runs === undefined || runs === 0 ? policy : this.policies.version(runs),
      calendar,
      regime: regimeOf(this.kindsOf(contests), calendar, instant),
    };
  }
}

/** What the ladder is reckoned with: policies, calendars and contests, all from memory. */
@Injectable()
export class LadderLookups {
  constructor(
    private readonly policies: EscalationPolicies,
    private readonly calendar: StageCalendar,
    private readonly elections: ElectionRegister,
  ) {}

  async reckoner(): Promise<LadderReckoner> {
    const [policies, calendarOf, kindsOf] = await Promise.all([
      this.policies.snapshot(),
      this.calendar.byArea(),
      this.elections.kindsOf(),
    ]);
    return new LadderReckoner(policies, calendarOf, kindsOf);
  }
}

/** The version of the policy by which a case's clocks run: that of the clock that fires, else of those that run. */
export function runningVersion(state: CaseState, step?: LadderStep): number | undefined {
  if (state.status === 'NONE' || state.ladder === null) return undefined;
  const { clocks, policyVersion } = state.ladder;
  const fires =
    step?.type === 'fire-clock'
      ? clocks.find(({ kind, rule }) => kind === step.kind && rule === step.rule)
      : clocks.find(({ kind }) => kind !== 'assignment' && kind !== 'statutory');
  return fires?.policyVersion ?? policyVersion;
}
