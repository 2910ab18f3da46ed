import { type IntakeRow, ROW_LIMIT, readIntake } from './intake-csv.js';
import { LINE_LIMIT } from './intake-lines.js';

const NAMES = [
  'No',
  'Tanggal Kejadian',
  'Kabupaten/Kota',
  'Kategori',
  'Sub Kategori',
  'Uraian Kejadian',
  'Sumber',
];
const HEADER = NAMES.join(';');

describe('readIntake', () => {
  it.each([
    ['semicolons', ';'],
    ['commas', ','],
    ['tabs', '\t'],
  ])('reads %s, found out from the header', async (_, delimiter) => {
    const rows = await read(
      [NAMES.join(delimiter), ['1', '', '', '', '', 'a b', ''].join(delimiter)].join('\n'),
    );
    expect(rows).toMatchObject([{ line: 2, cells: { no: '1', description: 'a b' } }]);
  });

  it('takes the delimiter that makes columns of the header, not the one that is most frequent', async () => {
    const header = `${NAMES.join(',')},"a;b;c;d;e;f;g;h;i;j;k"`;
    expect(await read(`${header}\n1,,,,,x,,`)).toMatchObject([{ cells: { description: 'x' } }]);
  });

  it('reads columns in any order and case, and passes over those that it does not know', async () => {
    const header =
      'SUMBER;kategori;Warna;sub  kategori;Uraian Kejadian;TANGGAL KEJADIAN; no ;kabupaten / kota';
    const rows = await read(`${header}\nMEDIA;K;biru;S;U;20/11/2024;7;Kota Medan`);
    expect(rows).toMatchObject([
      { cells: { no: '7', source: 'MEDIA', subcategory: 'S', regency: 'Kota Medan', village: '' } },
    ]);
  });

  it('reads CRLF, a byte order mark, quoted line ends and doubled quotes, and keeps text as it is', async () => {
    const file = `\uFEFF${HEADER}\r\n1;;;;;"dua ""kata""\r\nlalu; lagi ";\r\n2;;;;;=HYPERLINK(1);\r\n`;
    expect(await read(file)).toMatchObject([
      { line: 2, cells: { no: '1', description: 'dua "kata"\r\nlalu; lagi ', source: '' } },
      { line: 4, cells: { no: '2', description: '=HYPERLINK(1)', source: '' } },
    ]);
  });

  it('tells the physical line on which each row starts, past empty lines and rows without a word', async () => {
    const file = `\n${HEADER}\n1;;;;;"a\nb\n\nc";\n\n;;; ;;;\n2;;;;;d;`;
    expect((await read(file)).map(({ line }) => line)).toEqual([3, 9]);
  });

  it('is the same however the bytes are cut', async () => {
    const file = Buffer.from(`\uFEFF${HEADER}\r\n1;;;;;"é “tanda” 🚧\r\nx";\r\n2;;;;;y;\r\n`);
    const whole = await collect([file]);
    expect(whole).toHaveLength(2);
    for (const size of [1, 2, 3, 7]) expect(await collect(cut(file, size))).toEqual(whole);
  });

  it('refuses a row with a field too few or too many, and none besides', async () => {
    const rows = await read(`${HEADER}\n1;;;;;a;\n2;;;;a\n3;;;;;a;;b\n4;;;;;a;;;\n5;;;;;e;`);
    expect(rows.map((row) => ('bad' in row ? [row.no, row.bad] : row.cells.no))).toEqual([
      '1',
      ['2', 'wrong_field_count'],
      ['3', 'wrong_field_count'],
      '4',
      '5',
    ]);
  });

  it('loses no neighbour of a row whose quotes are wrong', async () => {
    const rows = await read(
      `${HEADER}\n1;;;;;spanduk 5" robek;\n2;;;;;"buka\n3;;;;;"c";\n4;;;;;"d\nd";\n5;;;;;"e"e;\n6;;;;;f;`,
    );
    expect(
      rows.map((row) => ('bad' in row ? `${row.line} ${row.bad}` : `${row.line} ${row.cells.no}`)),
    ).toEqual(['2 malformed_row', '3 malformed_row', '4 3', '5 4', '7 malformed_row', '8 6']);
  });

  it('refuses a row that never ends, without keeping it', async () => {
    const endless = `1;;;;;${'a'.repeat(3 * LINE_LIMIT)};`;
    const unclosed = `2;;;;;"${'b'.repeat(1000)}\n${'c\n'.repeat(LINE_LIMIT)}`;
    const rows = await read(`${HEADER}\n${endless}\n3;;;;;d;\n${unclosed.slice(0, 9000)}`);
    expect(rows.slice(0, 3)).toMatchObject([
      { line: 2, bad: 'malformed_row' },
      { line: 3, cells: { no: '3' } },
      { line: 4, bad: 'malformed_row' },
    ]);
  });

  it.each([
    ['an empty file', '', 'missing_header'],
    ['a file of empty lines', '\n \r\n', 'missing_header'],
    ['a file whose lines end with a carriage return alone', `${HEADER}\r1;;;;;x;\r`, 'missing_header'],
    ['a file without a header', '1;20/11/2024;Kota Medan;X;Y;Z;MEDIA\n', 'missing_header'],
    ['another kind of file', '{"rows":[]}', 'missing_header'],
    ['a header that lacks a column', HEADER.replace(';Sumber', ''), 'missing_column'],
    ['a header that names a column twice', `${HEADER};no`, 'duplicate_column'],
  ])('refuses %s whole', async (_, file, code) => {
    await expect(read(file)).rejects.toMatchObject({ code });
  });

  it('names the columns that lack', async () => {
    await expect(read('No;Tingkat;Sumber;Uraian Kejadian')).rejects.toMatchObject({
      details: { columns: 'Tanggal Kejadian, Kabupaten/Kota, Kategori, Sub Kategori' },
    });
  });

  it.each([
    ['Windows-1252', Buffer.from(`${HEADER}\n1;;;;;caf\u00e9;`, 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${HEADER}`, 'utf16le')],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 0xff, 0xfe])],
    ['a character cut at the end', Buffer.from(`${HEADER}\n1;;;;;é`).subarray(0, -1)],
  ])('refuses %s', async (_, bytes) => {
    await expect(collect([bytes])).rejects.toMatchObject({ code: 'not_utf8' });
  });

  it('refuses more rows than a file may have', async () => {
    const rows = (count: number) => `${HEADER}\n${'1;;;;;a;\n'.repeat(count)}`;
    expect(await read(rows(ROW_LIMIT))).toHaveLength(ROW_LIMIT);
    await expect(read(rows(ROW_LIMIT + 1))).rejects.toMatchObject({ code: 'too_many_rows' });
  });
});

function read(text: string): Promise<IntakeRow[]> {
  return collect([Buffer.from(text)]);
}

async function collect(chunks: Iterable<Uint8Array>): Promise<IntakeRow[]> {
  const rows: IntakeRow[] = [];
  for await (const row of readIntake(streamOf(chunks))) rows.push(row);
  return rows;
}

async function* streamOf(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function* cut(bytes: Buffer, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
