import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../area/area.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { AmendedCalendarsProcess } from './amended-calendars/amended-calendars.process.js';
import { BoardController } from './board/board.controller.js';
import { GetBoardQuery } from './board/board.query.js';
import { BoardPoints } from './board/board-points.js';
import { ListEscalationsQuery } from './board/escalations.query.js';
import { NihilModule } from './nihil/nihil.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { RostersModule } from './rosters/rosters.module.js';
import { CaseTimersProcess } from './timers/case-timers.process.js';

/** What acts by itself on cases. */
const PROCESSES = [CaseTimersProcess, AmendedCalendarsProcess];
const BOARD = [GetBoardQuery, ListEscalationsQuery, BoardPoints];

/** Who must act now, why, and by when. */
@Module({
  imports: [CqrsModule, AreaModule, TaxonomyModule, PoliciesModule, RostersModule, NihilModule],
  controllers: [BoardController],
  providers: [...PROCESSES, ...BOARD],
  exports: [PoliciesModule, RostersModule, NihilModule],
})
export class EscalationModule {}
