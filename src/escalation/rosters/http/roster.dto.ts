import { areaCode, areaCodeOrCountry, text, uuid } from '../../../http/checks.js';
import { Is, IsInstant, IsOneOf, IsUuid, Optional } from '../../../http/fields.js';
import { Filter, FilterFlag, FilterOnce, FilterWhole, MAX_LIMIT, QueryDto } from '../../../http/filters.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../policy/escalation-policy.js';

/** Who stands in for the head of an area, and when. */
export class RosterDto {
  @Optional()
  @IsUuid()
  id?: string;

  /** The office: the head of this area; `""` is the country. */
  @Is(areaCodeOrCountry)
  area!: string;

  /** The level of that area: E0 kelurahan/desa, E1 kecamatan, E2 kab/kota, E3 province, E4 country. */
  @IsOneOf(ESCALATION_LEVELS)
  level!: EscalationLevel;

  @IsUuid()
  person!: string;

  @IsInstant()
  from!: string;

  /** The duty ends before this instant; at most 31 days after `from`. */
  @IsInstant()
  until!: string;
}

/** Nothing has to be said. */
export class EndRosterDto {}

export class RosterQueryDto extends QueryDto {
  /** Rosters of the area and of all below it. */
  @Filter(areaCode)
  area?: string[];

  @Filter(uuid)
  person?: string[];

  /** `true`: present and coming duties; `false`: those that are over. */
  @FilterFlag()
  open?: boolean;

  /** How many items a page holds at most. */
  @FilterWhole(1, MAX_LIMIT)
  limit: number = 50;

  /** Where the page before ended; taken from `next` or the `Link` header. */
  @FilterOnce(text(2_000))
  cursor?: string;
}
