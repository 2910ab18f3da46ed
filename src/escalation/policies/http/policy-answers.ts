import { Injectable } from '@nestjs/common';
import type { LanguageCode } from '../../../http/language.js';
import { PeopleNames } from '../../../identity/views/people-names.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Finding } from '../../policy/check/finding.js';
import type { EscalationPolicy } from '../../policy/escalation-policy.js';
import type { ListedPolicy, PolicyCheck } from '../views/policy-queries.js';
import { checkText } from './check-text.js';

/** Who did it, as people read it. */
type Person = Actor & { readonly name: string };

/** A version as lists show it. */
export type PolicySummary = Omit<ListedPolicy, 'draftedBy' | 'activatedBy'> & {
  readonly draftedBy: Person;
  readonly activatedBy: Person | null;
};

/** A version with what it says. */
export type PolicyAnswer = PolicySummary & EscalationPolicy;

/** Puts what the queries found into the answers of the contract. */
@Injectable()
export class PolicyAnswers {
  constructor(private readonly people: PeopleNames) {}

  async summaries(policies: readonly ListedPolicy[]): Promise<PolicySummary[]> {
    const actors = policies.flatMap(({ draftedBy, activatedBy }) =>
      activatedBy === null ? [draftedBy] : [draftedBy, activatedBy],
    );
    const names = await this.people.namesOf(actors.map(({ id }) => id));
    const named = (actor: Actor): Person => ({ ...actor, name: names.get(actor.id)?.name ?? actor.id });
    return policies.map(({ draftedBy, activatedBy, ...rest }) => ({
      ...rest,
      draftedBy: named(draftedBy),
      activatedBy: activatedBy === null ? null : named(activatedBy),
    }));
  }

  async whole(listed: ListedPolicy, policy: EscalationPolicy): Promise<PolicyAnswer> {
    const [summary] = await this.summaries([listed]);
    if (summary === undefined) throw new Error('A policy has no summary.');
    return { ...summary, ...policy };
  }

  /** The check in the reader's language. */
  check(version: number, { findings, recent }: PolicyCheck, language: LanguageCode) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const told = <T extends Pick<Finding, 'text'>>({ text, ...rest }: T) => ({
      ...rest,
      text: text[language],
    });
    return {
      version,
      passed: errors === 0,
      errors,
      warnings: findings.length - errors,
      text: checkText(findings, recent)[language],
      findings: findings.map(told),
      recent: { ...recent, rules: recent.rules.map(told) },
    };
  }
}
