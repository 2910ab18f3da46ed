import { plain } from '../taxonomy/words.js';
import { CONTEST_KINDS, type ContestKind } from './domain/election.events.js';

/** How Indonesian spreadsheets and people write the kinds. */
const SPELLINGS: Readonly<Record<ContestKind, readonly string[]>> = {
  ELECTION: ['Pemilihan serentak'],
  PRESIDENT: ['Presiden', 'Pilpres', 'Presiden dan Wakil Presiden'],
  DPR: ['DPR RI'],
  DPD: ['DPD RI'],
  DPRD_PROVINCE: ['DPRD Provinsi', 'DPRD Prov'],
  DPRD_REGENCY: ['DPRD Kabupaten/Kota', 'DPRD Kab/Kota', 'DPRD Kabupaten', 'DPRD Kota'],
  GOVERNOR: ['Gubernur', 'Pilgub', 'Gubernur dan Wakil Gubernur'],
  REGENT_MAYOR: [
    'BUPATI_WALIKOTA',
    'Bupati/Wali Kota',
    'Bupati',
    'Walikota',
    'Wali Kota',
    'Pilbup',
    'Pilwali',
    'Pilwalkot',
  ],
  VILLAGE_HEAD: ['Kepala desa', 'Kades', 'Pilkades'],
};

const KINDS = new Map(
  CONTEST_KINDS.flatMap((kind) => [kind, ...SPELLINGS[kind]].map((text) => [plain(text), kind] as const)),
);

/** The kind that a text names: a code or an Indonesian word, in any case. */
export function contestKindByText(text: string): ContestKind | undefined {
  return KINDS.get(plain(text));
}
