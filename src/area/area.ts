/** The four levels of Kemendagri's codes, from the province down; a code's segments count them. */
export const AREA_LEVELS = ['PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE'] as const;

export type AreaLevel = (typeof AREA_LEVELS)[number];

/** The label by which people know a time zone. */
export type ZoneLabel = 'WIB' | 'WITA' | 'WIT';

/** An administrative area as every answer of the API shows it. */
export interface Area {
  /** Kemendagri's dotted code, e.g. `33.74.10.1004`. BPS numbers look alike and differ. */
  readonly code: string;
  /** As officials write it, e.g. `Kota Semarang`. */
  readonly name: string;
  readonly level: AreaLevel;
  /** Names from the province down to the area itself. */
  readonly path: readonly string[];
  readonly zone: ZoneLabel;
}
