import { areaCode, areaCodeOrCountry } from '../../http/checks.js';
import { Is, IsText, Optional } from '../../http/fields.js';
import { Filter } from '../../http/filters.js';
import { contestKind, RegisterPageDto, registerId } from './register.dto.js';

/** A contest: what is voted on, and where. */
export class ContestDto {
  @Optional()
  @Is(registerId)
  id?: string;

  @Is(contestKind)
  kind!: string;

  /** Area in which it is held; `""` is the whole country. */
  @Is(areaCodeOrCountry)
  area!: string;

  @IsText(200)
  name!: string;

  /** Id of the election (kind `ELECTION`) to which it belongs. */
  @Optional()
  @Is(registerId)
  election?: string;
}

export class ContestQueryDto extends RegisterPageDto {
  /** Contests that concern the area: held there, above it or below it. */
  @Filter(areaCode)
  area?: string[];

  @Filter(registerId)
  contest?: string[];

  @Filter(contestKind)
  kind?: string[];
}
