import { STAGES, type Stage } from '../../../election/domain/election.events.js';
import { oneOf } from '../../../http/checks.js';
import { Is, IsAmount, IsListOf, IsOneOf, IsWhole, Nested, Optional } from '../../../http/fields.js';
import {
  ESCALATION_LEVELS,
  type EscalationLevel,
  type TimeRule,
  type TimeStep,
} from '../../policy/escalation-policy.js';
import { CLOCKS, level, localHour, MOST_MINUTES, ruleId, STEPS, severity, stage } from './policy-checks.js';

/** Minutes by stage of the election; a stage that is missing has the normal window. */
export class StageMinutesDto implements Partial<Record<Stage, number>> {
  @Optional()
  @IsWhole(1, MOST_MINUTES)
  pre_campaign?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  campaign?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  quiet_days?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  voting?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  counting?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  recapitulation?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  revote?: number;

  @Optional()
  @IsWhole(1, MOST_MINUTES)
  disputes?: number;
}

/** A clock of some levels, and what follows where it runs out. */
export class TimeRuleDto implements TimeRule {
  @Is(ruleId)
  id!: string;

  @IsOneOf(CLOCKS)
  clock!: TimeRule['clock'];

  @IsListOf(level, ESCALATION_LEVELS.length, 1)
  levels!: EscalationLevel[];

  @IsWhole(1, MOST_MINUTES)
  minutes!: number;

  @Nested(() => StageMinutesDto)
  inStage!: StageMinutesDto;

  @IsOneOf(STEPS)
  step!: TimeStep;
}

export class StatutoryRuleDto {
  @Is(ruleId)
  id!: string;

  /** Share of the term that is left when the rule acts, 0 to 1. */
  @IsAmount(0, 1)
  shareLeft!: number;

  @IsListOf(level, ESCALATION_LEVELS.length)
  raiseFrom!: EscalationLevel[];

  @Is(level)
  raiseTo!: EscalationLevel;
}

export class HoursRuleDto {
  /** Severities whose clocks run in service hours. */
  @IsListOf(severity, 4)
  serviceSeverities!: number[];

  @IsListOf(stage, STAGES.length)
  runningStages!: Stage[];

  /** Clocks that always run in running hours. */
  @Optional()
  @IsListOf(oneOf(CLOCKS), CLOCKS.length)
  runningClocks?: TimeRule['clock'][];
}

export class QuietHoursDto {
  @Is(localHour)
  from!: string;

  @Is(localHour)
  until!: string;

  @IsListOf(severity, 4)
  exceptSeverities!: number[];

  @IsListOf(stage, STAGES.length)
  exceptStages!: Stage[];
}
