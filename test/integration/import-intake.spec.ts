import { readFileSync } from 'node:fs';
import { AREA_LEVELS } from '../../src/area/area.js';
import { AreaEdition } from '../../src/area/area-edition.js';
import { AreaNames } from '../../src/area/area-names.js';
import {
  CaseRecorder,
  type RecordableCase,
  type RecordingContext,
  type RecordingOutcome,
} from '../../src/case/import/case-recorder.js';
import { type ImportMode, ImportRun } from '../../src/case/import/import.runner.js';
import { ImportFile } from '../../src/case/import/import-file.js';
import { SourceIdentity } from '../../src/case/import/import-identity.js';
import { countRows, type RowResult } from '../../src/case/import/import-result.js';
import { ROW_LIMIT, readIntake } from '../../src/case/import/intake-csv.js';
import type { IntakeRegisters } from '../../src/case/import/intake-registers.js';
import { intakeRegisters } from '../../src/case/import/intake-registry.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import type { Grant } from '../../src/kernel/grant.js';
import { TaxonomyRegister } from '../../src/taxonomy/taxonomy.register.js';

const FIXTURES = new URL('../fixtures/intake/', import.meta.url);
const SAMPLE = new URL('../../src/demo/data/intake-jateng-2024.csv', import.meta.url);
const NOW = new Date('2026-11-22T00:00:00Z');
const CENTRAL_JAVA: Grant = { role: 'SECRETARIAT', area: '33' };
const HEADER = 'No;Tanggal Kejadian;Jam Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber';

let registers: IntakeRegisters;
beforeAll(() => {
  const edition = new AreaEdition();
  const areas = AREA_LEVELS.flatMap((level) => edition.areas(level));
  registers = intakeRegisters(AreaNames.from(areas), new TaxonomyRegister());
});

describe('the sample intake of Jawa Tengah', () => {
  const expected = JSON.parse(fixture('intake-jateng-2024.expected.json').toString()) as SampleExpectation;
  const file = readFileSync(SAMPLE);
  let recorder: RememberingRecorder;
  let results: RowResult[];

  beforeAll(async () => {
    recorder = new RememberingRecorder();
    results = await importFile(file, { recorder, grants: [CENTRAL_JAVA] });
  });

  it('is imported row for row as expected', () => {
    expect(results.map((result) => asExpected(result, recorder))).toEqual(expected.perRow.map(comparable));
    expect(results).toHaveLength(expected.rows);
    expect(countRows(results)).toMatchObject({ recorded: expected.recorded, refused: expected.refused });
  });

  it('has the expected counts per kab/kota, per category and before an instant', () => {
    const rows = [...recorder.rows.values()];
    expect(countBy(rows, ({ area }) => area.slice(0, 5))).toEqual(expected.byRegency);
    expect(countBy(rows, ({ category }) => category)).toEqual(expected.byCategory);
    const [[instant, { cases, regencies }] = fail()] = Object.entries(expected.knownBefore);
    const before = rows.filter(({ knownAt = '' }) => knownAt !== '' && new Date(knownAt) < new Date(instant));
    expect(before).toHaveLength(cases);
    expect(new Set(before.map(({ area }) => area.slice(0, 5))).size).toBe(regencies);
  });

  it('keeps markup, formulas, emoji and line ends of a description as text', () => {
    const description = (no: string) => recorder.row(no)?.description;
    expect(description('211')).toBe('=HYPERLINK("http://contoh.invalid";"klik")');
    expect(description('212')).toBe('<img src=x onerror=alert(1)> & "kutip" — é, “tanda”, emoji 🚧');
    expect(description('4')).toContain('dilarang.\r\nWarga sekitar meminta "segera"');
  });

  it('suggests for the village that does not exist, and tells physical lines', () => {
    const row = results.find(({ no }) => no === '110');
    expect(row?.suggestions).toBeDefined();
    expect(results[4]).toMatchObject({ line: 7, no: '5' });
  });

  it('records nothing a second time, whoever imports it and whatever the file looks like', async () => {
    const grants: Grant[] = [{ role: 'DESK', area: '33' }];
    const again = await importFile(file, { recorder, grants, importer: 'somebody-else' });
    expect(countRows(again)).toEqual({ recorded: 0, alreadyRecorded: 202, changed: 0, refused: 12 });
    const otherwise = Buffer.from(file.toString().replaceAll('\r\n', '\n').replaceAll('Kabupaten ', 'kab. '));
    const thirdTime = await importFile(otherwise, { recorder, grants });
    expect(countRows(thirdTime)).toEqual({ recorded: 0, alreadyRecorded: 202, changed: 0, refused: 12 });
  });

  it('tells other content under a known number, and other numbers of another source', async () => {
    const edited = Buffer.from(
      file.toString().replace(';3;Dugaan keberpihakan aparatur.', ';4;Dugaan lain.'),
    );
    expect(countRows(await importFile(edited, { recorder, grants: [CENTRAL_JAVA] }))).toMatchObject({
      alreadyRecorded: 201,
      changed: 1,
    });
    const source = 'another spreadsheet';
    expect(countRows(await importFile(file, { recorder, grants: [CENTRAL_JAVA], source })).recorded).toBe(
      202,
    );
  });

  it('refuses what lies outside the grants of the importer', async () => {
    const grants: Grant[] = [
      { role: 'DESK', area: '33.74' },
      { role: 'HEAD', area: '33' },
    ];
    const outside = await importFile(file, { recorder: new RememberingRecorder(), grants });
    expect(countRows(outside).recorded).toBe(expected.byRegency['33.74']);
    expect(outside.filter(({ code }) => code === 'outside_scope')).toHaveLength(199);
  });
});

