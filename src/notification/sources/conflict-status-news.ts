import { CONFLICT_STATUS_FOLD } from '../../conflict-status/conflict-status-stream.js';
import type { ConflictStatusEvent } from '../../conflict-status/domain/conflict-status.events.js';
import { foldRecorded } from '../../event-store/decision.js';
import type { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { News } from '../news.js';
import { FALLEN, type NewsSource, type Standing, type Told } from '../told.js';

const REMINDER: ConflictStatusEvent['type'] = 'ConflictStatusEnding';
const STREAMS = 'conflict-status';

/** The reminder that a declared *keadaan konflik* ends soon. */
export class ConflictStatusNewsSource implements NewsSource {
  readonly streams = STREAMS;

  constructor(private readonly store: EventStore) {}

  isNews(type: string): boolean {
    return type === REMINDER;
  }

  async newsOf({ stream }: RecordedEvent): Promise<readonly Told[]> {
    const state = foldRecorded(CONFLICT_STATUS_FOLD, await this.store.read(stream));
    if (state === null) return [];
    const { area, until } = state;
    const conflictStatus = { id: stream.slice(STREAMS.length + 1), area, until };
    const office = { area, role: 'HEAD' } as const;
    const news: News = { kind: 'conflict_status', level: null, office, conflictStatus };
    return [{ news, mayHear: () => true }];
  }

  /** An extension or a revocation makes the reminder needless. */
  async standingOf(stream: string, news: News): Promise<Standing> {
    const state = foldRecorded(CONFLICT_STATUS_FOLD, await this.store.read(stream));
    if (state === null || news.kind !== 'conflict_status') return FALLEN;
    const stands = state.status === 'OPEN' && state.until === news.conflictStatus.until;
    return { stands, severity: null };
  }
}
