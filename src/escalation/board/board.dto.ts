import { areaCodeOrCountry, matching, oneOf, text } from '../../http/checks.js';
import { AsOfDto, Filter, FilterFlag, FilterOnce, PageDto } from '../../http/filters.js';
import { ESCALATION_LEVELS } from '../policy/escalation-policy.js';

const GROUPINGS = ['area', 'agency', 'category'] as const;
const code = matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code');

/** What `GET /v1/escalations/board` takes. */
export class BoardQueryDto extends AsOfDto {
  /** By default the whole country. */
  @FilterOnce(areaCodeOrCountry)
  area?: string;

  @FilterOnce(oneOf(GROUPINGS))
  by?: (typeof GROUPINGS)[number];

  /** An instant (RFC 3339) or a position: what the numbers are compared with. */
  @FilterOnce(text(100))
  compareTo?: string;
}

/** Filters and page of `GET /v1/escalations`. */
export class EscalationsDto extends PageDto {
  @Filter(areaCodeOrCountry)
  area?: string[];

  @Filter(oneOf(ESCALATION_LEVELS))
  level?: string[];

  @FilterFlag()
  acknowledged?: boolean;

  @FilterFlag()
  overdue?: boolean;

  @FilterFlag()
  handled?: boolean;

  /** The agency that leads. */
  @Filter(code)
  agency?: string[];

  @Filter(code)
  category?: string[];
}
