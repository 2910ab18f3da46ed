import type { StagesSet } from '../../election/domain/election.events.js';
import { upcast } from '../../election/domain/election.upcasters.js';
import { stagesStream } from '../../election/streams.js';
import type { EventStore } from '../../event-store/event-store.js';
import type { Position, RecordedEvent } from '../../event-store/recorded-event.js';
import { derivedId } from '../../kernel/ids.js';
import { inLanes } from '../../projection/lanes.js';
import { isAway, sentenceOf } from '../../projection/passing.js';
import { changedAreas, outermost } from './changed-areas.js';

/** A calendar of a contest that was set. */
export interface SetCalendar {
  readonly contest: string;
  /** Position of the event that set it. */
  readonly since: Position;
}

/** What the work leans on. */
export interface Surroundings {
  readonly store: Pick<EventStore, 'read'>;
  /** Resolves when everything that was reckoned with an older calendar is among the cases. */
  readonly settled: (signal: AbortSignal) => Promise<void>;
  /** The next cases in the areas after an id, in the order of ids. */
  readonly cases: (areas: readonly string[], after: string, limit: number) => Promise<readonly string[]>;
  /** Has the clocks of a case reckoned anew; `causedBy` is the id of the event that set the calendar. */
  readonly reset: (commandId: string, caseId: string, causedBy: string) => Promise<unknown>;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const PAGE = 500;
const WIDTH = 8;

/** Brings the running clocks of cases under a calendar that was amended. */
export class AmendedCalendars {
  constructor(private readonly around: Surroundings) {}

  /** `after`: calendars up to there were seen to. May be called again with the same: the commands' ids follow from it. */
  async handle({ contest, since }: SetCalendar, signal: AbortSignal, after: Position | null): Promise<void> {
    const events = await this.around.store.read(stagesStream(contest));
    const set = events.findLast(({ position }) => position <= since);
    const areas = touched(events, after ?? '', since);
    if (set === undefined || areas.length === 0) return;
    await this.around.settled(signal);
    const failed = await this.resetAll(areas, set, signal);
    if (failed.length === 0) return;
    throw new Error(
      `${failed.length} cases did not come under the calendar of ${contest}, the first of them ${failed[0]}.`,
    );
  }

  /** A case that cannot be reckoned anew holds up no other. Returns what could not. */
  private async resetAll(
    areas: readonly string[],
    { id: event }: RecordedEvent,
    signal: AbortSignal,
  ): Promise<string[]> {
    const failed: string[] = [];
    let last = FIRST;
    for (let page = await this.next(areas, last); page.length > 0; page = await this.next(areas, last)) {
      await inLanes(
        page,
        (id) => [id],
        WIDTH,
        async (id) => {
          signal.throwIfAborted();
          await this.around.reset(derivedId(event, id), id, event).catch((error: unknown) => {
            if (isAway(error)) throw error;
            failed.push(`case-${id}: ${sentenceOf(error)}`);
          });
        },
      );
      last = page.at(-1) as string;
    }
    return failed;
  }

  private next(areas: readonly string[], after: string): Promise<readonly string[]> {
    return this.around.cases(areas, after, PAGE);
  }
}

/** Areas to which a calendar that was set after the one position and up to the other brought something new. */
function touched(events: readonly RecordedEvent[], after: Position, upTo: Position): string[] {
  const calendars = events.map((event) => ({
    position: event.position,
    stages: upcast<StagesSet>(event).data.stages,
  }));
  return outermost(
    calendars.flatMap(({ position, stages }, index) =>
      position > after && position <= upTo ? changedAreas(calendars[index - 1]?.stages ?? [], stages) : [],
    ),
  );
}
