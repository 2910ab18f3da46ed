import type { StreamFold } from '../event-store/decision.js';
import type { CaseEvent } from './domain/case.events.js';
import { type CaseState, NO_CASE } from './domain/case.state.js';
import { upcast, versionOf } from './domain/case.upcasters.js';
import { evolve } from './domain/evolve.js';

/** How the stream of a case is read. */
export const CASE_FOLD: StreamFold<CaseState, CaseEvent> = { initial: NO_CASE, evolve, upcast, versionOf };

/** The stream of a case. */
export function caseStream(id: string): string {
  return `case-${id}`;
}
