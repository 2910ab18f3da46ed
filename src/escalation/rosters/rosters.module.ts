import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../../area/area.module.js';
import { DutyRosters } from './duty-rosters.js';
import { RosterController } from './http/roster.controller.js';
import { EndRosterHandler } from './use-cases/end-roster.handler.js';
import { SetRosterHandler } from './use-cases/set-roster.handler.js';
import { ListRostersQuery } from './views/list-rosters.query.js';

/** Who stands in for the head of an office, and when. */
@Module({
  imports: [CqrsModule, AreaModule],
  controllers: [RosterController],
  providers: [DutyRosters, SetRosterHandler, EndRosterHandler, ListRostersQuery],
  exports: [DutyRosters],
})
export class RostersModule {}
