import { Is, IsListOf, IsOneOf, IsWhole, Nested, NestedList, Optional } from '../../../http/fields.js';
import { ESCALATION_LEVELS, type EscalationLevel, type LevelRule } from '../../policy/escalation-policy.js';
import { detailName, level, MOST_CODES, MOST_RULES, ruleId, taxonomyCode } from './policy-checks.js';

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

/** Where a case that matches starts at least, whatever its severity says. */
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
