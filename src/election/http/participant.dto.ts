import { areaCode, areaCodeOrCountry, oneOf } from '../../http/checks.js';
import { Is, IsOneOf, IsText, IsWhole, Optional } from '../../http/fields.js';
import { Filter } from '../../http/filters.js';
import { PARTICIPANT_KINDS, type ParticipantKind } from '../domain/election.events.js';
import { RegisterPageDto, registerId } from './register.dto.js';

/** Who stands in a contest, as the election commission published it. */
export class ParticipantDto {
  @Optional()
  @Is(registerId)
  id?: string;

  @Is(registerId)
  contest!: string;

  /** By default the contest's own area. */
  @Optional()
  @Is(areaCodeOrCountry)
  area?: string;

  @IsOneOf(PARTICIPANT_KINDS)
  kind!: ParticipantKind;

  /** Ballot number. */
  @Optional()
  @IsWhole(1, 9_999)
  number?: number;

  @IsText(200)
  name!: string;
}

export class ParticipantQueryDto extends RegisterPageDto {
  /** Participants that concern the area: they stand there, above it or below it. */
  @Filter(areaCode)
  area?: string[];

  @Filter(registerId)
  contest?: string[];

  @Filter(oneOf(PARTICIPANT_KINDS))
  kind?: ParticipantKind[];
}
