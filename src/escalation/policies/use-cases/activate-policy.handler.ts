import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions } from '../../../event-store/decision.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import { checkPolicy, isError } from '../../policy/check/check-policy.js';
import { type Policies, policiesDecider } from '../domain/policies.decider.js';
import { EscalationPolicies } from '../escalation-policies.js';
import { fieldErrors } from '../field-errors.js';
import { knownCodes } from '../known-codes.js';
import { ActivatePolicy } from '../policies.commands.js';
import { POLICIES_FOLD, POLICIES_STREAM } from '../policies-stream.js';
import { asPolicyAdministrator } from '../policy-administrator.js';

@CommandHandler(ActivatePolicy)
export class ActivatePolicyHandler implements ICommandHandler<ActivatePolicy> {
  constructor(
    private readonly decisions: Decisions,
    private readonly taxonomy: TaxonomyRegister,
    private readonly policies: EscalationPolicies,
  ) {}

  /**
   * Where the person does not say which version is to be replaced, it is the one in force when the command comes in: of
   * two people who activate at once one wins, and the other is told. Errors: `not_found`, `forbidden`, `policy_faulty` with what the check found,
   * `policy_replaced`, `nothing_to_change`.
   */
  async execute(command: ActivatePolicy): Promise<Decided<Policies>> {
    const { by, context, version, language } = command;
    const inForce = await this.policies.activeVersion();
    const policy = await this.policies.find(version);
    if (policy === undefined) throw new DomainError('not_found');
    const found = checkPolicy(policy, knownCodes(this.taxonomy.categories())).filter(isError);
    const errors = fieldErrors(found, language);
    const activate = {
      type: 'activate',
      version,
      replaces: command.replaces ?? inForce,
      stated: command.replaces !== undefined,
      by: by.id,
      now: context.now,
      errors,
    } as const;
    const decided = await this.decisions.decide({
      stream: POLICIES_STREAM,
      fold: POLICIES_FOLD,
      context,
      authorise: () => asPolicyAdministrator(by),
      decide: (state) => policiesDecider.decide(activate, state),
      about: () => ({}),
    });
    await this.policies.renew();
    return decided;
  }
}
