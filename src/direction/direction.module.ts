import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../area/area.module.js';
import { RostersModule } from '../escalation/rosters/rosters.module.js';
import { TimerSources } from '../escalation/timers/timer-sources.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { RunDirectionClock } from './direction.commands.js';
import { DirectionController } from './http/direction.controller.js';
import { ActOnDirectionHandler } from './use-cases/act-on-direction.handler.js';
import { IssueDirectionHandler } from './use-cases/issue-direction.handler.js';
import { RunDirectionClockHandler } from './use-cases/run-direction-clock.handler.js';
import { directionProjection } from './views/direction.projection.js';
import { DirectionDocuments } from './views/direction-document.js';
import { DirectionSight } from './views/direction-sight.js';
import { GetDirectionQuery } from './views/get-direction.query.js';
import { ListDirectionsQuery } from './views/list-directions.query.js';
import { OpenDirections } from './views/open-directions.js';

/** *Arahan*: what heads tell agencies and offices to do, until it is done. */
@Module({
  imports: [CqrsModule, AreaModule, TaxonomyModule, RostersModule],
  controllers: [DirectionController],
  providers: [
    IssueDirectionHandler,
    ActOnDirectionHandler,
    RunDirectionClockHandler,
    GetDirectionQuery,
    ListDirectionsQuery,
    OpenDirections,
    DirectionSight,
    DirectionDocuments,
  ],
  exports: [OpenDirections],
})
export class DirectionModule {
  constructor(timers: TimerSources) {
    timers.add({
      name: 'direction',
      projection: directionProjection,
      command: ({ id, key, clock }) => new RunDirectionClock(id, key, clock),
    });
  }
}
