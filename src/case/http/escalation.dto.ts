import { ESCALATION_LEVELS, type EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import { IsInstant, IsOneOf, IsText, IsUuid, Optional } from '../../http/fields.js';

const VIA = ['APP', 'PHONE', 'WHATSAPP', 'RADIO', 'IN_PERSON'] as const;

/** To which level, and why. */
export class LevelDto {
  @IsOneOf(ESCALATION_LEVELS)
  to!: EscalationLevel;

  @IsText(2_000)
  reason!: string;
}

export class AcknowledgementDto {
  /** The head or duty officer who acknowledged it, where somebody else writes it down. */
  @Optional()
  @IsUuid()
  by?: string;

  @IsOneOf(VIA)
  via!: (typeof VIA)[number];

  /** When it was said; default now. */
  @Optional()
  @IsInstant()
  at?: string;

  @Optional()
  @IsText(2_000)
  note?: string;
}

export class InformedDto {
  /** A group, never a person: `WhatsApp Forkopimcam Tembalang`. */
  @IsText(200)
  group!: string;

  @IsText(50)
  via!: string;

  @IsInstant()
  at!: string;
}
