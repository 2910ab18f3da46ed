import { STAGES, type Stage } from '../../../election/domain/election.events.js';
import { Is, IsAmount, IsFlag, IsListOf, IsWhole, Nested, Optional } from '../../../http/fields.js';
import { type ClusterRule } from '../../policy/escalation-policy.js';
import {
  areaDepth,
  type Counted,
  counted,
  level,
  MOST_CODES,
  MOST_MINUTES,
  ruleId,
  severity,
  stage,
  taxonomyCode,
} from './policy-checks.js';
import { StageMinutesDto } from './policy-clock.dto.js';

/** How many cases of which kind, how near to each other, make a cluster. */
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
