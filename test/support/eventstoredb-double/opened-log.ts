import { Claims } from '../../../src/event-store/eventstoredb/claims.js';
import {
  type OpenEventStoreDb,
  openEventStoreDb,
} from '../../../src/event-store/eventstoredb/open-eventstoredb.js';
import type { LogMarks } from '../../../src/event-store/log-marks.js';
import { InMemoryLogMarks } from '../in-memory-log-marks.js';
import { EventStoreDbDouble } from './eventstoredb-double.js';

/** Doubles and logs that were opened over them; `close` closes what is still open, the last first. */
export class OpenedLogs {
  readonly marks = new InMemoryLogMarks();
  private readonly open: (() => Promise<void>)[] = [];

  async double(...args: Parameters<typeof EventStoreDbDouble.start>): Promise<EventStoreDbDouble> {
    const double = await EventStoreDbDouble.start(...args);
    this.open.push(() => double.stop());
    return double;
  }

  /** As one process opens the log at the double. */
  async log(double: EventStoreDbDouble, marks: LogMarks = this.marks): Promise<OpenEventStoreDb> {
    const log = await openEventStoreDb(double.url, marks);
    this.open.push(() => log.close());
    return log;
  }

  /** As another process opens it. */
  async elsewhere(double: EventStoreDbDouble): Promise<OpenEventStoreDb> {
    const log = await openEventStoreDb(double.url, this.marks, undefined, new Claims());
    this.open.push(() => log.close());
    return log;
  }

  async close(): Promise<void> {
    for (const close of this.open.splice(0).reverse()) await close();
  }
}
