import { areaCodeOrCountry, oneOf, text } from '../http/checks.js';
import { Filter, FilterOnce, FilterWhole, MAX_LIMIT, QueryDto } from '../http/filters.js';
import { AREA_LEVELS, type Area, type AreaLevel } from './area.js';
import { LONGEST_NAME } from './area-spelling.js';

/** Filters of the list of areas. */
export class AreaListDto extends QueryDto {
  /** Code of the area right above; empty for the provinces. */
  @Filter(areaCodeOrCountry)
  parent?: string[];

  /** Levels of the areas. */
  @Filter(oneOf(AREA_LEVELS))
  level?: AreaLevel[];

  /** A name as people write it, also misspelt, or how it begins. */
  @FilterOnce(text(LONGEST_NAME))
  q?: string;

  /** How many items a page holds at most. */
  @FilterWhole(1, MAX_LIMIT)
  limit: number = 50;

  /** Where the page before ended; taken from `next` or the `Link` header. */
  @FilterOnce(text(2_000))
  cursor?: string;
}

const AREA = {
  type: 'object',
  required: ['code', 'name', 'level', 'path', 'zone'],
  properties: {
    code: { type: 'string' },
    name: { type: 'string' },
    level: { type: 'string', enum: [...AREA_LEVELS] },
    path: { type: 'array', items: { type: 'string' }, description: 'Names from the province down.' },
    zone: { type: 'string', enum: ['WIB', 'WITA', 'WIT'] },
  },
};

const EXAMPLE: Area = {
  code: '33.74.10.1004',
  name: 'Bulusan',
  level: 'VILLAGE',
  path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang', 'Bulusan'],
  zone: 'WIB',
};

/** How the OpenAPI document describes one area. */
export const AREA_SCHEMA = { ...AREA, example: EXAMPLE };

/** How the OpenAPI document describes a page of areas. */
export const AREA_PAGE_SCHEMA = {
  type: 'object',
  required: ['items', 'next', 'total'],
  properties: {
    items: { type: 'array', items: AREA },
    next: { type: ['string', 'null'] },
    total: { type: 'integer' },
  },
  example: { items: [EXAMPLE], next: null, total: 1 },
};
