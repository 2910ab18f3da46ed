import { type Term, words } from '../words.js';

/** Agencies that can lead a case, support it, be asked, or have officers. */
export const AGENCIES = [
  { code: 'SATPOL_PP', name: words('Satuan Polisi Pamong Praja (Satpol PP)', 'Civil service police unit') },
  { code: 'DLH', name: words('Dinas Lingkungan Hidup (DLH)', 'Environment agency') },
  { code: 'KOMINFO', name: words('Dinas Komunikasi dan Informatika (Kominfo)', 'Communication agency') },
  {
    code: 'KESBANGPOL',
    name: words('Badan Kesatuan Bangsa dan Politik (Kesbangpol)', 'National unity and politics agency'),
  },
  { code: 'DINKES', name: words('Dinas Kesehatan (Dinkes)', 'Health agency') },
  {
    code: 'DISDUKCAPIL',
    name: words('Dinas Kependudukan dan Pencatatan Sipil (Disdukcapil)', 'Population and civil registry'),
  },
  { code: 'INSPEKTORAT', name: words('Inspektorat Daerah', 'Regional inspectorate') },
  { code: 'DISHUB', name: words('Dinas Perhubungan (Dishub)', 'Transport agency') },
  {
    code: 'BPBD',
    name: words('Badan Penanggulangan Bencana Daerah (BPBD)', 'Regional disaster management agency'),
  },
  { code: 'DISDIK', name: words('Dinas Pendidikan (Disdik)', 'Education agency') },
  { code: 'DINSOS', name: words('Dinas Sosial (Dinsos)', 'Social affairs agency') },
  { code: 'KEMENAG', name: words('Kementerian Agama (kantor daerah)', 'Religious affairs office') },
  { code: 'BPN', name: words('Kantor Pertanahan (BPN)', 'Land office') },
  { code: 'BPS', name: words('Badan Pusat Statistik (BPS)', 'Statistics office') },
  { code: 'BIN', name: words('Badan Intelijen Negara (BIN) Daerah', 'Regional state intelligence') },
  { code: 'FKUB', name: words('Forum Kerukunan Umat Beragama (FKUB)', 'Interfaith harmony forum') },
  {
    code: 'FKDM',
    name: words('Forum Kewaspadaan Dini Masyarakat (FKDM)', 'Community early-awareness forum'),
  },
  { code: 'POLRI', name: words('Kepolisian (Polda, Polres, Polsek)', 'Police') },
  { code: 'TNI', name: words('TNI (Kodam, Kodim, Koramil)', 'Armed forces') },
  { code: 'BAWASLU', name: words('Badan Pengawas Pemilihan Umum (Bawaslu)', 'Election supervisory body') },
  { code: 'KPU', name: words('Komisi Pemilihan Umum (KPU)', 'Election commission') },
  { code: 'KEJAKSAAN', name: words('Kejaksaan (Kejati, Kejari)', 'Prosecution service') },
] as const satisfies readonly Term[];

export type AgencyCode = (typeof AGENCIES)[number]['code'];

/** An outside body to which a case is referred; `agency` is its code where it also stands among the agencies. */
export interface Body extends Term {
  readonly agency?: AgencyCode;
}

/** Bodies that take referrals. */
export const BODIES = [
  {
    code: 'BAWASLU',
    agency: 'BAWASLU',
    name: words('Badan Pengawas Pemilihan Umum (Bawaslu)', 'Election supervisory body'),
  },
  { code: 'KPU', agency: 'KPU', name: words('Komisi Pemilihan Umum (KPU)', 'Election commission') },
  { code: 'POLRI', agency: 'POLRI', name: words('Kepolisian Negara Republik Indonesia', 'National police') },
  { code: 'TNI', agency: 'TNI', name: words('Tentara Nasional Indonesia', 'Armed forces') },
  { code: 'KEJAKSAAN', agency: 'KEJAKSAAN', name: words('Kejaksaan', 'Prosecution service') },
  { code: 'BKN', name: words('Badan Kepegawaian Negara (BKN)', 'National civil service agency') },
  {
    code: 'APPOINTING_OFFICIAL',
    name: words('Pejabat Pembina Kepegawaian (PPK)', 'Appointing official of the civil servant'),
  },
  { code: 'REGENT_MAYOR', name: words('Bupati/Wali Kota', 'Regent or mayor') },
  { code: 'INSPECTORATE', agency: 'INSPEKTORAT', name: words('Inspektorat', 'Inspectorate') },
  {
    code: 'DKPP',
    name: words('Dewan Kehormatan Penyelenggara Pemilu (DKPP)', 'Ethics council of election organisers'),
  },
  {
    code: 'KPID',
    name: words('Komisi Penyiaran Indonesia Daerah (KPID)', 'Regional broadcasting commission'),
  },
  {
    code: 'KOMDIGI',
    name: words(
      'Kementerian Komunikasi dan Digital (Komdigi)',
      'Ministry of communication and digital affairs',
    ),
  },
  { code: 'OTHER_REGION', name: words('Daerah lain', 'Another region') },
] as const satisfies readonly Body[];

export type BodyCode = (typeof BODIES)[number]['code'];