describe('a spreadsheet of three time zones', () => {
  const expected = JSON.parse(fixture('intake-tiga-zona-2024.expected.json').toString()) as ZoneExpectation[];

  it('is imported row for row as expected', async () => {
    const recorder = new RememberingRecorder();
    const grants: Grant[] = ['12.71', '52.72', '91.03'].map((area) => ({ role: 'OPERATOR', area }));
    const results = await importFile(fixture('intake-tiga-zona-2024.csv'), {
      recorder,
      grants,
      mode: 'archive',
    });
    expect(results).toHaveLength(expected.length);
    for (const [index, { no, line, outcome, code, ...row }] of expected.entries()) {
      const result = results[index];
      expect(result).toMatchObject({ no: String(no ?? ''), line, outcome, ...(code ? { code } : {}) });
      if (outcome === 'refused') continue;
      const recorded = recorder.row(String(no));
      expect(recorded?.archived).toBe(true);
      expect(comparable({ ...recorded, tps: recorded?.details.tps })).toMatchObject(comparable(row));
    }
    expect(recorder.row('4')).toMatchObject({
      details: { dead: 2, injured: 11 },
      description: 'Rumah terbakar\r\nsesudah pawai; "dua" rumah rusak.',
    });
    expect(recorder.row('2')?.coordinates).toEqual({ lng: 118.7264, lat: -8.4606 });
    expect(recorder.row('9')?.import).toMatchObject({ participant: 'Paslon 2', contest: 'BUPATI_WALIKOTA' });
    expect(recorder.row('1')?.items).toEqual([{ type: 'SPANDUK', count: 3 }]);
  });
});

describe('the order of refusals', () => {
  it('gives the first reason of a row that has several', async () => {
    const reasons = [
      ['1;x;;;X;Y;;Z', 'missing_description'],
      ['2;x;;;X;Y;U\u0000;Z', 'invalid_text'],
      ['3;x;;;X;Y;U;Z', 'unknown_category'],
      ['4;x;;;CONTENT;Y;U;Z', 'unknown_subcategory'],
      ['5;x;;;CONTENT;HOAX;U;Z', 'unknown_source'],
      ['6;x;;;CONTENT;HOAX;U;MEDIA', 'missing_area'],
      ['7;x;;Magelang;CONTENT;HOAX;U;MEDIA', 'ambiguous_area'],
      ['8;x;;Kota Antah Berantah;CONTENT;HOAX;U;MEDIA', 'unknown_area'],
      ['9;x;;Kota Medan;CONTENT;HOAX;U;MEDIA', 'outside_scope'],
      ['10;x;;Kota Semarang;CONTENT;HOAX;U;MEDIA', 'invalid_date'],
      ['11;24-11-2026;;Kota Semarang;CONTENT;HOAX;U;MEDIA', 'in_the_future'],
      ['1;x;;;X;Y;;Z', 'duplicate_number'],
      [`${'9'.repeat(65)};x;;;X;Y;;Z`, 'invalid_number'],
      [`12;1/1/2024;;Kota Semarang;CONTENT;HOAX;${'x'.repeat(10_001)};MEDIA`, 'invalid_text'],
    ];
    const file = Buffer.from([HEADER, ...reasons.map(([row]) => row)].join('\n'));
    const results = await importFile(file, {
      recorder: new RememberingRecorder(),
      grants: [CENTRAL_JAVA],
    });
    expect(results.map(({ code }) => code)).toEqual(reasons.map(([, code]) => code));
  });

  it('repeats nothing of a refused row but its number', async () => {
    const file = Buffer.from(`${HEADER}\n1;x;;Bapak Rahasia;Bapak Rahasia;S;Bapak Rahasia;M`);
    const results = await importFile(file, { recorder: new RememberingRecorder(), grants: [CENTRAL_JAVA] });
    expect(JSON.stringify(results)).not.toContain('Rahasia');
  });
});

