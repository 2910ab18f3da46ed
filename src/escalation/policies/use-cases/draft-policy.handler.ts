import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions } from '../../../event-store/decision.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import { unknownReferences } from '../../policy/check/check-policy.js';
import { type Policies, policiesDecider } from '../domain/policies.decider.js';
import { EscalationPolicies } from '../escalation-policies.js';
import { fieldErrors } from '../field-errors.js';
import { knownCodes } from '../known-codes.js';
import { DraftPolicy } from '../policies.commands.js';
import { POLICIES_FOLD, POLICIES_STREAM } from '../policies-stream.js';
import { asPolicyAdministrator } from '../policy-administrator.js';

@CommandHandler(DraftPolicy)
export class DraftPolicyHandler implements ICommandHandler<DraftPolicy> {
  constructor(
    private readonly decisions: Decisions,
    private readonly taxonomy: TaxonomyRegister,
    private readonly policies: EscalationPolicies,
  ) {}

  /**
   * What contradicts itself may be written down, and the check says what is wrong with it; what names codes that do not
   * exist may not. Errors: `forbidden`, `invalid` (`unknown_category`, …), `policy_limit`.
   */
  async execute({ by, context, policy, language }: DraftPolicy): Promise<Decided<Policies>> {
    const unknown = unknownReferences(policy, knownCodes(this.taxonomy.categories()));
    const decided = await this.decisions.decide({
      stream: POLICIES_STREAM,
      fold: POLICIES_FOLD,
      context,
      authorise: () => asPolicyAdministrator(by),
      decide: (state) => {
        if (unknown.length > 0) throw new DomainError('invalid', {}, fieldErrors(unknown, language));
        return policiesDecider.decide({ type: 'draft', policy }, state);
      },
      about: () => ({}),
    });
    await this.policies.renew();
    return decided;
  }
}
