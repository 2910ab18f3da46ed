import { areaCode, areaCodeOrCountry, matching } from '../../http/checks.js';
import {
  CoordinatesDto,
  checked,
  Is,
  IsAreaCode,
  IsInstant,
  IsListOf,
  IsOneOf,
  IsText,
  IsUuid,
  IsWhole,
  Nested,
  NestedList,
  Optional,
} from '../../http/fields.js';

export const NATURES = ['INCIDENT', 'POTENTIAL'] as const;
export const PRECISIONS = ['EXACT', 'HOUR', 'DAY', 'UNKNOWN'] as const;
export const ORIGINS = [
  'OWN_OBSERVATION',
  'OFFICIAL',
  'CITIZEN',
  'ORGANISATION',
  'PARTICIPATORY',
  'MEDIA',
  'SUPERVISOR',
] as const;
export const CHANNELS = [
  'APP',
  'WHATSAPP',
  'PHONE',
  'WALK_IN',
  'LETTER',
  'LAPOR',
  'SOCIAL_MEDIA',
  'IMPORT',
] as const;
export const ACCESS = ['OPEN', 'RESTRICTED'] as const;
export const ITEM_TYPES = [
  'SPANDUK',
  'BALIHO',
  'UMBUL_UMBUL',
  'BENDERA',
  'PAMFLET_STIKER',
  'POSTER',
  'REKLAME',
  'VIDEOTRON',
  'VEHICLE',
  'LAINNYA',
] as const;

const codeLike = (example: string) => matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code', { example });
const registeredId = matching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, 'not_an_id');

/** Campaign attributes of one kind. */
export class ItemDto {
  @IsOneOf(ITEM_TYPES)
  type!: (typeof ITEM_TYPES)[number];

  @IsWhole(1, 100_000)
  count!: number;

  @Optional()
  @IsText(50)
  size?: string;

  @Optional()
  @IsText(50)
  mount?: string;
}

/** The office complained of: everybody there and below it is kept from the case. */
export class AccusedOfficeDto {
  @Is(areaCodeOrCountry)
  area!: string;

  @Optional()
  @Is(codeLike('SATPOL_PP'))
  agency?: string;
}

/** What is known of a case when it is logged. Kind, sub-kind, area and origin are enough. */
export class RecordCaseDto {
  /** Made by the client (UUIDv7), so that a case has its identity before there is a network. */
  @Optional()
  @IsUuid()
  id?: string;

  @Is(codeLike('APK_PLACEMENT'))
  category!: string;

  @Is(codeLike('TREE_NAILED'))
  subcategory!: string;

  @Optional()
  @IsOneOf(NATURES)
  nature?: (typeof NATURES)[number];

  @IsAreaCode()
  area!: string;

  /** How the area was found, e.g. `GPS_NEAREST`, `MANUAL`. */
  @Optional()
  @Is(codeLike('GPS_NEAREST'))
  areaSource?: string;

  @Optional()
  @IsListOf(areaCode, 20)
  otherAreas?: string[];

  @Optional()
  @IsText(300, { blank: true })
  place?: string;

  @Optional()
  @Nested(() => CoordinatesDto)
  coordinates?: CoordinatesDto;

  @Optional()
  @IsInstant()
  occurredAt?: string;

  @Optional()
  @IsInstant()
  occurredUntil?: string;

  @Optional()
  @IsOneOf(PRECISIONS)
  occurredPrecision?: (typeof PRECISIONS)[number];

  @Optional()
  @IsInstant()
  expectedFrom?: string;

  @Optional()
  @IsInstant()
  expectedUntil?: string;

  @Optional()
  @IsInstant()
  receivedAt?: string;

  @Optional()
  @IsInstant()
  knownAt?: string;

  @IsOneOf(ORIGINS)
  origin!: (typeof ORIGINS)[number];

  @Optional()
  @IsOneOf(CHANNELS)
  channel?: (typeof CHANNELS)[number];

  @Optional()
  @IsText(10_000, { blank: true })
  description?: string;

  @Optional()
  @IsWhole(1, 4)
  severity?: number;

  @Optional()
  @IsOneOf(ACCESS)
  access?: (typeof ACCESS)[number];

  @Optional()
  @Nested(() => AccusedOfficeDto)
  accusedOffice?: AccusedOfficeDto;

  @Optional()
  @IsListOf(registeredId, 50)
  contests?: string[];

  @Optional()
  @IsListOf(registeredId, 50)
  participants?: string[];

  @Optional()
  @NestedList(() => ItemDto, 50)
  items?: ItemDto[];

  /** Typed by category; `GET /v1/taxonomy` says how. */
  @Optional()
  @checked({ type: 'object', additionalProperties: true }, (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? []
      : [{ code: 'not_an_object', at: '' }],
  )
  details?: Record<string, unknown>;
}
