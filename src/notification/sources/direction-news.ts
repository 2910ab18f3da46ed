import { DIRECTION_FOLD } from '../../direction/direction-stream.js';
import type { Direction } from '../../direction/domain/direction.state.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { DirectionNews, News, Office } from '../news.js';
import { FALLEN, type NewsSource, type Standing, type Told } from '../told.js';

/** What directions give people to do. Their words stay in the service: a person wrote them. */
export class DirectionNewsSource implements NewsSource {
  readonly streams = 'direction';

  constructor(private readonly store: EventStore) {}

  isNews(type: string): boolean {
    return type === 'DirectionIssued';
  }

  async newsOf({ stream }: RecordedEvent): Promise<readonly Told[]> {
    const direction = foldRecorded(DIRECTION_FOLD, await this.store.read(stream));
    if (direction === null) return [];
    return [{ news: newsOf(direction, stream.slice('direction-'.length)), mayHear: () => true }];
  }

  async standingOf(stream: string, _: News): Promise<Standing> {
    const direction = foldRecorded(DIRECTION_FOLD, await this.store.read(stream));
    return direction === null ? FALLEN : { stands: direction.status === 'ISSUED', severity: null };
  }
}

/** The addressee is told once, when the direction is issued. */
export function newsOf({ to, dueAt }: Direction, id: string): DirectionNews {
  const office: Office =
    'agency' in to ? { area: to.area, role: 'OFFICER', agency: to.agency } : { area: to.area, role: to.role };
  return { kind: 'direction', level: null, office, direction: { id, area: to.area, dueAt } };
}
