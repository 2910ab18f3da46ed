import { areaCode, areaCodeOrCountry, matching, uuid } from '../../http/checks.js';
import { Is, IsInstant, IsListOf, IsOneOf, IsText, IsUuid, Nested, Optional } from '../../http/fields.js';
import { Filter, FilterFlag, PageDto } from '../../http/filters.js';
import { DIRECTED_ROLES } from '../domain/direction.events.js';

const MOST_CASES = 50;
const agency = matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code', { example: 'SATPOL_PP' });

/** An agency in an area, or an office of exactly that area: one of the two. */
export class AddresseeDto {
  @Optional()
  @Is(agency)
  agency?: string;

  @Optional()
  @IsOneOf(DIRECTED_ROLES)
  role?: (typeof DIRECTED_ROLES)[number];

  @Is(areaCodeOrCountry)
  area!: string;
}

/** What somebody is told to do. */
export class DirectionDto {
  @Optional()
  @IsUuid()
  id?: string;

  @Nested(() => AddresseeDto)
  to!: AddresseeDto;

  /** Ids of cases that it is about. */
  @Optional()
  @IsListOf(uuid, MOST_CASES)
  cases?: string[];

  /** Id of the cluster that it is about. */
  @Optional()
  @IsUuid()
  cluster?: string;

  @IsText(4_000)
  text!: string;

  /** By when it is to be done. */
  @IsInstant()
  dueAt!: string;
}

/** A word besides, if there is one. */
export class DirectionNoteDto {
  @Optional()
  @IsText(2_000)
  note?: string;
}

/** How it stands. */
export class DirectionReportDto {
  @IsText(4_000)
  text!: string;
}

export class DirectionQueryDto extends PageDto {
  /** Directions to the area and to all below it. */
  @Filter(areaCode)
  area?: string[];

  @Filter(agency)
  agency?: string[];

  /** Directions about the case. */
  @Filter(uuid)
  case?: string[];

  /** `true`: not done yet. */
  @FilterFlag()
  open?: boolean;

  /** `true`: the time was up before it was done. */
  @FilterFlag()
  overdue?: boolean;
}
