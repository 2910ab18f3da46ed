import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import { checkPolicy } from '../../policy/check/check-policy.js';
import { EscalationPolicies } from '../escalation-policies.js';
import { knownCodes } from '../known-codes.js';
import { asPolicyAdministrator } from '../policy-administrator.js';
import { CheckPolicy, type PolicyCheck } from './policy-queries.js';
import { RecentCases } from './recent-cases/recent-cases.js';

@QueryHandler(CheckPolicy)
export class CheckPolicyQuery implements IQueryHandler<CheckPolicy> {
  constructor(
    private readonly policies: EscalationPolicies,
    private readonly taxonomy: TaxonomyRegister,
    private readonly recent: RecentCases,
  ) {}

  /** Counts the cases of the whole country, so it takes an ADMIN over all of it. Throws `forbidden`. */
  async execute({ by, version, now }: CheckPolicy): Promise<PolicyCheck | null> {
    const policy = await this.policies.find(version);
    if (policy === undefined) return null;
    asPolicyAdministrator(by);
    const findings = checkPolicy(policy, knownCodes(this.taxonomy.categories()));
    return { findings, recent: await this.recent.count(policy, now) };
  }
}
