import type { LegalNote } from '../taxonomy.js';
import { words } from '../words.js';
import { category } from './category-shape.js';
import { PP_DISIPLIN, PP_KODE_ETIK, rule, SKB_NETRALITAS, UU_PILKADA } from './legal-instruments.js';

const ASN_TO_BKN: LegalNote = {
  text: words(
    'Sejak 2024 rekomendasi netralitas ASN disampaikan kepada BKN; sebelumnya kepada KASN (SE MenPANRB 4/2024).',
    'Since 2024 recommendations on the neutrality of civil servants go to BKN; before that to KASN (SE MenPANRB 4/2024).',
  ),
  citations: ['SE MenPANRB 4/2024'],
  validFrom: '2024',
  sources: ['L35'],
};
const VILLAGE_HEAD_TO_REGENT: LegalNote = {
  text: words(
    'Rekomendasi tentang kepala desa dan perangkat desa disampaikan kepada bupati.',
    'Recommendations on village heads and village officials go to the regent.',
  ),
  citations: [],
  validFrom: null,
  sources: ['D15b'],
};

/** What people in office are suspected of. */
export const OFFICE_CATEGORIES = [
  category({
    code: 'STATE_RESOURCE',
    name: words('Penyalahgunaan fasilitas/kewenangan', 'Misuse of state facilities or authority'),
    aliases: ['Penyalahgunaan fasilitas', 'Penyalahgunaan kewenangan', 'Penyalahgunaan fasilitas negara'],
    alleged: words(
      'Dugaan penyalahgunaan fasilitas atau kewenangan',
      'Alleged misuse of state facilities or authority',
    ),
    severity: 2,
    asks: ['description', 'knownAt'],
    restricted: true,
    lead: [
      { code: 'BAWASLU', part: words('penanganan', 'handling') },
      { code: 'INSPEKTORAT', part: words('pemeriksaan internal', 'internal inspection') },
    ],
    rules: [rule(UU_PILKADA, 'Pasal 71', 'L43')],
    lines: [
      { code: 'VEHICLE', id: 'Kendaraan dinas', en: 'Official vehicle' },
      {
        code: 'BUILDING',
        id: 'Gedung atau rumah dinas',
        en: 'Official building or residence',
        aliases: ['Gedung'],
      },
      {
        code: 'BANSOS',
        id: 'Bantuan sosial (bansos)',
        en: 'Social assistance',
        aliases: ['Bansos', 'Bantuan sosial'],
      },
      {
        code: 'OFFICIAL_NO_LEAVE',
        id: 'Pejabat berkampanye tanpa cuti',
        en: 'Official campaigning without leave',
        aliases: ['Tanpa cuti', 'Pejabat tanpa cuti'],
        asks: ['accusedOffice'],
      },
    ],
  }),
  category({
    code: 'NEUTRALITY',
    name: words('Netralitas', 'Neutrality'),
    aliases: ['Netralitas ASN', 'Pelanggaran netralitas'],
    alleged: words('Dugaan pelanggaran netralitas', 'Alleged breach of neutrality'),
    severity: 2,
    asks: ['description', 'knownAt'],
    restricted: true,
    lead: [
      { code: 'BAWASLU', part: words('penanganan dan rekomendasi', 'handling and recommendation') },
      {
        code: 'BKN',
        part: words('tindak lanjut atas ASN', 'follow-up on civil servants'),
        only: ['ASN_SOCIAL_MEDIA', 'ASN_POSE', 'ASN_ATTEND', 'ASN_ACTIVE'],
        validFrom: '2024',
      },
      {
        code: 'APPOINTING_OFFICIAL',
        part: words('sanksi atas ASN', 'sanctions on civil servants'),
        only: ['ASN_SOCIAL_MEDIA', 'ASN_POSE', 'ASN_ATTEND', 'ASN_ACTIVE'],
      },
      {
        code: 'REGENT_MAYOR',
        part: words('pembinaan kepala desa dan perangkat desa', 'discipline of village heads and officials'),
        only: ['KADES', 'PERANGKAT_DESA'],
      },
      {
        code: 'DKPP',
        part: words('kode etik penyelenggara', 'ethics of organisers'),
        only: ['PENYELENGGARA'],
      },
    ],
    rules: [
      rule(SKB_NETRALITAS, null, 'L34c'),
      rule(PP_DISIPLIN, null, 'L34'),
      rule(PP_KODE_ETIK, null, 'L34'),
      rule(UU_PILKADA, 'Pasal 71', 'L43'),
    ],
    notes: [ASN_TO_BKN],
    lines: [
      {
        code: 'ASN_SOCIAL_MEDIA',
        id: 'ASN: unggahan atau dukungan di media sosial',
        en: 'Civil servant: posts or support on social media',
        aliases: ['ASN di media sosial', 'ASN medsos'],
      },
      {
        code: 'ASN_POSE',
        id: 'ASN: foto berpose atau beratribut dukungan',
        en: 'Civil servant: photo with a pose or attribute of support',
        aliases: ['ASN berpose', 'ASN pose'],
      },
      {
        code: 'ASN_ATTEND',
        id: 'ASN: menghadiri kampanye atau deklarasi',
        en: 'Civil servant: attending a campaign or declaration',
        aliases: ['ASN hadir kampanye', 'ASN menghadiri kampanye'],
      },
      {
        code: 'ASN_ACTIVE',
        id: 'ASN: ikut aktif berkampanye',
        en: 'Civil servant: active in a campaign',
        aliases: ['ASN aktif berkampanye'],
      },
      {
        code: 'KADES',
        id: 'Kepala desa',
        en: 'Village head',
        aliases: ['Kades'],
        asks: ['accusedOffice'],
        notes: [VILLAGE_HEAD_TO_REGENT],
      },
      {
        code: 'PERANGKAT_DESA',
        id: 'Perangkat desa',
        en: 'Village official',
        asks: ['accusedOffice'],
        notes: [VILLAGE_HEAD_TO_REGENT],
      },
      {
        code: 'TNI_POLRI',
        id: 'Anggota TNI atau Polri',
        en: 'Member of the armed forces or police',
        aliases: ['TNI/Polri'],
      },
      {
        code: 'LINMAS',
        id: 'Petugas Linmas',
        en: 'Community protection officer (Linmas)',
        aliases: ['Linmas'],
      },
      {
        code: 'PENYELENGGARA',
        id: 'Penyelenggara (PPK, PPS, KPPS, Panwas)',
        en: 'Election organiser (PPK, PPS, KPPS, Panwas)',
        aliases: ['Penyelenggara', 'Penyelenggara pemilu', 'Penyelenggara pemilihan'],
      },
    ],
  }),
];
