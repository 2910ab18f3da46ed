import { AreaRegister } from '../../area/area.register.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import type { HeldNews, News } from '../news.js';
import { glossaryOf } from './glossary.js';
import { localMoment } from './local-moment.js';
import { subjectLine, whatsAppText } from './whatsapp-text.js';

const AREAS = AreaRegister.holding([
  { code: '33', name: 'Jawa Tengah' },
  { code: '33.74', name: 'Kota Semarang' },
  { code: '33.74.10', name: 'Tembalang' },
  { code: '33.74.10.1004', name: 'Bulusan' },
  { code: '91', name: 'Papua' },
  { code: '91.71', name: 'Kota Jayapura' },
]);
const GLOSSARY = glossaryOf(AREAS, new TaxonomyRegister());
const ID = '0198d2a4-7c1e-7cc3-9d55-1f2a3b4c5d6e';

const HELD: HeldNews = {
  kind: 'held',
  level: 'E1',
  office: { area: '33.74.10', role: 'HEAD' },
  case: {
    id: ID,
    number: '2026-0000123',
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: '33.74.10.1004',
    severity: 3,
    restricted: false,
  },
  why: 'time',
  rule: 'not_acknowledged',
  deadlines: [
    { kind: 'acknowledge', dueAt: '2026-11-22T11:05:00Z' },
    { kind: 'handle', dueAt: '2026-11-23T07:05:00Z' },
  ],
};

function textOf(news: News): string {
  return whatsAppText(news, GLOSSARY, 'https://kondusif.example.go.id');
}

describe('the text for WhatsApp', () => {
  it('says what, where, why, and what must be done by when', () => {
    expect(textOf(HELD)).toBe(
      [
        '*KONDUSIF: perlu tindakan Anda*',
        'Kasus 2026-0000123',
        'Dugaan bentrokan atau gangguan antarkelompok (Perkelahian atau bentrok fisik)',
        'Wilayah: Bulusan, Tembalang, Kota Semarang',
        'Keparahan: 3 (Tinggi)',
        'Tingkat: E1 Kecamatan, Tembalang, Kota Semarang, Jawa Tengah',
        'Sebab: tingkat sebelumnya belum menyatakan tahu',
        'Yang harus dilakukan:',
        '- nyatakan sudah tahu paling lambat Minggu, 22 November 2026, 18.05 WIB',
        '- tangani paling lambat Senin, 23 November 2026, 14.05 WIB',
        `https://kondusif.example.go.id/v1/cases/${ID}`,
      ].join('\n'),
    );
  });

  it('tells neither category nor place of a restricted case', () => {
    const restricted = { ...HELD, case: { ...HELD.case, restricted: true } };
    const said = textOf(restricted) + subjectLine(restricted, GLOSSARY);
    for (const word of ['bentrok', 'Bulusan', 'Tembalang', 'Semarang']) expect(said).not.toContain(word);
    expect(said).toContain('Kasus 2026-0000123');
    expect(said).toContain('nyatakan sudah tahu paling lambat');
  });

  it('asks nothing of a level that is only informed', () => {
    const { deadlines: _, why: __, ...rest } = HELD;
    const said = textOf({
      ...rest,
      kind: 'informed',
      level: 'E3',
      office: { area: '33', role: 'HEAD' },
      holder: { level: 'E2', area: '33.74' },
      rule: null,
    });
    expect(said).toContain('untuk diketahui');
    expect(said).toContain('Yang memegang kasus tetap tingkat E2 Kabupaten/kota.');
    expect(said).not.toContain('paling lambat');
  });

  it('asks for a decision where the next level is proposed', () => {
    const { why: _, ...rest } = HELD;
    const deadlines = [{ kind: 'proposal', dueAt: '2026-11-23T07:05:00Z' }] as const;
    const said = textOf({ ...rest, kind: 'proposed', level: 'E2', to: 'E3', rule: 'no_progress', deadlines });
    expect(said).toContain(
      'setujui atau tolak usulan menaikkan kasus ke tingkat E3 Provinsi, dengan alasan paling lambat Senin, 23 November 2026, 14.05 WIB.',
    );
  });

  it('names a cluster by what makes it, and a direction without its words', () => {
    const cluster = { id: ID, rule: 'repeated_disorder', category: null, area: '33.74.10', cases: 3 };
    expect(
      textOf({
        kind: 'cluster',
        level: 'E2',
        office: { area: '33.74', role: 'HEAD' },
        cluster,
        deadlines: [{ kind: 'acknowledge', dueAt: '2026-11-22T11:05:00Z' }],
      }),
    ).toContain('3 kasus: gangguan berulang di satu kecamatan');
    const direction = { id: ID, area: '91.71', dueAt: '2026-11-23T07:05:00Z' };
    const said = textOf({
      kind: 'direction',
      level: null,
      office: { area: '91.71', role: 'OFFICER', agency: 'SATPOL_PP' },
      direction,
    });
    expect(said).toContain('Isi arahan ada di dalam sistem.');
    expect(said).toContain('selesaikan paling lambat Senin, 23 November 2026, 16.05 WIT.');
  });

  it('has no link where the service has no public address', () => {
    expect(whatsAppText(HELD, GLOSSARY, undefined)).not.toContain('http');
  });

  it('gives times on the clocks of the area, also over midnight', () => {
    expect(localMoment('2026-12-31T16:59:00Z', '33.74')).toBe('Kamis, 31 Desember 2026, 23.59 WIB');
    expect(localMoment('2026-12-31T16:59:00Z', '51.71')).toBe('Jumat, 1 Januari 2027, 00.59 WITA');
    expect(localMoment('2026-12-31T16:59:00Z', '')).toContain('WIB');
  });
});
