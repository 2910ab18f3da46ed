import { areaCodeOrCountry } from '../../../http/checks.js';
import { IsInstant, IsOneOf, IsText, IsUuid, Optional } from '../../../http/fields.js';
import { Filter, FilterFlag, PageDto } from '../../../http/filters.js';

const VIA = ['APP', 'PHONE', 'WHATSAPP', 'RADIO', 'IN_PERSON'] as const;

/** Filters and page of `GET /v1/clusters`. */
export class ClusterListDto extends PageDto {
  /** Clusters that lie in the area or below it. */
  @Filter(areaCodeOrCountry)
  area?: string[];

  @FilterFlag()
  open?: boolean;
}

export class ClusterAcknowledgementDto {
  /** For whom the desk records it: head, duty officer or secretary of the holding office. */
  @Optional()
  @IsUuid()
  by?: string;

  @IsOneOf(VIA)
  via!: (typeof VIA)[number];

  /** When it was said; by default now. */
  @Optional()
  @IsInstant()
  at?: string;

  @Optional()
  @IsText(2_000)
  note?: string;
}

export class ClusterClosureDto {
  @IsText(2_000)
  reason!: string;
}
