import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../area/area.module.js';
import { TimerSources } from '../escalation/timers/timer-sources.js';
import { RunConflictStatusClock } from './conflict-status.commands.js';
import { ConflictStatusController } from './http/conflict-status.controller.js';
import { AreaTurn } from './use-cases/area-turn.js';
import { ChangeConflictStatusHandler } from './use-cases/change-conflict-status.handler.js';
import { DeclareConflictStatusHandler } from './use-cases/declare-conflict-status.handler.js';
import { RunConflictStatusClockHandler } from './use-cases/run-conflict-status-clock.handler.js';
import { conflictStatusProjection } from './views/conflict-status.projection.js';
import { ConflictStatusDocuments } from './views/conflict-status-document.js';
import { GetConflictStatusQuery } from './views/get-conflict-status.query.js';
import { ListConflictStatusesQuery } from './views/list-conflict-statuses.query.js';

/** *Keadaan konflik*, the legal status: it never sets an escalation level, and no escalation level sets it. */
@Module({
  imports: [CqrsModule, AreaModule],
  controllers: [ConflictStatusController],
  providers: [
    DeclareConflictStatusHandler,
    ChangeConflictStatusHandler,
    RunConflictStatusClockHandler,
    AreaTurn,
    GetConflictStatusQuery,
    ListConflictStatusesQuery,
    ConflictStatusDocuments,
  ],
})
export class ConflictStatusModule {
  constructor(timers: TimerSources) {
    timers.add({
      name: 'conflict_status',
      projection: conflictStatusProjection,
      command: ({ id, key, clock }) => new RunConflictStatusClock(id, key, clock),
    });
  }
}
