import { areaCode, areaCodeOrCountry } from '../../http/checks.js';
import { Is, IsDay, IsInstant, IsOneOf, IsText, IsUuid, Nested, Optional } from '../../http/fields.js';
import { Filter, FilterFlag, PageDto } from '../../http/filters.js';
import {
  CONFLICT_SCALES,
  type ConflictScale,
  DECREEING_OFFICES,
  type DecreeingOffice,
} from '../domain/conflict-status.events.js';

/** The paper by which an office holder decided. */
export class DecreeDto {
  @IsText(100)
  number!: string;

  @IsDay()
  date!: string;

  /** Bupati or wali kota, gubernur, Presiden: as the scale asks. */
  @IsOneOf(DECREEING_OFFICES)
  office!: DecreeingOffice;
}

/** Who was consulted before the decision. */
export class ConsultationDto {
  /** An office, not a person: `Pimpinan DPRD Kota Semarang`. */
  @IsText(200)
  with!: string;

  @IsDay()
  date!: string;

  /** Number of the minutes, or where they are kept. */
  @Optional()
  @IsText(200)
  minutes?: string;
}

/** That an office holder declared *keadaan konflik*. */
export class ConflictStatusDto {
  @Optional()
  @IsUuid()
  id?: string;

  /** A kab/kota, a province, or `""` for the country: as the scale asks. */
  @Is(areaCodeOrCountry)
  area!: string;

  @IsOneOf(CONFLICT_SCALES)
  scale!: ConflictScale;

  @Nested(() => DecreeDto)
  decree!: DecreeDto;

  @Nested(() => ConsultationDto)
  consultation!: ConsultationDto;

  @IsInstant()
  from!: string;

  /** It ends before this instant; at most 90 days after `from`. */
  @IsInstant()
  until!: string;
}

/** That the office holder extended it. */
export class ConflictExtensionDto {
  @IsInstant()
  until!: string;

  @Nested(() => DecreeDto)
  decree!: DecreeDto;
}

/** That the office holder ended it before its time. */
export class ConflictRevocationDto {
  @Nested(() => DecreeDto)
  decree!: DecreeDto;

  @IsText(2_000)
  reason!: string;
}

export class ConflictStatusQueryDto extends PageDto {
  /** Statuses that concern the area: of it, above it or below it. */
  @Filter(areaCode)
  area?: string[];

  /** `true`: neither ended nor revoked. */
  @FilterFlag()
  open?: boolean;
}
