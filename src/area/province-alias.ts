import { wordsOf } from './area-spelling.js';

/** Short and former names by which provinces are called. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '11': ['NAD', 'Nanggroe Aceh Darussalam'],
  '12': ['Sumut'],
  '13': ['Sumbar'],
  '16': ['Sumsel'],
  '19': ['Babel', 'Bangka Belitung'],
  '21': ['Kepri'],
  '31': ['DKI', 'DKI Jakarta', 'Jakarta', 'Daerah Khusus Jakarta'],
  '32': ['Jabar'],
  '33': ['Jateng'],
  '34': ['DIY', 'DI Yogyakarta', 'Yogyakarta'],
  '35': ['Jatim'],
  '52': ['NTB'],
  '53': ['NTT'],
  '61': ['Kalbar'],
  '62': ['Kalteng'],
  '63': ['Kalsel'],
  '64': ['Kaltim'],
  '65': ['Kaltara'],
  '71': ['Sulut'],
  '72': ['Sulteng'],
  '73': ['Sulsel'],
  '74': ['Sultra'],
  '76': ['Sulbar'],
  '82': ['Malut'],
};

const BY_ALIAS = new Map(
  Object.entries(ALIASES).flatMap(([code, names]) => names.map((name) => [wordsOf(name).join(''), code])),
);

/** Code of the province that goes by this other name. */
export function provinceCalled(words: readonly string[]): string | undefined {
  return BY_ALIAS.get(words.join(''));
}
