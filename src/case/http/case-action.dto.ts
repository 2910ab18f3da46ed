import { matching, oneOf, text } from '../../http/checks.js';
import {
  checked,
  Is,
  IsDay,
  IsInstant,
  IsListOf,
  IsOneOf,
  IsText,
  IsUuid,
  IsWhole,
  Nested,
  Optional,
} from '../../http/fields.js';

const agency = matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code', { example: 'SATPOL_PP' });

export const VERIFICATION_OUTCOMES = [
  'VERIFIED',
  'REJECTED',
  'DUPLICATE',
  'UNVERIFIABLE',
  'NOT_OURS',
] as const;
export const FIELD_ACTIONS = [
  'MEDIATION',
  'SECURING',
  'PATROL',
  'CLARIFICATION',
  'SOCIALISATION',
  'VICTIM_CARE',
  'MEETING',
  'TAKEDOWN_REQUEST',
] as const;
export const FIELD_RESULTS = ['AGREED', 'PARTLY', 'NOT_AGREED', 'ONGOING', 'DONE'] as const;
export const BODIES = [
  'BAWASLU',
  'KPU',
  'POLRI',
  'TNI',
  'KEJAKSAAN',
  'BKN',
  'APPOINTING_OFFICIAL',
  'REGENT_MAYOR',
  'INSPECTORATE',
  'DKPP',
  'KPID',
  'KOMDIGI',
  'OTHER_REGION',
] as const;
export const REFERRED_AS = ['INITIAL_INFORMATION', 'TRANSFER', 'REQUEST'] as const;
export const REFERRAL_STATES = [
  'RECEIVED',
  'INCOMPLETE',
  'REGISTERED',
  'NOT_REGISTERED',
  'HANDED_ON',
  'STOPPED',
  'WITHDRAWN',
  'PROVEN',
  'NOT_PROVEN',
  'SANCTIONED',
] as const;
export const RESOLUTIONS = [
  'REMOVED',
  'SETTLED',
  'STOPPED',
  'CORRECTED',
  'REFERRED_ON',
  'NO_VIOLATION',
  'OTHER',
] as const;

/** Number and date of a letter. */
export class LetterDto {
  @IsText(100)
  number!: string;

  @IsDay()
  date!: string;
}

export class NothingDto {}

export class ReasonDto {
  @IsText(2_000)
  reason!: string;
}

export class OptionalNoteDto {
  @Optional()
  @IsText(2_000)
  note?: string;
}

export class VerificationDto {
  @IsOneOf(VERIFICATION_OUTCOMES)
  outcome!: (typeof VERIFICATION_OUTCOMES)[number];

  /** Needed for every outcome but VERIFIED. */
  @Optional()
  @IsText(2_000)
  reason?: string;

  @Optional()
  @IsUuid()
  duplicateOf?: string;

  /** Who told the reporter, and how. */
  @Optional()
  @IsText(500)
  told?: string;
}

export class AssignmentDto {
  @Is(agency)
  lead!: string;

  @Optional()
  @IsListOf(agency, 20)
  supporting?: string[];

  @IsInstant()
  dueAt!: string;

  @Optional()
  @IsText(2_000)
  instruction?: string;
}

export class FieldActionDto {
  @IsOneOf(FIELD_ACTIONS)
  kind!: (typeof FIELD_ACTIONS)[number];

  @IsInstant()
  at!: string;

  /** Agencies, bodies and offices that took part, e.g. `POLRI`, `camat`; no names of people. */
  @Optional()
  @IsListOf(text(100), 20)
  with?: string[];

  @IsOneOf(FIELD_RESULTS)
  result!: (typeof FIELD_RESULTS)[number];

  @IsText(4_000)
  summary!: string;
}

export class InputRequestDto {
  @Is(agency)
  agency!: string;

  @IsText(2_000)
  question!: string;
}

export class InputAnswerDto {
  @IsText(4_000)
  answer!: string;
}

export class ReferralDto {
  @IsOneOf(BODIES)
  body!: (typeof BODIES)[number];

  @IsOneOf(REFERRED_AS)
  as!: (typeof REFERRED_AS)[number];

  @IsText(2_000)
  reason!: string;

  @Optional()
  @IsInstant()
  deliveredAt?: string;

  @Optional()
  @IsText(200)
  via?: string;

  @Optional()
  @Nested(() => LetterDto)
  letter?: LetterDto;
}

export class ReferralProgressDto {
  @IsOneOf(REFERRAL_STATES)
  state!: (typeof REFERRAL_STATES)[number];

  @IsInstant()
  at!: string;

  @Optional()
  @IsText(4_000)
  summary?: string;

  @Optional()
  @Is(oneOf(BODIES))
  handedTo?: (typeof BODIES)[number];

  @Optional()
  @Nested(() => LetterDto)
  letter?: LetterDto;
}

export class PromotionDto {
  @IsInstant()
  occurredAt!: string;
}

export class NoteDto {
  @IsText(10_000)
  text!: string;
}

export class EvidenceDto {
  @Is(matching(/^[0-9a-f]{64}$/, 'not_a_sha256'))
  sha256!: string;

  @Optional()
  @IsText(500)
  caption?: string;
}

export class CorrectionDto {
  /** A member of the case's body, e.g. `area`. */
  @Is(matching(/^[a-z][A-Za-z]{1,40}$/, 'not_a_field'))
  field!: string;

  /** What stands there from now on; null empties an optional field. */
  @checked({ description: 'The value that the field had in the body of the case, or null.' }, (value) =>
    value === undefined ? [{ code: 'missing', at: '' }] : [],
  )
  value!: unknown;

  @IsText(2_000)
  reason!: string;
}

export class SeverityDto {
  @IsWhole(1, 4)
  severity!: number;

  @IsText(2_000)
  reason!: string;
}

export class ResolutionDto {
  @IsOneOf(RESOLUTIONS)
  outcome!: (typeof RESOLUTIONS)[number];

  @IsText(4_000)
  summary!: string;
}

export class AccessDto {
  @IsUuid()
  person!: string;

  @IsText(2_000)
  reason!: string;
}