describe('a run', () => {
  const row = (no: number, description = 'Uraian') =>
    `${no};20/11/2024;;Kota Semarang;CONTENT;HOAX;${description};MEDIA`;
  const rows = (count: number) =>
    Buffer.from([HEADER, ...Array.from({ length: count }, (_, n) => row(n))].join('\n'));

  it('records ten thousand rows, some at a time, with results in file order', async () => {
    const recorder = new RememberingRecorder({ delay: true });
    const results = await importFile(rows(ROW_LIMIT), { recorder, grants: [CENTRAL_JAVA] });
    expect(results.map(({ no, outcome }) => `${no} ${outcome}`)).toEqual(
      Array.from({ length: ROW_LIMIT }, (_, n) => `${n} recorded`),
    );
    expect(recorder.mostAtOnce).toBe(32);
  });

  it('does not read ahead of the recorder', async () => {
    const count = 500;
    let read = 0;
    async function* lines() {
      yield Buffer.from(`${HEADER}\n`);
      for (; read < count; read++) yield Buffer.from(`${row(read)}\n`);
    }
    let furthest = 0;
    const onRecord = (done: number) => {
      furthest = Math.max(furthest, read - done);
    };
    const recorder = new RememberingRecorder({ delay: true, onRecord });
    await runOf(recorder, { grants: [CENTRAL_JAVA] }).run(readIntake(lines()));
    expect(recorder.rows.size).toBe(count);
    expect(furthest).toBeLessThan(40);
  });

  it('sends a row again while the store is away, and a refusal by a rule stops no other row', async () => {
    const recorder = new RememberingRecorder({
      faults: {
        '1': [new StoreUnavailable('away'), new StoreUnavailable('away')],
        '2': [new DomainError('rule')],
      },
    });
    const results = await importFile(rows(5), { recorder, grants: [CENTRAL_JAVA] });
    expect(results.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'recorded',
      'recorded',
      'rule',
      'recorded',
      'recorded',
    ]);
  });

  it('stops at a fault, keeps what was settled, and the same file does the rest', async () => {
    const recorder = new RememberingRecorder({ faults: { '50': [new Error('fault')] }, delay: true });
    const run = runOf(recorder, { grants: [CENTRAL_JAVA] });
    const file = await ImportFile.take(streamOf([rows(200)]));
    await expect(run.run(file.read())).rejects.toThrow('fault');
    expect(run.settled()).toHaveLength(50);
    expect(recorder.rows.size).toBeLessThan(100);
    const again = await importFile(rows(200), { recorder, grants: [CENTRAL_JAVA] });
    expect(countRows(again)).toMatchObject({ refused: 0, changed: 0 });
    expect(recorder.rows.size).toBe(200);
  });

  it('takes no further row once it is told to stop', async () => {
    const stopping = new AbortController();
    const recorder = new RememberingRecorder({
      delay: true,
      onRecord: (done) => done === 40 && stopping.abort(new DomainError('shutting_down')),
    });
    const run = runOf(recorder, { grants: [CENTRAL_JAVA] }, stopping.signal);
    const file = await ImportFile.take(streamOf([rows(1000)]));
    await expect(run.run(file.read())).rejects.toMatchObject({ code: 'shutting_down' });
    expect(recorder.rows.size).toBeLessThan(120);
  });

  it('answers the position of its last event', async () => {
    const run = runOf(new RememberingRecorder(), { grants: [CENTRAL_JAVA] });
    await run.run((await ImportFile.take(streamOf([rows(3)]))).read());
    expect(run.position).toBe('0003');
  });
});

