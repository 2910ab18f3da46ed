import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type ListedPolicy, ListPolicies } from './policy-queries.js';
import { PolicyVersions } from './policy-versions.js';

@QueryHandler(ListPolicies)
export class ListPoliciesQuery implements IQueryHandler<ListPolicies> {
  constructor(private readonly versions: PolicyVersions) {}

  execute({ at }: ListPolicies): Promise<readonly ListedPolicy[]> {
    return this.versions.at(at);
  }
}
