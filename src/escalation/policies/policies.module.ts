import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TaxonomyModule } from '../../taxonomy/taxonomy.module.js';
import { EscalationPolicies } from './escalation-policies.js';
import { PolicyController } from './http/policy.controller.js';
import { PolicyAnswers } from './http/policy-answers.js';
import { ShippedPolicy } from './shipped-policy.js';
import { ActivatePolicyHandler } from './use-cases/activate-policy.handler.js';
import { DraftPolicyHandler } from './use-cases/draft-policy.handler.js';
import { CheckPolicyQuery } from './views/check-policy.query.js';
import { FindPolicyQuery } from './views/find-policy.query.js';
import { ListPoliciesQuery } from './views/list-policies.query.js';
import { PolicyVersions } from './views/policy-versions.js';
import { RecentCases } from './views/recent-cases/recent-cases.js';

/** The escalation policies: drafted, checked, put in force. `ShippedPolicy.record()` is to run at every start. */
@Module({
  imports: [CqrsModule, TaxonomyModule],
  controllers: [PolicyController],
  providers: [
    EscalationPolicies,
    ShippedPolicy,
    DraftPolicyHandler,
    ActivatePolicyHandler,
    PolicyVersions,
    ListPoliciesQuery,
    FindPolicyQuery,
    RecentCases,
    CheckPolicyQuery,
    PolicyAnswers,
  ],
  exports: [EscalationPolicies, ShippedPolicy],
})
export class PoliciesModule {}