it('refuses a file that is larger than it may be, and reads it to its end all the same', async () => {
  let sent = 0;
  async function* large() {
    for (; sent < 40; sent++) yield Buffer.alloc(1024 * 1024, 'a');
  }
  await expect(ImportFile.take(large())).rejects.toMatchObject({ code: 'payload_too_large' });
  expect(sent).toBe(40);
});

interface Order {
  readonly grants: readonly Grant[];
  readonly recorder: RememberingRecorder;
  readonly source?: string;
  readonly importer?: string;
  readonly mode?: ImportMode;
}

async function importFile(bytes: Uint8Array, order: Order): Promise<RowResult[]> {
  const file = await ImportFile.take(streamOf([bytes]));
  return runOf(order.recorder, order).run(file.read());
}

function runOf(
  recorder: CaseRecorder,
  { grants, source = 'posko', importer = 'a-person', mode = 'open' }: Omit<Order, 'recorder'>,
  signal?: AbortSignal,
): ImportRun {
  const facts = { registers, grants, now: NOW };
  const contests = async () => [];
  return new ImportRun(
    { source: new SourceIdentity(source), mode, importer, correlationId: 'run', facts, contests },
    recorder,
    signal,
  );
}

/** Does what the command does as far as a run can tell: the first content of a command stands. */
class RememberingRecorder extends CaseRecorder {
  readonly rows = new Map<string, RecordableCase>();
  mostAtOnce = 0;
  private readonly contents = new Map<string, string>();
  private atOnce = 0;

  constructor(
    private readonly ways: {
      readonly delay?: boolean;
      readonly faults?: Record<string, Error[]>;
      onRecord?(done: number): unknown;
    } = {},
  ) {
    super();
  }

  row(no: string): RecordableCase | undefined {
    return [...this.rows.values()].find((row) => row.import.no === no);
  }

  async record(row: RecordableCase, { commandId, content }: RecordingContext): Promise<RecordingOutcome> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    if (this.ways.delay) await new Promise(setImmediate);
    this.atOnce -= 1;
    const fault = this.ways.faults?.[row.import.no]?.shift();
    if (fault) throw fault;
    const first = this.contents.get(commandId);
    if (first !== undefined) {
      return { outcome: first === content ? 'already_recorded' : 'changed', caseId: row.id };
    }
    this.contents.set(commandId, content);
    this.rows.set(row.id, row);
    this.ways.onRecord?.(this.rows.size);
    return { outcome: 'recorded', caseId: row.id, position: String(this.rows.size).padStart(4, '0') };
  }
}

interface SampleExpectation {
  readonly rows: number;
  readonly recorded: number;
  readonly refused: number;
  readonly byRegency: Record<string, number>;
  readonly byCategory: Record<string, number>;
  readonly knownBefore: Record<string, { cases: number; regencies: number }>;
  readonly perRow: Record<string, unknown>[];
}

type ZoneExpectation = Record<string, unknown> & {
  readonly no: number | string | null;
  readonly line: number;
  readonly outcome: string;
  readonly code?: string;
};

/** A result with what was recorded of its row, in the terms of the expected file. */
function asExpected(
  { no, outcome, code, candidates, caseId }: RowResult,
  { rows }: RememberingRecorder,
): object {
  const row = rows.get(caseId ?? '');
  const { area, category, subcategory, severity, origin, occurredPrecision, occurredAt, knownAt } = row ?? {};
  const recorded = { area, category, subcategory, severity, origin, occurredPrecision, occurredAt, knownAt };
  const { tps, links } = row?.details ?? {};
  return comparable({ no: Number(no), outcome, code, candidates, ...recorded, tps, link: links?.[0]?.url });
}

/** Instants are compared as such; members without a value do not count. */
function comparable(row: object): object {
  const members = Object.entries(row).map(([name, value]) => [
    name,
    name.endsWith('At') && typeof value === 'string' ? new Date(value).toISOString() : (value ?? undefined),
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(name, FIXTURES));
}

async function* streamOf(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function fail(): never {
  throw new Error('The expected file holds an instant.');
}
