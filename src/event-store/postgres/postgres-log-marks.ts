import type pg from 'pg';
import { type LogMark, LogMarks } from '../log-marks.js';
import { ask } from './ask.js';
import { SQL } from './sql.js';

interface MarkRow {
  readonly position: string;
  readonly event_id: string;
  readonly number: number;
  readonly at: Date;
}

/** Marks of a log that stands elsewhere, kept beside the views that are made from it. */
export class PostgresLogMarks extends LogMarks {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async load(log: string): Promise<LogMark[]> {
    const rows = await ask<MarkRow>(this.pool, { text: SQL.loadMarks, values: [log] });
    return rows.map(({ position, event_id, number, at }) => ({ position, eventId: event_id, number, at }));
  }

  async save(log: string, marks: readonly LogMark[]): Promise<void> {
    const column = <K extends keyof LogMark>(name: K): LogMark[K][] => marks.map((mark) => mark[name]);
    const values = [log, column('position'), column('eventId'), column('number'), column('at')];
    await ask(this.pool, { text: SQL.saveMarks, values });
  }

  async forgetFrom(log: string, position: string): Promise<void> {
    await ask(this.pool, { text: SQL.forgetMarks, values: [log, position] });
  }
}
