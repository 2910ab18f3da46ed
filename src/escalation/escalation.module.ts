import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AmendedCalendarsProcess } from './amended-calendars/amended-calendars.process.js';
import { NihilModule } from './nihil/nihil.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { RostersModule } from './rosters/rosters.module.js';
import { CaseTimersProcess } from './timers/case-timers.process.js';

/** What acts by itself on cases. */
const PROCESSES = [CaseTimersProcess, AmendedCalendarsProcess];

/** Who must act now, why, and by when. */
@Module({
  imports: [CqrsModule, PoliciesModule, RostersModule, NihilModule],
  providers: PROCESSES,
  exports: [PoliciesModule, RostersModule, NihilModule],
})
export class EscalationModule {}
