import { Module } from '@nestjs/common';
import { NihilModule } from './nihil/nihil.module.js';
import { EscalationPolicies } from './policies/escalation-policies.js';
import { RostersModule } from './rosters/rosters.module.js';

/** Who must act now, why, and by when. */
@Module({
  imports: [RostersModule, NihilModule],
  providers: [EscalationPolicies],
  exports: [EscalationPolicies, RostersModule, NihilModule],
})
export class EscalationModule {}
