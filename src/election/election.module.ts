import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../area/area.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { ElectionRegister } from './election.register.js';
import { ContestController } from './http/contest.controller.js';
import { ParticipantController } from './http/participant.controller.js';
import { StagesController } from './http/stages.controller.js';
import { ShippedCalendars } from './shipped-calendars.js';
import { StageCalendar } from './stage-calendar.js';
import { RegisterContestHandler } from './use-cases/register-contest.handler.js';
import { RegisterParticipantHandler } from './use-cases/register-participant.handler.js';
import { SetStagesHandler } from './use-cases/set-stages.handler.js';
import { FindStagesQuery } from './views/find-stages.query.js';
import { ListContestsQuery } from './views/list-contests.query.js';
import { ListParticipantsQuery } from './views/list-participants.query.js';
import { ListStagesQuery } from './views/list-stages.query.js';

/** Contests, who stands in them, and their calendars. `ShippedCalendars.record()` is to run at every start. */
@Module({
  imports: [CqrsModule, AreaModule, TaxonomyModule],
  controllers: [StagesController, ContestController, ParticipantController],
  providers: [
    ElectionRegister,
    StageCalendar,
    ShippedCalendars,
    RegisterContestHandler,
    RegisterParticipantHandler,
    SetStagesHandler,
    ListContestsQuery,
    ListParticipantsQuery,
    ListStagesQuery,
    FindStagesQuery,
  ],
  exports: [ElectionRegister, StageCalendar, ShippedCalendars],
})
export class ElectionModule {}
