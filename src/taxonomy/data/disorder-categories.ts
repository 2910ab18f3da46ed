import type { LegalNote } from '../taxonomy.js';
import { words } from '../words.js';
import { category } from './category-shape.js';
import {
  PERMENDAGRI_KEWASPADAAN_DINI,
  rule,
  UU_PENANGANAN_KONFLIK,
  UU_PILKADA_AS_A_WHOLE,
} from './legal-instruments.js';

const WHAT_SOCIAL_CONFLICT_IS: LegalNote = {
  text: words(
    'Konflik sosial menurut UU 7/2012 mensyaratkan benturan dengan kekerasan antara dua kelompok masyarakat atau lebih, dalam waktu tertentu dan berdampak luas; kejadian tunggal belum tentu konflik sosial.',
    'Social conflict under UU 7/2012 needs violence between two or more community groups, for some time and with wide impact; a single incident need not be one.',
  ),
  citations: ['UU 7/2012'],
  validFrom: '2012-05-10',
  sources: ['L1'],
};

/** Violence, threats and tension, in an election or between elections. */
export const DISORDER_CATEGORIES = [
  category({
    code: 'GROUP_CLASH',
    name: words('Bentrokan/gangguan antarkelompok', 'Clash or disturbance between groups'),
    aliases: ['Bentrokan', 'Bentrokan antarkelompok', 'Gangguan antarkelompok'],
    alleged: words(
      'Dugaan bentrokan atau gangguan antarkelompok',
      'Alleged clash or disturbance between groups',
    ),
    severity: 3,
    asks: ['description', 'details.groups', 'details.crowd'],
    lead: [
      { code: 'POLRI', part: words('penghentian kekerasan', 'stops the violence') },
      { code: 'KESBANGPOL', part: words('sekretariat tim terpadu', 'secretariat of the integrated team') },
    ],
    rules: [rule(UU_PENANGANAN_KONFLIK, null, 'L1')],
    notes: [WHAT_SOCIAL_CONFLICT_IS],
    lines: [
      {
        code: 'VERBAL',
        id: 'Adu mulut atau saling ejek',
        en: 'Verbal clash',
        aliases: ['Adu mulut', 'Cekcok'],
      },
      {
        code: 'MASS_GATHERING',
        id: 'Pengerahan atau konsentrasi massa',
        en: 'Massing of crowds',
        aliases: ['Konsentrasi massa', 'Pengerahan massa', 'Pengumpulan massa'],
      },
      { code: 'UNRULY_PROTEST', id: 'Unjuk rasa ricuh', en: 'Unruly protest', aliases: ['Demo ricuh'] },
      {
        code: 'BRAWL',
        id: 'Perkelahian atau bentrok fisik',
        en: 'Brawl',
        aliases: ['Perkelahian', 'Bentrok fisik', 'Bentrok'],
        asks: ['details.injured'],
      },
      {
        code: 'ATTACK_PROPERTY',
        id: 'Penyerangan atau perusakan bangunan',
        en: 'Attack on property',
        severity: 4,
        aliases: ['Perusakan bangunan', 'Penyerangan bangunan'],
        asks: ['details.buildings', 'details.injured'],
      },
      {
        code: 'ARSON',
        id: 'Pembakaran',
        en: 'Arson',
        severity: 4,
        asks: ['details.buildings', 'details.dead', 'details.injured'],
      },
      {
        code: 'WEAPON',
        id: 'Penggunaan senjata',
        en: 'Use of weapons',
        severity: 4,
        aliases: ['Senjata', 'Senjata tajam'],
        asks: ['details.weapons', 'details.dead', 'details.injured'],
      },
    ],
  }),
  category({
    code: 'INTIMIDATION',
    name: words('Intimidasi', 'Intimidation'),
    alleged: words('Dugaan intimidasi', 'Alleged intimidation'),
    severity: 3,
    asks: ['description', 'knownAt'],
    lead: [
      {
        code: 'POLRI',
        part: words('penanganan, Sentra Gakkumdu', 'handling, integrated election law enforcement'),
      },
      { code: 'BAWASLU', part: words('penerimaan laporan', 'intake of the report') },
    ],
    rules: [rule(UU_PILKADA_AS_A_WHOLE, null, '1c')],
    lines: [
      { code: 'VOTER', id: 'Terhadap pemilih', en: 'Of voters', aliases: ['Pemilih'] },
      { code: 'OFFICER', id: 'Terhadap petugas', en: 'Of officials', aliases: ['Petugas'] },
      {
        code: 'JOURNALIST',
        id: 'Terhadap wartawan',
        en: 'Of journalists',
        aliases: ['Wartawan', 'Jurnalis'],
      },
      {
        code: 'CANDIDATE',
        id: 'Terhadap calon atau tim kampanye',
        en: 'Of candidates or their teams',
        aliases: ['Calon', 'Terhadap calon', 'Paslon'],
      },
    ],
  }),
  category({
    code: 'COMMUNITY_CONFLICT',
    name: words('Konflik masyarakat', 'Community conflict'),
    aliases: ['Konflik warga'],
    alleged: words('Dugaan konflik masyarakat', 'Alleged community conflict'),
    severity: 2,
    asks: ['description', 'details.groups'],
    lead: [
      { code: 'KESBANGPOL', part: words('sekretariat tim terpadu', 'secretariat of the integrated team') },
      { code: 'POLRI', part: words('penghentian kekerasan', 'stops the violence') },
      {
        code: 'FKUB',
        part: words('mediasi kerukunan', 'interfaith mediation'),
        only: ['WORSHIP_SITE', 'IDENTITY'],
      },
    ],
    rules: [rule(UU_PENANGANAN_KONFLIK, null, 'L1')],
    notes: [WHAT_SOCIAL_CONFLICT_IS],
    lines: [
      {
        code: 'LAND_RESOURCE',
        id: 'Lahan/sumber daya',
        en: 'Land or resources',
        aliases: ['Sengketa lahan', 'Lahan', 'Sumber daya'],
      },
      { code: 'BOUNDARY', id: 'Tapal batas', en: 'Boundary', aliases: ['Batas wilayah'] },
      {
        code: 'WORSHIP_SITE',
        id: 'Rumah ibadah',
        en: 'House of worship',
        aliases: ['Pendirian rumah ibadah'],
      },
      { code: 'IDENTITY', id: 'Identitas (suku, agama, golongan)', en: 'Identity', aliases: ['Identitas'] },
      {
        code: 'VILLAGE_ELECTION',
        id: 'Pilkades',
        en: 'Village head election',
        aliases: ['Pemilihan kepala desa', 'Sengketa pilkades'],
      },
      { code: 'LABOUR', id: 'Ketenagakerjaan', en: 'Labour', aliases: ['Perburuhan', 'Hubungan industrial'] },
      {
        code: 'YOUTH_BRAWL',
        id: 'Tawuran',
        en: 'Youth brawl',
        aliases: ['Tawuran pelajar', 'Tawuran remaja'],
        asks: ['details.injured', 'details.weapons'],
      },
      {
        code: 'MOB_JUSTICE',
        id: 'Main hakim sendiri',
        en: 'Mob justice',
        severity: 4,
        asks: ['details.dead', 'details.injured'],
      },
    ],
  }),
  category({
    code: 'SOCIAL_TENSION',
    name: words('Kerawanan sosial (potensi)', 'Social tension (potential)'),
    aliases: ['Kerawanan sosial'],
    alleged: words('Dugaan kerawanan sosial', 'Alleged social tension'),
    severity: 1,
    asks: ['description', 'place'],
    lead: [
      { code: 'KESBANGPOL', part: words('deteksi dini', 'early detection') },
      { code: 'FKDM', part: words('kewaspadaan dini', 'early awareness') },
      { code: 'FKUB', part: words('mediasi kerukunan', 'interfaith mediation') },
    ],
    rules: [rule(PERMENDAGRI_KEWASPADAAN_DINI, null, 'L40')],
    lines: [
      {
        code: 'NEIGHBOUR_SPLIT',
        id: 'Perpecahan antarwarga atau tetangga',
        en: 'Split between neighbours',
        aliases: ['Perpecahan warga', 'Perpecahan tetangga'],
      },
      {
        code: 'IDENTITY_RUMOUR',
        id: 'Isu atau rumor identitas',
        en: 'Rumour about identity',
        aliases: ['Rumor identitas'],
      },
      {
        code: 'ORMAS_FRICTION',
        id: 'Gesekan antarormas',
        en: 'Friction between mass organisations',
        aliases: ['Gesekan ormas'],
      },
      {
        code: 'SYMBOL_DISPUTE',
        id: 'Sengketa simbol atau atribut',
        en: 'Dispute over symbols or attributes',
        aliases: ['Sengketa simbol'],
      },
    ],
  }),
];
