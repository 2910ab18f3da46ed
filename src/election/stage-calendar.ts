import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { zoneOf } from '../area/area-zone.js';
import type { AreaCalendar } from '../calendar/area-calendar.js';
import { HOLIDAYS } from '../calendar/holidays.js';
import { regimeOfContest } from '../calendar/regime.js';
import { EventFeed } from '../event-store/event-feed.js';
import { covers } from '../kernel/grant.js';
import { tableOf } from '../projection/projection.js';
import { PositionWaiter } from '../projection/wait-for-position.js';
import type { ContestKind, Stage, StagePeriod } from './domain/election.events.js';
import { localTimeOf } from './domain/local-time.js';
import { Fresh } from './fresh.js';
import { contestProjection } from './views/contest.projection.js';
import { electionStages } from './views/election-stages.projection.js';

/** The calendar of one contest. */
export interface ContestCalendar {
  readonly contest: string;
  readonly stages: readonly StagePeriod[];
}

/** The same with what the register says of the contest; null and empty where it does not know it. */
export interface KnownContestCalendar extends ContestCalendar {
  readonly kind: ContestKind | null;
  /** Kinds of the contests that belong to it, where it is an election. */
  readonly members: readonly ContestKind[];
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
  private readonly calendars: Fresh<readonly KnownContestCalendar[]>;

  constructor(
    dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {
    const [stages, contests] = [tableOf(electionStages), tableOf(contestProjection)];
    this.calendars = new Fresh(
      () =>
        dataSource.query(
          `select s.contest, s.stages, c.kind,
                  array(select distinct m.kind from ${contests} m where m.election = s.contest) as members
           from ${stages} s left join ${contests} c on c.id = s.contest
           order by s.contest`,
        ),
      MAX_AGE_MS,
    );
  }

  /** What the clocks of the area reckon with: its zone, its stages and the days off. */
  async calendarOf(area: string): Promise<AreaCalendar> {
    return areaCalendarOf(await this.calendars.get(), area);
  }

  /** The same for an area that is known only later, while a case is decided. */
  async byArea(): Promise<(area: string) => AreaCalendar> {
    const calendars = await this.calendars.get();
    return (area) => areaCalendarOf(calendars, area);
  }

  /** The same for a decision: a calendar that was set a moment ago counts too. */
  async calendarByNow(area: string): Promise<AreaCalendar> {
    return areaCalendarOf(await this.calendarsByNow(), area);
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
    return minutesCount(stagesAt(await this.calendarsByNow(), area, instant));
  }

  private async calendarsByNow(): Promise<readonly KnownContestCalendar[]> {
    const end = await this.feed.end();
    const views = [electionStages.name, contestProjection.name];
    await Promise.all(views.map((view) => this.positions.reached(view, end, PATIENCE_MS)));
    return this.calendars.renew();
  }
}

/** The calendar of an area out of those of the contests; what is set for a part of the country reaches that part only. */
export function areaCalendarOf(calendars: readonly KnownContestCalendar[], area: string): AreaCalendar {
  return {
    zone: zoneOf(area),
    stages: calendars.flatMap((calendar) => periodsIn(calendar, area)),
    days: HOLIDAYS,
  };
}

function periodsIn({ contest, kind, members, stages }: KnownContestCalendar, area: string) {
  const regime = regimeOfContest(contest, kind, members);
  return stages
    .filter((period) => covers(period.area, area))
    .map(({ stage, from, until }) => ({ contest, regime, stage, from, until }));
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
