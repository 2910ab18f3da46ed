import { isStorableText } from '../../event-store/codec.js';
import type { Position } from '../../event-store/recorded-event.js';
import { CaseRecorder, type RecordableCase, type RecordingOutcome } from './case-recorder.js';
import { contentText, SourceIdentity } from './import-identity.js';
import type { RowResult } from './import-result.js';
import type { IntakeRow } from './intake-csv.js';
import { type IntakeFacts, type RowContent, type RowReading, readRow } from './intake-row.js';
import { recordPatiently } from './patient-recording.js';

/** Rows on their way to the log at once: enough to fill the store's flushes, few enough to leave room for others. */
const IN_FLIGHT = 32;
const LONGEST_NUMBER = 64;

export type ImportMode = 'open' | 'archive';

/** What a run needs to know beside its rows. */
export interface RunOrder {
  readonly source: SourceIdentity;
  readonly mode: ImportMode;
  /** Person id. */
  readonly importer: string;
  readonly correlationId: string;
  readonly facts: IntakeFacts;
  /** Ids of the contests that a text names for an area. */
  contests(area: string, text: string): Promise<readonly string[]>;
}

/** A row with its place in the file, read and not yet recorded. */
interface ReadRow {
  readonly index: number;
  readonly line: number;
  readonly no: string;
  readonly reading: RowReading;
}

/**
 * Sends the rows of one file to the recorder, some at a time, and keeps what became of them in file order.
 * A refused row stops nothing; a store that stays away stops the run, and the same file later does the rest.
 */
export class ImportRun {
  private readonly results: (RowResult | undefined)[] = [];
  private last: Position | undefined;

  constructor(
    private readonly order: RunOrder,
    private readonly recorder: CaseRecorder,
    /** Aborted when the service stops: no further row is taken. */
    private readonly signal?: AbortSignal,
  ) {}

  /** Of the last event that a row of the file recorded, in this run or before. */
  get position(): Position | undefined {
    return this.last;
  }

  /** The results from the first row to the last before which none is missing. */
  settled(): RowResult[] {
    const end = this.results.indexOf(undefined);
    return (end === -1 ? this.results : this.results.slice(0, end)) as RowResult[];
  }

  /** Errors: what `readIntake` throws, `StoreUnavailable`, `StoreOverloaded`, the signal's reason. */
  async run(rows: AsyncIterable<IntakeRow>): Promise<RowResult[]> {
    const reading = this.read(rows);
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ...(this.signal ? [this.signal] : [])]);
    const worker = async () => {
      for (let next = await reading.next(); !next.done && !signal.aborted; next = await reading.next()) {
        this.results[next.value.index] = await this.settle(next.value, signal);
      }
    };
    const workers = Array.from({ length: IN_FLIGHT }, () => worker().catch((error) => stop.abort(error)));
    await Promise.all(workers);
    await reading.return(undefined);
    signal.throwIfAborted();
    return this.settled();
  }

  /** Reads the rows one after the other, so that a number's second use is told from its first. */
  private async *read(rows: AsyncIterable<IntakeRow>): AsyncGenerator<ReadRow, undefined> {
    const numbers = new Set<string>();
    let index = 0;
    for await (const row of rows) {
      const no = numberOf('cells' in row ? row.cells.no : row.no);
      this.results[index] = undefined;
      yield { index, line: row.line, no, reading: this.readOne(row, no, numbers) };
      index += 1;
    }
    return undefined;
  }

  private readOne(row: IntakeRow, no: string, numbers: Set<string>): RowReading {
    if ('bad' in row) return refused(row.bad);
    if (no === '') return refused('invalid_number');
    if (numbers.has(no)) return refused('duplicate_number');
    numbers.add(no);
    return readRow(row.cells, this.order.facts);
  }

  private async settle({ line, no, reading }: ReadRow, signal: AbortSignal): Promise<RowResult> {
    if (!reading.ok) return { line, no, outcome: 'refused', ...reading.refusal };
    const outcome = await this.record(no, reading, signal);
    if (outcome.outcome === 'refused') return { line, no, ...outcome };
    const { position, ...rest } = outcome;
    if (position !== undefined && position > (this.last ?? '')) this.last = position;
    return { line, no, ...rest };
  }

  private async record(
    no: string,
    { content, grant }: Extract<RowReading, { ok: true }>,
    signal: AbortSignal,
  ): Promise<RecordingOutcome> {
    const { source, importer, correlationId, facts } = this.order;
    const context = {
      commandId: source.commandId(no),
      content: contentText(content),
      correlationId,
      actor: { id: importer, role: grant.role, agency: grant.agency },
      now: facts.now,
    };
    return recordPatiently(
      async () => this.recorder.record(await this.recordable(no, content), context),
      signal,
    );
  }

  private async recordable(
    no: string,
    { contest, participant, ...row }: RowContent,
  ): Promise<RecordableCase> {
    const { source, mode } = this.order;
    return {
      ...row,
      id: source.caseId(no),
      contests: contest === undefined ? [] : await this.order.contests(row.area, contest),
      archived: mode === 'archive',
      import: { source: source.source, no, contest, participant },
    };
  }
}

/** The number by which a row is known; empty where there is none that could be kept. */
function numberOf(cell: string): string {
  const no = cell.trim().normalize('NFC');
  return no.length > LONGEST_NUMBER || !isStorableText(no) ? '' : no;
}

function refused(code: Extract<RowReading, { ok: false }>['refusal']['code']): RowReading {
  return { ok: false, refusal: { code } };
}
