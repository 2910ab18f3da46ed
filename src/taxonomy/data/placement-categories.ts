import { words } from '../words.js';
import { category } from './category-shape.js';
import { PKPU_KAMPANYE_PEMILU, PKPU_KAMPANYE_PILKADA, rule, UU_PEMILU } from './legal-instruments.js';

const APK_ASKS = ['description', 'knownAt', 'coordinates', 'items'];

/** Campaign props and where campaigning takes place. */
export const PLACEMENT_CATEGORIES = [
  category({
    code: 'APK_PLACEMENT',
    name: words('Pelanggaran pemasangan APK/BK', 'Misplaced campaign props'),
    aliases: ['Pelanggaran APK', 'Pemasangan APK'],
    alleged: words(
      'Dugaan pelanggaran pemasangan alat peraga atau bahan kampanye',
      'Alleged misplacement of campaign props or materials',
    ),
    severity: 1,
    asks: APK_ASKS,
    lead: [
      { code: 'BAWASLU', part: words('temuan dan rekomendasi', 'finding and recommendation') },
      { code: 'KPU', part: words('surat kepada peserta', 'letter to the participant') },
      { code: 'SATPOL_PP', part: words('penertiban', 'removal') },
      { code: 'DLH', part: words('pohon dan taman', 'trees and parks'), only: ['TREE_NAILED', 'PARK_RTH'] },
    ],
    rules: [rule(PKPU_KAMPANYE_PILKADA, null, 'L18'), rule(PKPU_KAMPANYE_PEMILU, 'Pasal 70–71', 'L17')],
    notes: [
      {
        text: words(
          'Aturan daerah (Perda, Perbup/Perwal, keputusan KPU setempat) menambah titik yang boleh dan yang dilarang; periksa aturan yang berlaku pada hari kejadian.',
          'Local rules (regional regulations, decisions of the local KPU) add places that are allowed or forbidden; check what applied on the day.',
        ),
        citations: [],
        validFrom: null,
        sources: ['1c'],
      },
    ],
    lines: [
      { code: 'TREE_NAILED', id: 'Dipaku di pohon', en: 'Nailed to a tree', aliases: ['Di pohon', 'Pohon'] },
      {
        code: 'UTILITY_POLE',
        id: 'Tiang listrik/telepon',
        en: 'On an electricity or telephone pole',
        aliases: ['Di tiang listrik', 'Tiang listrik', 'Tiang telepon'],
      },
      {
        code: 'WORSHIP_PLACE',
        id: 'Di tempat ibadah',
        en: 'At a place of worship',
        aliases: ['Tempat ibadah'],
      },
      {
        code: 'SCHOOL',
        id: 'Di sekolah atau tempat pendidikan',
        en: 'At a school or place of education',
        aliases: ['Di sekolah', 'Sekolah', 'Tempat pendidikan'],
      },
      {
        code: 'HEALTH',
        id: 'Di rumah sakit atau fasilitas kesehatan',
        en: 'At a hospital or health facility',
        aliases: ['Fasilitas kesehatan'],
      },
      {
        code: 'GOV_BUILDING',
        id: 'Di gedung atau fasilitas pemerintah',
        en: 'At a government building or facility',
        aliases: ['Gedung pemerintah', 'Fasilitas pemerintah'],
      },
      {
        code: 'PROTOCOL_ROAD',
        id: 'Di jalan protokol atau jalan bebas hambatan',
        en: 'On a main road or motorway',
        aliases: ['Di jalan protokol', 'Jalan protokol'],
      },
      {
        code: 'PARK_RTH',
        id: 'Di taman atau ruang terbuka hijau (RTH)',
        en: 'In a park or green space',
        aliases: ['Taman', 'RTH', 'Taman/RTH'],
      },
      {
        code: 'PRIVATE_NO_PERMIT',
        id: 'Di lahan pribadi tanpa izin pemilik',
        en: 'On private land without the owner’s permit',
        aliases: ['Tanpa izin pemilik'],
      },
      {
        code: 'DANGEROUS',
        id: 'Membahayakan',
        en: 'Dangerous to passers-by or traffic',
        aliases: ['Membahayakan pengguna jalan'],
      },
      {
        code: 'WRONG_SIZE_DESIGN',
        id: 'Ukuran atau desain tidak sesuai ketentuan',
        en: 'Wrong size or design',
        aliases: ['Ukuran tidak sesuai', 'Desain tidak sesuai'],
      },
    ],
  }),
  category({
    code: 'APK_TIMING',
    name: words('APK di luar jadwal', 'Campaign props outside the schedule'),
    alleged: words(
      'Dugaan pemasangan APK di luar jadwal kampanye',
      'Alleged display of props outside the campaign period',
    ),
    severity: 1,
    asks: APK_ASKS,
    lead: [
      { code: 'BAWASLU', part: words('pengawasan dan rekomendasi', 'supervision and recommendation') },
      { code: 'SATPOL_PP', part: words('penertiban dan penyisiran', 'removal and sweeping') },
    ],
    rules: [
      rule(UU_PEMILU, 'Pasal 276 dan 492', 'L42'),
      rule(PKPU_KAMPANYE_PEMILU, null, 'L17'),
      rule(PKPU_KAMPANYE_PILKADA, null, 'L18'),
    ],
    lines: [
      {
        code: 'BEFORE_CAMPAIGN',
        id: 'Sebelum masa kampanye (APS)',
        en: 'Before the campaign period',
        aliases: ['APS', 'Sebelum masa kampanye'],
      },
      { code: 'MASA_TENANG', id: 'Pada masa tenang', en: 'During the quiet days', aliases: ['Masa tenang'] },
    ],
  }),
  category({
    code: 'APK_DAMAGE',
    name: words('Perusakan/penghilangan APK', 'Damaged or stolen campaign props'),
    aliases: ['Perusakan APK', 'Penghilangan APK'],
    alleged: words('Dugaan perusakan atau penghilangan APK', 'Alleged damage to or theft of campaign props'),
    severity: 2,
    asks: ['description', 'knownAt', 'items'],
    lead: [
      { code: 'BAWASLU', part: words('penerimaan laporan', 'intake of the report') },
      { code: 'POLRI', part: words('Sentra Gakkumdu', 'integrated election law enforcement') },
      { code: 'KEJAKSAAN', part: words('Sentra Gakkumdu', 'integrated election law enforcement') },
    ],
    notes: [
      {
        text: words(
          'Perusakan APK milik orang lain pernah diputus pengadilan sebagai tindak pidana pemilihan (Jawa Tengah 2024); penertiban hanya dilakukan dengan perintah yang sah.',
          'Destroying somebody’s campaign props has been judged an election crime (Central Java, 2024); removal needs a lawful order.',
        ),
        citations: [],
        validFrom: null,
        sources: ['D16'],
      },
    ],
    lines: [
      { code: 'TORN', id: 'Dirobek atau dirusak', en: 'Torn or damaged', aliases: ['Dirobek', 'Dirusak'] },
      { code: 'STOLEN', id: 'Hilang atau dicuri', en: 'Missing or stolen', aliases: ['Dicuri', 'Hilang'] },
      { code: 'BURNED', id: 'Dibakar', en: 'Burned' },
    ],
  }),
  category({
    code: 'CAMPAIGN_PLACE',
    name: words('Kampanye di tempat terlarang', 'Campaigning at a forbidden place'),
    alleged: words('Dugaan kampanye di tempat yang dilarang', 'Alleged campaigning at a forbidden place'),
    severity: 2,
    asks: ['description', 'knownAt', 'place', 'details.permit'],
    lead: [
      { code: 'BAWASLU', part: words('pengawasan dan penanganan', 'supervision and handling') },
      { code: 'KEMENAG', part: words('diberi tahu', 'is informed'), only: ['AT_WORSHIP'] },
      { code: 'DISDIK', part: words('diberi tahu', 'is informed'), only: ['AT_SCHOOL', 'AT_CAMPUS'] },
    ],
    rules: [rule(PKPU_KAMPANYE_PILKADA, null, 'L18'), rule(PKPU_KAMPANYE_PEMILU, null, 'L17')],
    lines: [
      { code: 'AT_SCHOOL', id: 'Di sekolah', en: 'At a school', aliases: ['Sekolah', 'Tempat pendidikan'] },
      {
        code: 'AT_CAMPUS',
        id: 'Di kampus atau perguruan tinggi',
        en: 'At a campus or university',
        aliases: ['Di kampus', 'Kampus', 'Perguruan tinggi'],
        asks: ['details.attributes', 'details.organiser'],
        notes: [
          {
            text: words(
              'Kampanye di perguruan tinggi baru patut diduga melanggar bila tanpa izin penanggung jawab atau dengan atribut kampanye.',
              'Campaigning at a university is a suspicion only without permission of its head or with campaign attributes.',
            ),
            citations: ['Putusan MK 65/PUU-XXI/2023', 'Putusan MK 69/PUU-XXII/2024'],
            validFrom: '2023-08-15',
            sources: ['T1'],
          },
        ],
      },
      { code: 'AT_WORSHIP', id: 'Di tempat ibadah', en: 'At a place of worship', aliases: ['Tempat ibadah'] },
      {
        code: 'AT_GOV_FACILITY',
        id: 'Di fasilitas pemerintah',
        en: 'At a government facility',
        aliases: ['Fasilitas pemerintah'],
      },
      {
        code: 'NO_PERMIT',
        id: 'Tanpa surat pemberitahuan (STTP)',
        en: 'Without a notice of campaign activity (STTP)',
        aliases: ['Tanpa STTP', 'Tanpa izin'],
        asks: ['details.organiser'],
      },
    ],
  }),
];
