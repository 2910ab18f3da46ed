import { areaCode, areaCodeOrCountry } from '../../http/checks.js';
import { Is, IsOneOf, IsText, NestedList, Optional } from '../../http/fields.js';
import { Filter } from '../../http/filters.js';
import { STAGES, type Stage } from '../domain/election.events.js';
import { localTime, RegisterPageDto, registerId } from './register.dto.js';

const MOST_STAGES = 400;

export class StageDto {
  /** May repeat the contest of the address, and nothing else. */
  @Optional()
  @Is(registerId)
  contest?: string;

  /** By default the contest's own area. */
  @Optional()
  @Is(areaCodeOrCountry)
  area?: string;

  @IsOneOf(STAGES)
  stage!: Stage;

  /** On the clocks of the area, without offset. */
  @Is(localTime)
  from!: string;

  /** The stage ends before this minute. */
  @Is(localTime)
  until!: string;

  /** Where it was read, e.g. `PKPU 2/2024`. */
  @Optional()
  @IsText(200)
  source?: string;
}

/** The whole calendar of a contest. */
export class StagesDto {
  @NestedList(() => StageDto, MOST_STAGES)
  stages!: StageDto[];
}

export class StagesQueryDto extends RegisterPageDto {
  @Filter(registerId)
  contest?: string[];

  /** Stages that concern the area: they hold there, above it or below it. */
  @Filter(areaCode)
  area?: string[];
}
