import { Module } from '@nestjs/common';
import { EscalationPolicies } from './policies/escalation-policies.js';

/** Who must act now, why, and by when. */
@Module({
  providers: [EscalationPolicies],
  exports: [EscalationPolicies],
})
export class EscalationModule {}
