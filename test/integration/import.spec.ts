import { createHmac, randomUUID } from 'node:crypto';
import { AreaRegister } from '../../src/area/area.register.js';
import {
  CaseRecorder,
  type RecordableCase,
  type RecordingContext,
  type RecordingOutcome,
} from '../../src/case/import/case-recorder.js';
import { CaseSight } from '../../src/case/import/case-sight.js';
import { FindImport, FindImportQuery } from '../../src/case/import/find-import.query.js';
import { ImportCases } from '../../src/case/import/import.commands.js';
import { ImportCasesHandler } from '../../src/case/import/import-cases.handler.js';
import { countRows } from '../../src/case/import/import-result.js';
import { type ImportRunRow, ImportRuns } from '../../src/case/import/import-runs.js';
import { IntakeRegistry } from '../../src/case/import/intake-registry.js';
import type { Contest } from '../../src/election/domain/election.events.js';
import { ElectionRegister } from '../../src/election/election.register.js';
import { Decisions, type StreamFold } from '../../src/event-store/decision.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import type { DomainEvent } from '../../src/kernel/decider.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import type { Grant, Principal } from '../../src/kernel/grant.js';
import { TaxonomyRegister } from '../../src/taxonomy/taxonomy.register.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const AREAS = [
  { code: '33', name: 'Jawa Tengah' },
  { code: '33.73', name: 'Kota Salatiga' },
  { code: '33.74', name: 'Kota Semarang' },
];
const HEADER = 'No;Tanggal Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber;Kontes';
const row = (no: number, city = 'Kota Semarang', description = 'Uraian') =>
  `${no};20/11/2024;${city};CONTENT;HOAX;${description};MEDIA;GUBERNUR`;

