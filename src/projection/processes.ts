import { EventFeed } from '../event-store/event-feed.js';
import { OwnedLoop } from './owned-loop.js';
import type { RunnerDatabase } from './projection.runner.js';
import { type RowPlan, RowProcess } from './row-process.js';

/** Something that works beside the requests, from a start to a stop. */
export interface BackgroundWork {
  start(): void;
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/** What works in the background of a worker process. Rooms name theirs when they are made; the composition starts them. */
export class Processes {
  private readonly all: BackgroundWork[] = [];
  private stopped = false;

  constructor(
    private readonly database: RunnerDatabase,
    private readonly feed: EventFeed,
    /** Told of what a person should know; never given personal data. */
    readonly trouble: (process: string, error: unknown) => void,
  ) {}

  add(work: BackgroundWork): void {
    this.all.push(work);
  }

  /** Work that one process at a time is in charge of; see `OwnedLoop`. */
  addOwned(name: string, work: (signal: AbortSignal) => Promise<void>): void {
    this.add(new OwnedLoop(`process ${name}`, this.database, work, (error) => this.trouble(name, error)));
  }

  /** Something done about the changed rows of a view; see `RowPlan`. */
  addRows<Row extends object>(plan: RowPlan<Row>): void {
    this.add(new RowProcess(plan, this.database, this.feed, (error) => this.trouble(plan.name, error)));
  }

  /** Only worker processes do. */
  start(): void {
    if (this.stopped) return;
    for (const work of this.all) work.start();
  }

  /** For good: a start that comes later finds it over. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.all.map((work) => work.stop()));
  }
}
