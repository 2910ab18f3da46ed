import { AREA_LEVELS } from './area.js';
import { AreaEdition } from './area-edition.js';
import { AreaNames } from './area-names.js';
import type { CodeAndName } from './area-tree.js';

let areas: CodeAndName[];
let names: AreaNames;
beforeAll(() => {
  const edition = new AreaEdition();
  areas = AREA_LEVELS.flatMap((level) => edition.areas(level));
  names = AreaNames.from(areas);
});

type Columns = readonly [regency: string, district?: string, village?: string];

function resolve([regency, district, village]: Columns) {
  return names.resolve({ regency, district, village });
}

function suggestedTo(...columns: Columns): string[] {
  const found = resolve(columns);
  expect(found).toMatchObject({ ok: false, code: 'unknown_area' });
  return 'suggestions' in found ? found.suggestions.map(({ code }) => code) : [];
}

describe('names in a spreadsheet', () => {
  it.each<[string, ...Columns]>([
    ['33.74', 'Kota Semarang'],
    ['33.74', 'KOTA.  SEMARANG', '-', ' '],
    ['33.74', 'KOTASEMARANG'],
    ['33.74', 'Semarang (Kota)'],
    ['33.22', 'Kab.Semarang'],
    ['33.22', 'kab semarang'],
    ['33.22.06', 'KABUPATEN SEMARANG', 'KEC.TUNTANG'],
    ['33.12.04', 'Kabupaten Wonogiri', 'Kec. Batuwarno', ''],
    ['33.74.10.1004', 'Kota Semarang', 'Kecamatan Tembalang', 'Kel. Bulusan'],
    ['33.74.10.1004', 'Kodya Semarang', '', 'Kelurahan Bulusan'],
    ['31.71', 'Kota Adm. Jakarta Pusat'],
    ['31.71', 'Jakarta Pusat'],
    ['31.01.01', 'Kep. Seribu', 'Kepulauan Seribu Utara'],
    ['31.01', 'Kab. Administrasi Kepulauan Seribu'],
    ['19.71', 'KOTA PANGKALPINANG'],
    ['63.02', 'Kota Baru'],
    ['62.02', 'Kota Waringin Timur'],
    ['13.07', 'Lima Puluh Kota'],
    ['74.72', 'Bau-bau'],
    ['73.10', 'Pangkajene & Kepulauan'],
    ['92.03', 'Fakfak'],
    ['15.07.05', 'Kab. Tanjung Jabung Timur', 'S A D U'],
    ['13.01.07', 'Kab. Pesisir Selatan', 'Koto 11 Tarusan'],
    ['13.05.15', 'Kab. Padang Pariaman', '2X11 Kayu Tanam'],
    ['35.29.22', 'Kab. Sumenep', 'Ra’as'],
    ['73.26.06', 'Toraja Utara', 'Sa‘dan'],
    ['33.19.02', 'Kab. Kudus', 'Kec. Kota Kudus'],
    ['33.10.25.1002', 'Kab. Klaten', 'Klaten Tengah', 'Kabupaten'],
    ['11.06.10.2001', 'Aceh Besar', 'Ingin Jaya', 'Gampong Lambaro'],
    ['52.72', 'Kota Bima'],
    ['91.03', 'Kab. Jayapura'],
    ['91.71.05.1002', 'Kota Jayapura', 'Distrik Heram', 'Kel. Waena'],
    ['91.71.05.2005', 'Kota Jayapura', 'Distrik Heram', 'Kampung Waena'],
    ['12.07.28.1008', 'Deli Serdang', 'Lubuk Pakam', 'Lubuk Pakam III'],
    ['12.07.28.1007', 'Deli Serdang', 'Lubuk Pakam', 'Lubuk Pakam I, II'],
    ['33', 'Provinsi Jawa Tengah'],
    ['31', 'Prov. DKI Jakarta'],
  ])('mean %s: %s | %s | %s', (code, ...columns) => {
    expect(resolve(columns)).toEqual({ ok: true, code });
  });

  it('name every official area as it is written officially, or all of its name', () => {
    const nameOf = new Map(areas.map(({ code, name }) => [code, name]));
    const sample = areas.filter(({ code }, index) => code.length > 2 && index % 20 === 0);
    const strays = sample.filter(({ code }) => {
      const found = resolve([
        nameOf.get(code.slice(0, 5)) ?? '',
        code.length > 5 ? nameOf.get(code.slice(0, 8)) : '',
        code.length > 8 ? nameOf.get(code) : '',
      ]);
      return found.ok ? found.code !== code : !('candidates' in found && found.candidates.includes(code));
    });
    expect(strays).toEqual([]);
  });
});

