import { depthOf } from '../kernel/grant.js';
import { LOCAL_UNIT_NAMES, type LocalUnit } from './data/local-names.js';

/** A kota has 71 or more as its second segment, a kabupaten less (Kemendagri's numbering). */
const FIRST_KOTA = 71;

/** What kind of area people there call it, e.g. `gampong`, `distrik`, `kelurahan`. */
export function areaWord(area: string): string {
  switch (depthOf(area)) {
    case 0:
      return 'negara';
    case 1:
      return 'provinsi';
    case 2:
      return isInKota(area) ? 'kota' : 'kabupaten';
    case 3:
      return localWord(area, 'DISTRICT', isInKota(area)) ?? 'kecamatan';
    default:
      return isKelurahan(area) ? 'kelurahan' : (localWord(area, 'VILLAGE', false) ?? 'desa');
  }
}

function localWord(area: string, unit: LocalUnit, urban: boolean): string | undefined {
  const entries = LOCAL_UNIT_NAMES.filter((name) => name.unit === unit && area.startsWith(`${name.area}.`));
  const nearest = entries.reduce<(typeof entries)[number] | undefined>(
    (best, entry) => (best === undefined || entry.area.length > best.area.length ? entry : best),
    undefined,
  );
  return urban ? (nearest?.urban ?? nearest?.word) : nearest?.word;
}

function isInKota(area: string): boolean {
  return Number(area.split('.')[1]) >= FIRST_KOTA;
}

/** The last segment of a kelurahan begins with 1, of a desa with 2. */
function isKelurahan(area: string): boolean {
  return area.split('.')[3]?.startsWith('1') ?? false;
}
