import type { LegalBasis } from '../taxonomy.js';
import { type Words, words } from '../words.js';
import type { SourceKey } from './sources.js';

/** A law or regulation, with the day from which it may be cited and where that was read. */
type Instrument = Pick<LegalBasis, 'citation' | 'about' | 'validFrom' | 'validUntil'>;

export const UU_PENANGANAN_KONFLIK: Instrument = {
  citation: 'UU 7/2012',
  about: words('Penanganan konflik sosial', 'Handling of social conflict'),
  validFrom: '2012-05-10',
  validUntil: null,
};
/** Day of signature: T4. */
export const UU_PEMILU: Instrument = {
  citation: 'UU 7/2017',
  about: words('Pemilihan umum', 'General elections'),
  validFrom: '2017-08-15',
  validUntil: null,
};
/** Day of signature: T3. */
export const UU_PILKADA: Instrument = {
  citation: 'UU 10/2016',
  about: words('Pemilihan gubernur, bupati dan wali kota', 'Elections of governors, regents and mayors'),
  validFrom: '2016-07-01',
  validUntil: null,
};
export const UU_PILKADA_AS_A_WHOLE: Instrument = {
  citation: 'UU 1/2015 jo. UU 8/2015, UU 10/2016, UU 6/2020',
  about: words(
    'Pemilihan gubernur, bupati dan wali kota: ketentuan pidana',
    'Elections of governors, regents and mayors: criminal provisions',
  ),
  validFrom: '2015',
  validUntil: null,
};
/** Day of signature: T5. */
export const UU_ITE: Instrument = {
  citation: 'UU 1/2024',
  about: words('Informasi dan transaksi elektronik (ITE)', 'Electronic information and transactions'),
  validFrom: '2024-01-02',
  validUntil: null,
};
/** Day of signature: T6. */
export const PKPU_KAMPANYE_PEMILU: Instrument = {
  citation: 'PKPU 15/2023 jo. PKPU 20/2023',
  about: words('Kampanye pemilihan umum', 'Campaigning in general elections'),
  validFrom: '2023-07-14',
  validUntil: null,
};
export const PKPU_KAMPANYE_PILKADA: Instrument = {
  citation: 'PKPU 13/2024',
  about: words('Kampanye pemilihan kepala daerah', 'Campaigning in regional elections'),
  validFrom: '2024',
  validUntil: null,
};
export const PKPU_PUNGUT_HITUNG: Instrument = {
  citation: 'PKPU 17/2024',
  about: words('Pemungutan dan penghitungan suara', 'Voting and counting'),
  validFrom: '2024',
  validUntil: null,
};
export const SKB_NETRALITAS: Instrument = {
  citation: 'SKB MenPANRB 2/2022, Mendagri 800-5474, BKN 246, KASN 30, Bawaslu 1447.1',
  about: words(
    'Pedoman pembinaan dan pengawasan netralitas ASN',
    'Guidance on the neutrality of civil servants',
  ),
  validFrom: '2022-09-22',
  validUntil: null,
};
export const PP_DISIPLIN: Instrument = {
  citation: 'PP 94/2021',
  about: words('Disiplin pegawai negeri sipil', 'Discipline of civil servants'),
  validFrom: '2021',
  validUntil: null,
};
export const PP_KODE_ETIK: Instrument = {
  citation: 'PP 42/2004',
  about: words('Kode etik pegawai negeri sipil', 'Code of ethics of civil servants'),
  validFrom: '2004',
  validUntil: null,
};
export const PERMENDAGRI_KEWASPADAAN_DINI: Instrument = {
  citation: 'Permendagri 2/2018 jo. 46/2019',
  about: words('Kewaspadaan dini di daerah', 'Early awareness in the regions'),
  validFrom: '2018',
  validUntil: null,
};

/** A rule as it stands in a category before the category's wording of the suspicion is added. */
export type Rule = Omit<LegalBasis, 'alleged'>;

/** Cites an instrument as a whole (null) or one of its articles. */
export function rule(instrument: Instrument, article: string | null, source: SourceKey): Rule {
  return { ...instrument, article, source };
}

/** Adds the wording of the suspicion to a category's rules. */
export function allegedUnder(alleged: Words, rules: readonly Rule[]): LegalBasis[] {
  return rules.map((each) => ({ ...each, alleged }));
}
