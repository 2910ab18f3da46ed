import { Module } from '@nestjs/common';
import { NihilModule } from './nihil/nihil.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { RostersModule } from './rosters/rosters.module.js';

/** Who must act now, why, and by when. */
@Module({
  imports: [PoliciesModule, RostersModule, NihilModule],
  exports: [PoliciesModule, RostersModule, NihilModule],
})
export class EscalationModule {}
