/** Longest name that is looked at, in characters; the longest official one has about fifty. */
export const LONGEST_NAME = 120;

const APOSTROPHES = /['"`´‘’ʻʼ]/g;
const MARKS = /\p{M}/gu;

/**
 * The words of a name in small Latin letters and digits, without apostrophes, accents and punctuation:
 * `Kep.  Sa'dan & Fak-Fak` gives `kepulauan sadan dan fak fak`.
 */
export function wordsOf(name: string): string[] {
  return name
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('&', ' dan ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word === 'kep' ? 'kepulauan' : word));
}

/**
 * Three spellings of the same words, the strictest first: as they stand; with Roman numerals as digits and no
 * spaces (`Koto XI Tarusan`, `KOTO 11 TARUSAN`); with no spaces (`S A D U`, `Sadu`). Names are compared by the
 * first that matches anything, so that `Lubuk Pakam III` is not `Lubuk Pakam I,II`.
 */
export function spellingsOf(words: readonly string[]): [string, string, string] {
  return [words.join(' '), numbered(words), words.join('')];
}

function numbered(words: readonly string[]): string {
  return words
    .flatMap((word) => word.match(/\d+|\D+/g) ?? [])
    .map((word) => romanToDigits(word))
    .reduce((text, word) => (/\d$/.test(text) && /^\d/.test(word) ? `${text}.${word}` : text + word), '');
}

const ROMAN = /^(x{0,3})(ix|iv|v?i{0,3})$/;
const ONES = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];

/** Numerals up to 39: nobody counts villages further, and `c`, `d`, `l`, `m` are initials. */
function romanToDigits(word: string): string {
  const [, tens = '', ones = ''] = ROMAN.exec(word) ?? [];
  return tens + ones === '' ? word : String(tens.length * 10 + ONES.indexOf(ones));
}

/** Abbreviations with which names are written; only good enough for suggestions, since most have two readings. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  bdr: 'bandar',
  bt: 'batu',
  btg: 'batang',
  gg: 'gunung',
  gn: 'gunung',
  jkt: 'jakarta',
  kb: 'kebun',
  kp: 'kampung',
  kr: 'karang',
  kt: 'koto',
  lb: 'lubuk',
  lbk: 'lubuk',
  mns: 'meunasah',
  ma: 'muara',
  pd: 'padang',
  perk: 'perkebunan',
  pl: 'pulau',
  ps: 'pasar',
  psr: 'pasar',
  sdg: 'sindang',
  sei: 'sungai',
  sp: 'simpang',
  tg: 'tanjung',
  tj: 'tanjung',
  tl: 'teluk',
  tlk: 'teluk',
  ujg: 'ujung',
};

/** The words with their abbreviations written out. */
export function writtenOut(words: readonly string[]): string[] {
  return words.map((word) => ABBREVIATIONS[word] ?? word);
}

/** Pairs of neighbouring letters of a text, with its edges. */
export function pairsOf(text: string): Set<string> {
  const edged = `^${text}$`;
  return new Set(Array.from({ length: edged.length - 1 }, (_, at) => edged.slice(at, at + 2)));
}

/** How alike two texts are by their pairs (Dice): 0 nothing shared, 1 the same. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