describe('an import', () => {
  let db: TestDatabase;
  let store: EventStore;
  let recorder: LogRecorder;
  let handler: ImportCasesHandler;
  let find: FindImportQuery;
  let sight: ListedSight;

  beforeAll(async () => {
    db = await createTestDatabase();
    store = new PostgresEventStore(db.database.pool, await logIdOf(db.database.pool));
  });
  afterAll(() => db.drop());

  beforeEach(() => {
    const { dataSource } = db.database;
    const decisions = new Decisions(store);
    recorder = new LogRecorder(decisions);
    sight = new ListedSight();
    const registry = new IntakeRegistry(
      AreaRegister.holding(AREAS),
      new TaxonomyRegister(),
      new OneContest(dataSource, store),
    );
    const runs = new ImportRuns(dataSource);
    handler = new ImportCasesHandler(runs, decisions, registry, recorder, sight);
    find = new FindImportQuery(runs, sight);
  });

  interface Told {
    readonly source?: string;
    readonly id?: string;
    readonly onProgress?: ImportCases['onProgress'];
  }

  function importRows(importer: Principal, rows: readonly string[], told: Told = {}): Promise<ImportRunRow> {
    const { source = randomUUID(), id = randomUUID(), onProgress } = told;
    const context = {
      commandId: randomUUID(),
      requestHash: source,
      correlationId: randomUUID(),
      now: new Date(),
    };
    const file = streamOf([HEADER, ...rows].join('\n'));
    return handler.execute(
      new ImportCases(importer, { id, source, mode: 'open' }, file, context, onProgress),
    );
  }

  it('records through the log, and the same file again records nothing', async () => {
    const source = randomUUID();
    const secretariat = person('SECRETARIAT', '33');
    const first = await importRows(secretariat, [row(1), row(2, 'Kota Antah')], { source });
    expect(first).toMatchObject({ rows: 2, state: 'DONE' });
    expect(first.results).toMatchObject([
      { line: 2, no: '1', outcome: 'recorded', caseId: expect.any(String) },
      { line: 3, no: '2', outcome: 'refused', code: 'unknown_area' },
    ]);
    const caseId = first.results[0]?.caseId ?? '';
    const stored = await store.read(`case-${caseId}`);
    expect(stored).toMatchObject([
      {
        type: 'Imported',
        data: { import: { source, no: '1', contest: 'GUBERNUR' }, contests: ['pilgub-2024'] },
        meta: { actor: { id: secretariat.id, role: 'SECRETARIAT' } },
      },
    ]);
    expect(first.position).toBe(stored[0]?.position);

    sight.visible.add(caseId);
    const again = await importRows(secretariat, [row(1), row(3, 'Kota Semarang', 'Lain')], { source });
    expect(again.results).toMatchObject([{ outcome: 'already_recorded', caseId }, { outcome: 'recorded' }]);
    const changed = await importRows(secretariat, [row(1, 'Kota Semarang', 'Lain')], { source });
    expect(changed.results).toEqual([{ line: 2, no: '1', outcome: 'changed', caseId }]);
    expect(await store.read(`case-${caseId}`)).toHaveLength(1);
  });

  it('records a row once when two people send the file at once', async () => {
    const source = randomUUID();
    const rows = Array.from({ length: 60 }, (_, n) => row(n));
    const both = await Promise.all([
      importRows(person('SECRETARIAT', '33'), rows, { source }),
      importRows(person('DESK', '33'), rows, { source }),
    ]);
    const [one, other] = both.map(({ results }) => countRows(results));
    expect((one?.recorded ?? 0) + (other?.recorded ?? 0)).toBe(60);
    expect((one?.alreadyRecorded ?? 0) + (other?.alreadyRecorded ?? 0)).toBe(60);
  });

  it('keeps a source within the areas of who used it first', async () => {
    const source = randomUUID();
    await importRows(person('OPERATOR', '33.74'), [row(1)], { source });
    await expect(importRows(person('DESK', '33.73'), [row(2)], { source })).rejects.toMatchObject({
      code: 'source_taken',
    });
    await expect(importRows(person('SECRETARIAT', '33'), [row(2)], { source })).rejects.toMatchObject({
      code: 'source_taken',
    });
    const within = await importRows(person('DESK', '33.74'), [row(2)], {
      source: ` ${source.toUpperCase()} `,
    });
    expect(within.results).toMatchObject([{ outcome: 'recorded' }]);
  });

  it('gives a source to one of two who use it first at once', async () => {
    const source = randomUUID();
    const ends = await Promise.allSettled([
      importRows(person('OPERATOR', '33.74'), [row(1)], { source }),
      importRows(person('OPERATOR', '33.73'), [row(1, 'Kota Salatiga')], { source }),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'source_taken' },
    });
  });

  it('refuses a file whole before anything is recorded or claimed', async () => {
    const source = randomUUID();
    const file = [row(1), row(2), ...Array.from({ length: 10_000 }, (_, n) => row(n + 3))];
    await expect(importRows(person('DESK', '33.74'), file, { source })).rejects.toMatchObject({
      code: 'too_many_rows',
    });
    expect(recorder.asked).toBe(0);
    await importRows(person('DESK', '33.73'), [row(1, 'Kota Salatiga')], { source });
  });

  it('shows its progress meanwhile and its answer afterwards', async () => {
    const importer = person('SECRETARIAT', '33');
    const id = randomUUID();
    recorder.gate = new Gate();
    const running = importRows(
      importer,
      Array.from({ length: 100 }, (_, n) => row(n)),
      { id },
    );
    await until(async () => recorder.asked === 32);
    await expect(importRows(importer, [row(1)], { id, source: 'another' })).rejects.toMatchObject({
      code: 'id_taken',
    });
    expect(await find.execute(new FindImport(importer, id))).toMatchObject({
      state: 'RUNNING',
      rows: 100,
      results: [],
    });
    recorder.gate.open();
    const answer = await running;
    expect(countRows(answer.results).recorded).toBe(100);
    expect(await find.execute(new FindImport(importer, id))).toEqual(answer);
  });

  it('tells how far it is every second, in file order', async () => {
    const importer = person('SECRETARIAT', '33');
    const id = randomUUID();
    recorder.held.set('50', new Gate());
    const told: number[] = [];
    const running = importRows(
      importer,
      Array.from({ length: 80 }, (_, n) => row(n)),
      {
        id,
        onProgress: ({ done }) => told.push(done),
      },
    );
    await until(async () => told.length > 0);
    expect((await find.execute(new FindImport(importer, id))).state).toBe('RUNNING');
    await until(async () => (await find.execute(new FindImport(importer, id))).results.length === 50);
    recorder.held.get('50')?.open();
    await running;
    expect(told.at(0)).toBe(50);
    expect(told.at(-1)).toBe(80);
  });

  it('is seen by its importer, and by a SECRETARIAT or AUDITOR over all its areas', async () => {
    const importer = person('OPERATOR', '33.74');
    const { id, results } = await importRows(importer, [row(1), row(2)]);
    const [open = '', restricted = ''] = results.map(({ caseId }) => caseId);
    sight.visible.add(open);
    const seen = await find.execute(new FindImport(person('SECRETARIAT', '33'), id));
    expect(seen.results).toMatchObject([{ caseId: open }, { outcome: 'recorded' }]);
    expect(JSON.stringify(seen)).not.toContain(restricted);
    for (const reader of [person('AUDITOR', ''), person('SECRETARIAT', '33.74')]) {
      expect(await find.execute(new FindImport(reader, id))).toMatchObject({ id });
    }
    const others = [
      person('SECRETARIAT', '33.73'),
      person('SECRETARIAT', '33.74.10'),
      person('OPERATOR', '33.74'),
      person('HEAD', '33'),
      person('ADMIN', ''),
    ];
    for (const reader of others) {
      await expect(find.execute(new FindImport(reader, id))).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(find.execute(new FindImport(importer, randomUUID()))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('hides cases of others that the importer may not see', async () => {
    const source = randomUUID();
    await importRows(person('SECRETARIAT', '33.74'), [row(1)], { source });
    const again = await importRows(person('DESK', '33.74'), [row(1)], { source });
    expect(again.results).toEqual([{ line: 2, no: '1', outcome: 'already_recorded' }]);
  });

  it('stops when the service does, and the same file under the same id does the rest', async () => {
    const importer = person('SECRETARIAT', '33');
    const told = { id: randomUUID(), source: randomUUID() };
    const rows = Array.from({ length: 100 }, (_, n) => row(n));
    recorder.gate = new Gate();
    const running = importRows(importer, rows, told);
    await until(async () => recorder.asked === 32);
    handler.onModuleDestroy();
    recorder.gate.open();
    await expect(running).rejects.toMatchObject({ code: 'shutting_down' });
    const stopped = await find.execute(new FindImport(importer, told.id));
    expect(stopped).toMatchObject({ state: 'STOPPED', rows: 100 });
    expect(stopped.results).toHaveLength(32);

    handler = new ImportCasesHandler(
      new ImportRuns(db.database.dataSource),
      new Decisions(store),
      new IntakeRegistry(
        AreaRegister.holding(AREAS),
        new TaxonomyRegister(),
        new OneContest(db.database.dataSource, store),
      ),
      recorder,
      sight,
    );
    const rest = await importRows(importer, rows, told);
    expect(countRows(rest.results)).toEqual({ recorded: 68, alreadyRecorded: 32, changed: 0, refused: 0 });
    expect(await find.execute(new FindImport(importer, told.id))).toMatchObject({ state: 'DONE' });
  });

  it('takes an id over from a process that died, and from nobody else', async () => {
    const importer = person('SECRETARIAT', '33');
    const told = { id: randomUUID(), source: randomUUID() };
    await importRows(importer, [row(1)], told);
    await expect(importRows(person('DESK', '33'), [row(1)], told)).rejects.toMatchObject({
      code: 'id_taken',
    });
    await expect(importRows(importer, [row(2)], told)).rejects.toMatchObject({ code: 'id_taken' });
    const sql = `update import_run set state = 'RUNNING', updated_at = now() - $2::interval where id = $1`;
    await db.database.dataSource.query(sql, [told.id, '10 seconds']);
    await expect(importRows(importer, [row(1)], told)).rejects.toMatchObject({ code: 'id_taken' });
    await db.database.dataSource.query(sql, [told.id, '2 minutes']);
    expect(countRows((await importRows(importer, [row(1)], told)).results).alreadyRecorded).toBe(1);
  });

  it('takes in four files at once and asks others to wait', async () => {
    recorder.gate = new Gate();
    const four = Array.from({ length: 4 }, () => importRows(person('DESK', '33'), [row(1)]));
    await expect(importRows(person('DESK', '33'), [row(1)])).rejects.toMatchObject({ code: 'overloaded' });
    recorder.gate.open();
    await Promise.all(four);
    await importRows(person('DESK', '33'), [row(1)]);
  });

  it('keeps numbers that no database could keep as text out of its results', async () => {
    const rows = ['\u0000', '🚧'.repeat(33)].map((no) => row(1).replace('1;', `${no};`));
    const { id } = await importRows(person('DESK', '33'), rows);
    const reader = person('AUDITOR', '33');
    expect((await find.execute(new FindImport(reader, id))).results).toMatchObject([
      { no: '', code: 'invalid_number' },
      { no: '', code: 'invalid_number' },
    ]);
  });
});

/** Records as the real command does, with a poorer event: the stream is the receipt. */
class LogRecorder extends CaseRecorder {
  asked = 0;
  gate: Gate | undefined;
  readonly held = new Map<string, Gate>();

  constructor(private readonly decisions: Decisions) {
    super();
  }

  async record(row: RecordableCase, context: RecordingContext): Promise<RecordingOutcome> {
    this.asked += 1;
    await this.gate?.promise;
    await this.held.get(row.import.no)?.promise;
    const { commandId, content, correlationId, actor, now } = context;
    const requestHash = createHmac('sha256', 'installation').update(content).digest('hex');
    try {
      const { replayed, position } = await this.decisions.decide({
        stream: `case-${row.id}`,
        opens: true,
        fold: NOTHING,
        context: { commandId, requestHash, correlationId, now },
        authorise: () => actor,
        decide: () => [{ type: 'Imported', data: row }],
        about: () => ({ area: row.area }),
      });
      return { outcome: replayed ? 'already_recorded' : 'recorded', caseId: row.id, position };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'key_reused') {
        return { outcome: 'changed', caseId: row.id };
      }
      throw error;
    }
  }
}

const NOTHING: StreamFold<null, DomainEvent> = {
  initial: null,
  evolve: () => null,
  upcast: ({ type, data }) => ({ type, data }),
  versionOf: () => 1,
};

/** Holds up who waits at it until it is opened. */
class Gate {
  open: () => void = () => undefined;
  readonly promise = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

class ListedSight extends CaseSight {
  readonly visible = new Set<string>();

  async visibleTo(_principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(caseIds.filter((id) => this.visible.has(id)));
  }
}

class OneContest extends ElectionRegister {
  override async contestsOf(area: string): Promise<readonly Contest[]> {
    const contest = { id: 'pilgub-2024', area: '33', kind: 'GOVERNOR' as const, name: 'Pilgub' };
    return area.startsWith('33') ? [contest as Contest] : [];
  }
}

function person(role: Grant['role'], area: string): Principal {
  return { id: randomUUID(), grants: [{ role, area }] };
}

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
