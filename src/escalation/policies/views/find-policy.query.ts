import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { EscalationPolicies } from '../escalation-policies.js';
import { FindPolicy, type FoundPolicy } from './policy-queries.js';
import { PolicyVersions } from './policy-versions.js';

@QueryHandler(FindPolicy)
export class FindPolicyQuery implements IQueryHandler<FindPolicy> {
  constructor(
    private readonly versions: PolicyVersions,
    private readonly policies: EscalationPolicies,
  ) {}

  async execute({ version }: FindPolicy): Promise<FoundPolicy | null> {
    const listed = (await this.versions.at(null)).find((one) => one.version === version);
    return listed === undefined ? null : { ...listed, policy: await this.policies.version(version) };
  }
}
