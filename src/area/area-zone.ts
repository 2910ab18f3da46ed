import type { ZoneLabel } from './area.js';

/** A time zone as people call it and as the tz database does. */
export interface AreaZone {
  readonly label: ZoneLabel;
  readonly iana: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';
}

const WIB: AreaZone = { label: 'WIB', iana: 'Asia/Jakarta' };
const WITA: AreaZone = { label: 'WITA', iana: 'Asia/Makassar' };
const WIT: AreaZone = { label: 'WIT', iana: 'Asia/Jayapura' };

/**
 * Provinces outside WIB by their codes, after Keppres 41/1987. Provinces made later keep the zone of the one
 * they were split from.
 */
const PROVINCES = new Map<string, AreaZone>([
  ...['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76'].map(
    (code) => [code, WITA] as const,
  ),
  ...['81', '82', '91', '92', '93', '94', '95', '96'].map((code) => [code, WIT] as const),
]);

/** The zone of an area by its province; the country as a whole goes by WIB, the capital's. */
export function zoneOf(code: string): AreaZone {
  return PROVINCES.get(code.slice(0, 2)) ?? WIB;
}
