import { openLog } from '../../src/app-log.js';
import { Database } from '../../src/database/database.js';
import { type EventFeed, LogMismatch } from '../../src/event-store/event-feed.js';
import { PROJECTIONS } from '../../src/projections.js';
import { logOf } from '../support/test-log.js';
import { type Fault, lost, surprise } from './fault.js';
import type { Command, Ledger } from './ledger.js';
import { commandFaults, serialFaults, sheetFaults } from './log-checks.js';
import { LogCopy, type Placed } from './log-copy.js';
import { replayFaults, ViewCheck } from './view-checks.js';

/** Compares what the log and the views hold with what was sent and answered. */
export class Audit {
  private log = new LogCopy();
  private views = PROJECTIONS.map((projection) => new ViewCheck(projection));

  constructor(
    private readonly ledger: Ledger,
    private readonly dataDir: string,
  ) {}

  get events(): number {
    return this.log.events.length;
  }

  get cases(): number {
    return this.log.cases;
  }

  /** What came since the last look: commands that were sent or answered, events, and the rows that they moved. */
  recent(databaseUrl: string): Promise<Fault[]> {
    return this.withFeed(databaseUrl, async (database, feed) => {
      const touched = this.ledger.takeTouched();
      const events = await this.log.readOn(feed);
      const found = events.flatMap(({ mark }) => this.ledger.commandOf(mark) ?? []);
      const sheets = this.ledger.spreadsheets.slice(-SHEETS);
      return [
        ...this.logFaults(new Set([...touched, ...found]), sheets, events),
        ...(await this.viewFaults(database, feed)),
      ];
    });
  }

  /** Everything from the log's first event on, and every row against a replay. */
  complete(databaseUrl: string): Promise<Fault[]> {
    return this.withFeed(databaseUrl, async (database, feed) => {
      this.ledger.takeTouched();
      const known = this.log;
      this.log = new LogCopy();
      this.views = PROJECTIONS.map((projection) => new ViewCheck(projection));
      const { commands, spreadsheets } = this.ledger;
      const events = await this.log.readOn(feed);
      const faults = [
        ...goneFaults(known, this.log),
        ...this.logFaults(commands, spreadsheets, events),
        ...(await this.viewFaults(database, feed)),
      ];
      for (const projection of PROJECTIONS)
        faults.push(...(await replayFaults(database.pool, feed, projection)));
      return faults;
    });
  }

  private logFaults(
    commands: Iterable<Command>,
    sheets: Ledger['spreadsheets'],
    events: readonly Placed[],
  ): Fault[] {
    return [
      ...commandFaults(this.log, commands),
      ...sheetFaults(this.log, sheets),
      ...serialFaults(this.log, events),
    ];
  }

  private async viewFaults({ pool }: Database, feed: EventFeed): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const view of this.views) faults.push(...(await view.faults(pool, this.log, feed)));
    return faults;
  }

  private async withFeed(
    databaseUrl: string,
    work: (database: Database, feed: EventFeed) => Promise<Fault[]>,
  ): Promise<Fault[]> {
    const database = await Database.connect(databaseUrl);
    const log = await openLog((await logOf(this.dataDir)).settings, database);
    try {
      return await work(database, log.feed);
    } catch (error) {
      if (error instanceof LogMismatch) return [lost('The log does not hold any more what was read from it')];
      throw error;
    } finally {
      await log.close();
      await database.close();
    }
  }
}

/** Spreadsheets on which somebody may still be at work between two looks. */
const SHEETS = 20;

/** A log only grows: what was read of it once stands there for ever. */
function goneFaults(before: LogCopy, now: LogCopy): Fault[] {
  return before.events.flatMap(({ id, type, stream }, index) =>
    now.events[index]?.id === id ? [] : [lost(`${type} of ${stream} was in the log and is not in its place`)],
  );
}

/** Answers that changed, and refusals: nothing that the load sends breaks a rule. */
export function answerFaults({ changedAnswers, refused, spreadsheets }: Ledger): Fault[] {
  return [
    ...changedAnswers.map(({ kind, key }) => surprise(`${kind} ${key} was answered in two ways`)),
    ...refused.map(({ kind, key, refused: code }) => surprise(`${kind} ${key} was refused: ${code}`)),
    ...spreadsheets.flatMap(({ source, refused: code }) =>
      code === undefined ? [] : [surprise(`${source} was refused: ${code}`)],
    ),
  ];
}
