import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { Database } from './database/database.js';
import { Decisions } from './event-store/decision.js';
import { EventFeed } from './event-store/event-feed.js';
import { EventStore } from './event-store/event-store.js';
import { Clock, SystemClock } from './kernel/clock.js';
import { Processes } from './projection/processes.js';
import { Projections } from './projection/projections.js';
import { PositionWaiter } from './projection/wait-for-position.js';

/** What every room stands on, ready made: the composition has opened it. */
export interface Platform {
  readonly config: Config;
  readonly database: Database;
  readonly store: EventStore;
  readonly feed: EventFeed;
  readonly positions: PositionWaiter;
  readonly projections: Projections;
  /** Who works in the background; by default nobody is ever started. */
  readonly processes?: Processes;
  readonly clock?: Clock;
}

/** Gives the machinery to all rooms under its ports. */
@Global()
@Module({})
export class PlatformModule {
  static of({
    config,
    database,
    store,
    feed,
    positions,
    projections,
    processes,
    clock,
  }: Platform): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Database, useValue: database },
      { provide: DataSource, useValue: database.dataSource },
      { provide: EventStore, useValue: store },
      { provide: EventFeed, useValue: feed },
      { provide: PositionWaiter, useValue: positions },
      { provide: Projections, useValue: projections },
      { provide: Processes, useValue: processes ?? new Processes(database, feed, nobodyListens) },
      { provide: Decisions, useValue: new Decisions(store) },
      { provide: Clock, useValue: clock ?? new SystemClock() },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

function nobodyListens(): void {}
