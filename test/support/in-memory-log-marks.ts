import { type LogMark, LogMarks } from '../../src/event-store/log-marks.js';

/** Marks that are gone with the process. */
export class InMemoryLogMarks extends LogMarks {
  private readonly logs = new Map<string, Map<string, LogMark>>();

  async load(log: string): Promise<LogMark[]> {
    return [...this.of(log).values()].sort((a, b) => a.number - b.number);
  }

  async save(log: string, marks: readonly LogMark[]): Promise<void> {
    const saved = this.of(log);
    for (const mark of marks) if (!saved.has(mark.position)) saved.set(mark.position, mark);
  }

  async forgetFrom(log: string, position: string): Promise<void> {
    const saved = this.of(log);
    for (const known of [...saved.keys()]) if (known >= position) saved.delete(known);
  }

  private of(log: string): Map<string, LogMark> {
    const marks = this.logs.get(log) ?? new Map<string, LogMark>();
    this.logs.set(log, marks);
    return marks;
  }
}
