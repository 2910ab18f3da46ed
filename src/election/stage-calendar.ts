import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { zoneOf } from '../area/area-zone.js';
import { EventFeed } from '../event-store/event-feed.js';
import { covers } from '../kernel/grant.js';
import { tableOf } from '../projection/projection.js';
import { PositionWaiter } from '../projection/wait-for-position.js';
import type { Stage, StagePeriod } from './domain/election.events.js';
import { localTimeOf } from './domain/local-time.js';
import { Fresh } from './fresh.js';
import { electionStages } from './views/election-stages.projection.js';

/** The calendar of one contest. */
export interface ContestCalendar {
  readonly contest: string;
  readonly stages: readonly StagePeriod[];
}

/** A contest and the stage it is in. */
export interface StageNow {
  readonly contest: string;
  readonly stage: Stage;
}

const MAX_AGE_MS = 1_000;
const PATIENCE_MS = 1_000;
/** In these minutes count, not hours; in a repeated vote as in the first. */
const MINUTES_COUNT: readonly Stage[] = ['voting', 'counting', 'revote'];

/** Which stage of which contest an area is in, by the clocks of that area; at most a second behind the register. */
@Injectable()
export class StageCalendar {
  private readonly calendars: Fresh<readonly ContestCalendar[]>;

  constructor(
    dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {
    const table = tableOf(electionStages);
    this.calendars = new Fresh(
      () => dataSource.query(`select contest, stages from ${table} order by contest`),
      MAX_AGE_MS,
    );
  }

  /** The stages that reach the area at the instant; empty between elections. */
  async stageAt(area: string, instant: Date): Promise<StageNow[]> {
    return stagesAt(await this.calendars.get(), area, instant);
  }

  /** True while people of the area vote or their votes are counted at the polling station. */
  async inVotingOrCounting(area: string, instant: Date): Promise<boolean> {
    return minutesCount(await this.stageAt(area, instant));
  }

  /** The same for a decision: a calendar that was set a moment ago counts too. */
  async inVotingOrCountingByNow(area: string, instant: Date): Promise<boolean> {
    if (await this.inVotingOrCounting(area, instant)) return true;
    await this.positions.reached(electionStages.name, await this.feed.end(), PATIENCE_MS);
    return minutesCount(stagesAt(await this.calendars.renew(), area, instant));
  }
}

function minutesCount(stages: readonly StageNow[]): boolean {
  return stages.some(({ stage }) => MINUTES_COUNT.includes(stage));
}

/** The same over given calendars. A period holds from its first minute up to, not including, its last. */
export function stagesAt(calendars: readonly ContestCalendar[], area: string, instant: Date): StageNow[] {
  const local = localTimeOf(instant, zoneOf(area).iana);
  return calendars.flatMap(({ contest, stages }) =>
    stages
      .filter((period) => covers(period.area, area) && period.from <= local && local < period.until)
      .map(({ stage }) => ({ contest, stage })),
  );
}
