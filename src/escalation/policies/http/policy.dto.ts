import { IsWhole, Nested, NestedList, Optional } from '../../../http/fields.js';
import { MOST_RULES } from './policy-checks.js';
import { HoursRuleDto, QuietHoursDto, StatutoryRuleDto, TimeRuleDto } from './policy-clock.dto.js';
import { AboveUsualDto, ClusterClockDto, ClusterRuleDto } from './policy-cluster.dto.js';
import { LevelsDto, StartRulesDto } from './policy-start.dto.js';

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

/** Which version is to be replaced. */
export class ActivationDto {
  /** The version in force that is to be replaced: where another one is in force by now, nothing happens (409). */
  @Optional()
  @IsWhole(1, 1_000_000)
  replaces?: number;
}

/** A body without members. */
export class NoMembersDto {}
