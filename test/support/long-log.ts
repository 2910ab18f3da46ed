import { randomUUID } from 'node:crypto';
import type { EventStore } from '../../src/event-store/event-store.js';

const AT_ONCE = 500;
/** Far above the serials that a test's own cases get. */
const FIRST_SERIAL = 1_000_000;

/** Lets the log grow by copies of a case that was just recorded, so that reading it takes a while. */
export async function growLog(store: EventStore, caseId: string, copies: number): Promise<void> {
  const original = await store.read(`case-${caseId}`);
  for (let copy = 0; copy < copies; copy += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, copies - copy) }, (_, n) => ({
      stream: `case-${randomUUID()}`,
      expected: 'no-stream' as const,
      events: original.map(({ type, data, meta }) => ({
        id: randomUUID(),
        type,
        data: type === 'CaseRecorded' ? { ...(data as object), serial: FIRST_SERIAL + copy + n } : data,
        meta,
      })),
    }));
    await Promise.all(batch.map((request) => store.append(request)));
  }
}
