import { wordsOf } from './area-spelling.js';

/** What sets areas of one name apart. */
export type Kind = 'province' | 'kabupaten' | 'kota' | 'kecamatan' | 'kelurahan' | 'desa';

/** What a written name may say: a name without the word for its kind, and that kind if it was written. */
export interface Reading {
  readonly words: readonly string[];
  readonly kind?: Kind;
}

type KindWords = Readonly<Record<string, Kind>>;

/** Words in the column Kabupaten/Kota. */
const REGENCY_WORDS: KindWords = {
  kab: 'kabupaten',
  kabupaten: 'kabupaten',
  kota: 'kota',
  kotamadya: 'kota',
  kodya: 'kota',
  prov: 'province',
  provinsi: 'province',
  propinsi: 'province',
};
const ADMINISTRATIVE = ['adm', 'administrasi'];
const GLUED = /^(kabupaten|kotamadya|kota|kab)(?:administrasi|adm)?(.+)$/;

/** Words for a kecamatan; kapanewon and kemantren in Yogyakarta, distrik in Papua. */
const DISTRICT_WORDS: KindWords = {
  kec: 'kecamatan',
  kecamatan: 'kecamatan',
  distrik: 'kecamatan',
  kapanewon: 'kecamatan',
  kemantren: 'kecamatan',
};

/** Words for a village everywhere. */
const VILLAGE_WORDS: KindWords = { desa: 'desa', ds: 'desa', kel: 'kelurahan', kelurahan: 'kelurahan' };

/** Words for a village by province; elsewhere they belong to the name. */
const LOCAL_VILLAGE_WORDS: Readonly<Record<string, readonly string[]>> = {
  '11': ['gampong', 'kampung'],
  '13': ['nagari'],
  '14': ['kampung'],
  '18': ['kampung', 'pekon', 'tiyuh'],
  '34': ['kalurahan'],
  '64': ['kampung'],
  '73': ['lembang'],
  '81': ['negeri', 'ohoi'],
  '91': ['kampung'],
  '92': ['kampung'],
  '93': ['kampung'],
  '94': ['kampung'],
  '95': ['kampung'],
  '96': ['kampung'],
};

/** An official name without the kind of a kab/kota, and the area's kind; of a village by its number. */
export function officialReading(code: string, name: string): Required<Reading> {
  const words = wordsOf(name);
  if (code.length === 2) return { kind: 'province', words };
  if (code.length === 5) return prefixed(words, REGENCY_WORDS) ?? { kind: 'kabupaten', words };
  if (code.length === 8) return { kind: 'kecamatan', words };
  return { kind: code.at(-4) === '1' ? 'kelurahan' : 'desa', words };
}

/**
 * Readings of the column Kabupaten/Kota, the likeliest first. `Kota Baru` may be the kabupaten of Kotabaru, and
 * `Lima Puluh Kota` is no kota, so the whole is a name too where the word for its kind leads nowhere.
 */
export function regencyReadings(text: string): Reading[] {
  const words = wordsOf(text);
  const last = REGENCY_WORDS[words.at(-1) ?? ''];
  const [, glued = '', rest = ''] = GLUED.exec(words.join('')) ?? [];
  return [
    prefixed(words, REGENCY_WORDS),
    { words },
    last && { kind: last, words: words.slice(0, -1) },
    glued === '' ? undefined : { kind: REGENCY_WORDS[glued], words: [rest] },
  ].filter((reading) => reading !== undefined);
}

/** Readings of the column Kecamatan: as it stands, then without the word for it. */
export function districtReadings(text: string): Reading[] {
  const words = wordsOf(text);
  return [{ words }, prefixed(words, DISTRICT_WORDS)].filter((reading) => reading !== undefined);
}

/** Readings of the column Kelurahan/Desa within a province: as it stands, then without the word for it. */
export function villageReadings(text: string, province: string): Reading[] {
  const words = wordsOf(text);
  const local = LOCAL_VILLAGE_WORDS[province]?.map((word) => [word, 'desa']) ?? [];
  const bare = prefixed(words, { ...VILLAGE_WORDS, ...Object.fromEntries(local) });
  return [{ words }, bare].filter((reading) => reading !== undefined);
}

/** What somebody looks for: any level's word may stand first. */
export function searchReading(text: string): Reading {
  const words = wordsOf(text);
  return prefixed(words, { ...REGENCY_WORDS, ...DISTRICT_WORDS, ...VILLAGE_WORDS }) ?? { words };
}

/** The name after the word for its kind; undefined without such a word or without a name. */
function prefixed(words: readonly string[], kinds: KindWords): Required<Reading> | undefined {
  const [first = '', second = ''] = words;
  const kind = kinds[first];
  const rest = words.slice(ADMINISTRATIVE.includes(second) ? 2 : 1);
  return kind === undefined || rest.length === 0 ? undefined : { kind, words: rest };
}
