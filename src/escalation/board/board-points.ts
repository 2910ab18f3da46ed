import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { askPrepared } from '../../database/prepared.js';
import { EventFeed } from '../../event-store/event-feed.js';
import { StoreUnavailable } from '../../event-store/event-store.js';
import type { AsOfPoint } from '../../http/request.js';
import { Clock } from '../../kernel/clock.js';
import type { BoardPoint } from './board-at.js';
import { caseBoard } from './case-board.projection.js';

/** A view that is behind by more is said to be. */
const STALE_AFTER_S = 2;
/** So long at most the log is asked for the event after a position. */
const LOOK_MS = 5_000;

/** Tells at which place of the log a board is looked at, and what time it was there. */
@Injectable()
export class BoardPoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly clock: Clock,
  ) {}

  /** The point that was asked for; where none was, how far the view has come. */
  async of(asOf: AsOfPoint | null): Promise<BoardPoint> {
    if (asOf === null) {
      const position = (await this.reached()) ?? (await this.feed.end());
      return { position, at: this.clock.now(), isLive: true };
    }
    const { position, instant } = asOf;
    return { position, at: instant ?? (await this.timeOf(position)), isLive: false };
  }

  /** True where the log holds what the view at this point has not seen, and has for a while. */
  async isStale({ position, isLive }: BoardPoint): Promise<boolean> {
    const reached = await this.reached();
    if (!isLive) return reached === null || reached < position;
    return (await this.feed.lag(position)).seconds > STALE_AFTER_S;
  }

  private async reached(): Promise<string | null> {
    const [row] = await askPrepared<{ position: string | null }>(
      this.dataSource,
      `select position from projection_checkpoint where name = $1 and version = $2 and build = 'live'`,
      [caseBoard.name, caseBoard.version],
    );
    return row?.position ?? null;
  }

  /** A position stands for the time until something else happened; the end of the log for now. */
  private async timeOf(position: string): Promise<Date> {
    const signal = AbortSignal.timeout(LOOK_MS);
    for await (const { events } of this.feed.subscribe({ position, eventId: null }, { signal, limit: 1 })) {
      return events[0]?.recordedAt ?? this.clock.now();
    }
    throw new StoreUnavailable('The log did not say in time what follows a position.');
  }
}