describe('a kab/kota without the word for its kind', () => {
  it.each<[string, ...Columns]>([
    ['33.74.10.1004', 'Semarang', 'Tembalang', 'Bulusan'],
    ['33.22.06', 'Semarang', 'Tuntang'],
    ['33.76.02.1003', 'Tegal', 'Tegal Timur', 'Panggung'],
    ['33.28.15', 'Tegal', 'Kramat'],
    ['52.72.01', 'Bima', 'Rasanae Barat'],
  ])('is settled by what only one of two has: %s', (code, ...columns) => {
    expect(resolve(columns)).toEqual({ ok: true, code });
  });

  it.each<[string[], ...Columns]>([
    [['33.08', '33.71'], 'Magelang'],
    [['52.06', '52.72'], 'Bima', '', ''],
    [['96.01.18', '96.71.01'], 'Sorong', 'Sorong'],
  ])('is ambiguous where both fit: %s', (candidates, ...columns) => {
    expect(resolve(columns)).toEqual({ ok: false, code: 'ambiguous_area', candidates });
  });

  it('is not guessed where both have the name and neither the village', () => {
    expect(resolve(['Sorong', 'Sorong', 'Antah Berantah'])).toMatchObject({ code: 'unknown_area' });
  });
});

describe('codes in a spreadsheet', () => {
  it.each<[string, ...Columns]>([
    ['33.74', '33.74'],
    ['33.74.10', '', ' 33.74.10 '],
    ['33.74.10.1004', '', '', '33.74.10.1004'],
    ['33.74.10.1004', 'Kota Semarang', '33.74.10', 'Bulusan'],
    ['33.74.10.1004', 'Semarang', 'Tembalang', '33.74.10.1004'],
  ])('mean %s: %s | %s | %s', (code, ...columns) => {
    expect(resolve(columns)).toEqual({ ok: true, code });
  });

  it('must agree with every name beside them', () => {
    expect(suggestedTo('Kab. Semarang', '33.74.10')).toEqual(['33.74.10']);
    expect(suggestedTo('Kota Semarang', 'Banyumanik', '33.74.10.1004')).toEqual(['33.74.10.1004']);
    expect(resolve(['33.22', '33.74.10'])).toMatchObject({ code: 'unknown_area' });
  });

  it('without dots may be those of BPS, and are only suggested', () => {
    expect(suggestedTo('3374')).toEqual(['33.74']);
    expect(suggestedTo('', '', '3374101004')).toEqual(['33.74.10.1004']);
  });

  it('must exist, and be of the column’s level or below it', () => {
    expect(suggestedTo('33.99')).toEqual([]);
    expect(resolve(['Kota Semarang', 'Tembalang', '33.74'])).toMatchObject({ code: 'unknown_area' });
  });
});

describe('what is not found', () => {
  it('is never its parent', () => {
    expect(suggestedTo('Kab. Karanganyar', 'Kebakkramat', 'Negeri Antah Berantah')).toEqual([]);
    expect(resolve(['Kota Semarang', 'Tembalangan'])).toMatchObject({ code: 'unknown_area' });
  });

  it('comes with what may have been meant, best first', () => {
    expect(suggestedTo('Kota Semarng').slice(0, 2)).toEqual(['33.74', '33.22']);
    expect(suggestedTo('Padang Sidempuan')[0]).toBe('12.77');
    expect(suggestedTo('Kab. Surakarta')[0]).toBe('33.72');
    expect(suggestedTo('Tj. Jabung Timur')[0]).toBe('15.07');
    expect(suggestedTo('Kab. Sukabumi', 'Pelabuhan Ratu')).toEqual(['32.02.01']);
    expect(suggestedTo('Kudus', 'Kudus')).toEqual(['33.19.02']);
    expect(suggestedTo('Kota Semarang', 'Tembalang', 'Bluusan')).toEqual(['33.74.10.1004']);
  });

  it('is suggested from next door where it stands there by that name', () => {
    expect(suggestedTo('Kab. Semarang', 'Tembalang')).toEqual(['33.74.10']);
    expect(suggestedTo('Kota Semarang', 'Banyumanik', 'Bulusan')).toContain('33.74.10.1004');
  });

  it('shows a suggestion with its path', () => {
    expect(names.resolve({ regency: 'Kota Semarang', district: 'Tembalang', village: 'Bulusn' })).toEqual({
      ok: false,
      code: 'unknown_area',
      suggestions: [
        {
          code: '33.74.10.1004',
          name: 'Bulusan',
          path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang', 'Bulusan'],
        },
      ],
    });
  });

  it('has at most five suggestions, and none for what is no name', () => {
    expect(suggestedTo('Tanjung').length).toBeLessThanOrEqual(5);
    expect(suggestedTo('x'.repeat(1_000_000))).toEqual([]);
  });
});

describe('names that two areas have', () => {
  it('are ambiguous within one kecamatan', () => {
    expect(resolve(['Kota Jayapura', 'Heram', 'Waena'])).toEqual({
      ok: false,
      code: 'ambiguous_area',
      candidates: ['91.71.05.1002', '91.71.05.2005'],
    });
  });

  it('are ambiguous in different kecamatan when none is named', () => {
    expect(resolve(['Kab. Grobogan', '', 'Pojok'])).toEqual({
      ok: false,
      code: 'ambiguous_area',
      candidates: ['33.15.06.2003', '33.15.11.2007'],
    });
  });
});

it('says that the area is missing where no kab/kota and no code stands', () => {
  const missing = { ok: false, code: 'missing_area' };
  expect(names.resolve({})).toEqual(missing);
  expect(resolve(['-', ' ', '.'])).toEqual(missing);
  expect(resolve(['', 'Tembalang', 'Bulusan'])).toEqual(missing);
});
