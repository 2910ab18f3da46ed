import { STAGES, type Stage } from '../../../election/domain/election.events.js';
import { oneOf, whole } from '../../../http/checks.js';
import {
  Is,
  IsAmount,
  IsFlag,
  IsListOf,
  IsOneOf,
  IsWhole,
  Nested,
  NestedList,
  Optional,
} from '../../../http/fields.js';
import {
  type ClusterRule,
  ESCALATION_LEVELS,
  type EscalationLevel,
  type LevelRule,
  type TimeRule,
  type TimeStep,
} from '../../policy/escalation-policy.js';
import {
  areaDepth,
  CLOCKS,
  type Counted,
  counted,
  detailName,
  localHour,
  MOST_CODES,
  MOST_MINUTES,
  MOST_RULES,
  ruleId,
  STEPS,
  taxonomyCode,
} from './policy-checks.js';

const level = oneOf(ESCALATION_LEVELS);
const stage = oneOf(STAGES);
const severity = whole(1, 4);

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

/** Who must act at a level. */
export class LevelRuleDto implements LevelRule {
  @IsOneOf(['HEAD'])
  role!: 'HEAD';

  /** Depth of the area whose head it is: 4 kelurahan/desa, 3 kecamatan, 2 kab/kota, 1 province, 0 country. */
  @IsWhole(0, 4)
  depth!: LevelRule['depth'];
}

export class LevelsDto implements Record<EscalationLevel, LevelRule> {
  @Nested(() => LevelRuleDto)
  E0!: LevelRuleDto;

  @Nested(() => LevelRuleDto)
  E1!: LevelRuleDto;

  @Nested(() => LevelRuleDto)
  E2!: LevelRuleDto;

  @Nested(() => LevelRuleDto)
  E3!: LevelRuleDto;

  @Nested(() => LevelRuleDto)
  E4!: LevelRuleDto;
}

/** A case to which any of the three applies. */
export class CaseMatchDto {
  @Optional()
  @IsListOf(taxonomyCode, MOST_CODES)
  categories?: string[];

  @Optional()
  @IsListOf(taxonomyCode, MOST_CODES)
  subcategories?: string[];

  /** Members of `details` that say something above zero. */
  @Optional()
  @IsListOf(detailName, MOST_CODES)
  details?: string[];
}

export class StartOverrideDto {
  @Is(ruleId)
  id!: string;

  @Nested(() => CaseMatchDto)
  when!: CaseMatchDto;

  @Is(level)
  level!: EscalationLevel;

  @IsListOf(level, ESCALATION_LEVELS.length)
  inform!: EscalationLevel[];
}

export class SeverityLevelsDto {
  @Is(level)
  1!: EscalationLevel;

  @Is(level)
  2!: EscalationLevel;

  @Is(level)
  3!: EscalationLevel;

  @Is(level)
  4!: EscalationLevel;
}

export class StartRulesDto {
  /** Level at which a case of a severity starts, where its area is known as exactly. */
  @Nested(() => SeverityLevelsDto)
  bySeverity!: SeverityLevelsDto;

  /** From this severity on the level above is informed at once; 5 is never. */
  @IsWhole(1, 5)
  informAboveFrom!: number;

  @NestedList(() => StartOverrideDto, MOST_RULES)
  overrides!: StartOverrideDto[];
}

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

export class ClusterRuleDto {
  @Is(ruleId)
  id!: string;

  @IsListOf(taxonomyCode, MOST_CODES, 1)
  categories!: string[];

  @Optional()
  @IsListOf(taxonomyCode, MOST_CODES, 1)
  subcategories?: string[];

  @Is(severity)
  minSeverity!: number;

  /** Within one area of this depth; missing or null: anywhere. */
  @Optional()
  @Is(areaDepth)
  within?: 1 | 2 | 3;

  @Is(counted)
  counts!: Counted;

  @IsWhole(0, 10_000)
  threshold!: number;

  /** Length of the window; missing or null where `stages` are the window. */
  @Optional()
  @IsWhole(1, 24 * 366)
  hours?: number;

  @Optional()
  @IsListOf(stage, STAGES.length)
  stages?: Stage[];

  /** Only cases that share a link. */
  @Optional()
  @IsFlag()
  sameLink?: boolean;

  @Is(level)
  level!: ClusterRule['level'];
}

export class ClusterClockDto {
  @IsWhole(1, MOST_MINUTES)
  minutes!: number;

  @Nested(() => StageMinutesDto)
  inStage!: StageMinutesDto;
}

export class AboveUsualDto {
  @IsWhole(1, 366)
  days!: number;

  @IsAmount(0, 1_000)
  factor!: number;

  @IsWhole(0, 1_000_000)
  atLeast!: number;
}

/** A whole policy but for its version, which the service gives. */
export class PolicyDto {
  @Nested(() => LevelsDto)
  levels!: LevelsDto;

  @Nested(() => StartRulesDto)
  start!: StartRulesDto;

  @NestedList(() => TimeRuleDto, MOST_RULES)
  time!: TimeRuleDto[];

  @Nested(() => StatutoryRuleDto)
  statutory!: StatutoryRuleDto;

  @Nested(() => HoursRuleDto)
  hours!: HoursRuleDto;

  @Nested(() => QuietHoursDto)
  quietHours!: QuietHoursDto;

  @NestedList(() => ClusterRuleDto, MOST_RULES)
  clusters!: ClusterRuleDto[];

  @Nested(() => ClusterClockDto)
  clusterClock!: ClusterClockDto;

  @Nested(() => AboveUsualDto)
  aboveUsual!: AboveUsualDto;
}

export class ActivationDto {
  /** The version in force that is to be replaced: where another one is in force by now, nothing happens (409). */
  @Optional()
  @IsWhole(1, 1_000_000)
  replaces?: number;
}

/** A body without members. */
export class NoMembersDto {}
