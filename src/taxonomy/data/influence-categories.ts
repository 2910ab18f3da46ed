import type { LegalNote } from '../taxonomy.js';
import { words } from '../words.js';
import { category } from './category-shape.js';
import {
  PKPU_KAMPANYE_PEMILU,
  PKPU_KAMPANYE_PILKADA,
  rule,
  UU_ITE,
  UU_PEMILU,
  UU_PILKADA,
} from './legal-instruments.js';

const DISORDER_IN_PHYSICAL_SPACE: LegalNote = {
  text: words(
    'Kerusuhan dalam Pasal 28 ayat (3) dan Pasal 45A ayat (3) UU 1/2024 hanya berarti gangguan ketertiban umum di ruang fisik, bukan di ruang digital.',
    'Disorder in article 28(3) and 45A(3) of UU 1/2024 means disorder in physical space only, not in digital space.',
  ),
  citations: ['Putusan MK 115/PUU-XXII/2024'],
  validFrom: '2025-04-29',
  sources: ['1c', 'T2'],
};

/** Gifts and words by which votes are said to be won. */
export const INFLUENCE_CATEGORIES = [
  category({
    code: 'MONEY_POLITICS',
    name: words('Politik uang', 'Vote buying'),
    aliases: ['Money politics', 'Politik uang atau materi lainnya'],
    alleged: words('Dugaan politik uang', 'Alleged vote buying'),
    severity: 3,
    asks: ['description', 'knownAt'],
    lead: [
      {
        code: 'BAWASLU',
        part: words('penanganan, Sentra Gakkumdu', 'handling, integrated election law enforcement'),
      },
      { code: 'POLRI', part: words('Sentra Gakkumdu', 'integrated election law enforcement') },
      { code: 'KEJAKSAAN', part: words('Sentra Gakkumdu', 'integrated election law enforcement') },
    ],
    rules: [rule(UU_PILKADA, 'Pasal 187A', 'D4c'), rule(UU_PEMILU, 'Pasal 515 dan 523', 'L42')],
    lines: [
      {
        code: 'CASH',
        id: 'Uang tunai',
        en: 'Cash',
        aliases: ['Uang'],
        asks: ['details.amount', 'details.recipients'],
      },
      {
        code: 'GOODS',
        id: 'Barang atau sembako',
        en: 'Goods or staple foods',
        aliases: ['Barang', 'Sembako'],
        asks: ['details.recipients'],
      },
      {
        code: 'SERVICES',
        id: 'Jasa atau layanan',
        en: 'Services',
        aliases: ['Jasa'],
        asks: ['details.recipients'],
      },
      {
        code: 'PROMISE',
        id: 'Janji uang atau materi',
        en: 'Promise of money or goods',
        aliases: ['Janji'],
        asks: ['details.recipients'],
      },
      {
        code: 'SERANGAN_FAJAR',
        id: 'Serangan fajar',
        en: 'Handouts on the eve or morning of voting',
        asks: ['details.kind', 'details.amount', 'details.recipients'],
      },
      {
        code: 'POTENTIAL',
        id: 'Potensi (ditemukan sebelum dibagikan)',
        en: 'Potential (found before it was handed out)',
        aliases: ['Potensi', 'Potensi politik uang'],
        asks: ['details.kind'],
      },
    ],
  }),
  category({
    code: 'CONTENT',
    name: words('Konten siber', 'Online content'),
    aliases: ['Konten', 'Konten media sosial', 'Konten internet'],
    alleged: words('Dugaan pelanggaran konten internet', 'Alleged unlawful online content'),
    severity: 2,
    asks: ['description', 'knownAt', 'details.links'],
    lead: [
      { code: 'KOMINFO', part: words('meminta turunkan konten', 'asks for the take-down') },
      { code: 'KOMDIGI', part: words('menurunkan konten', 'takes the content down') },
      { code: 'BAWASLU', part: words('pengawasan kampanye', 'supervision of the campaign') },
      { code: 'POLRI', part: words('siber', 'cyber unit') },
    ],
    rules: [
      rule(UU_ITE, 'Pasal 28 ayat (2) dan (3)', '1c'),
      rule(PKPU_KAMPANYE_PEMILU, null, '1c'),
      rule(PKPU_KAMPANYE_PILKADA, null, '1c'),
    ],
    notes: [DISORDER_IN_PHYSICAL_SPACE],
    lines: [
      { code: 'HOAX', id: 'Hoaks', en: 'Hoax', aliases: ['Hoax', 'Berita bohong'] },
      { code: 'HATE_SPEECH', id: 'Ujaran kebencian', en: 'Hate speech' },
      { code: 'BLACK_CAMPAIGN', id: 'Kampanye hitam', en: 'Smear campaign', aliases: ['Black campaign'] },
      {
        code: 'SARA',
        id: 'Isu SARA (suku, agama, ras, antargolongan)',
        en: 'Ethnic, religious, racial or group hostility (SARA)',
        aliases: ['SARA', 'Isu SARA', 'Politisasi SARA'],
      },
      {
        code: 'INCITEMENT',
        id: 'Hasutan atau provokasi',
        en: 'Incitement',
        aliases: ['Hasutan', 'Provokasi'],
      },
      {
        code: 'DEEPFAKE',
        id: 'Deepfake atau konten rekayasa AI',
        en: 'Deepfake or AI-made content',
        aliases: ['Deepfake'],
      },
      {
        code: 'CYBER_MASA_TENANG',
        id: 'Kampanye daring pada masa tenang',
        en: 'Online campaigning during the quiet days',
        aliases: ['Kampanye siber masa tenang', 'Siber masa tenang'],
      },
    ],
  }),
];
