import { DomainError } from '../../kernel/domain-error.js';
import type { ActionFacts, ActionOf } from './case.commands.js';
import type { CaseEvent, CaseVerified } from './case.events.js';
import type { KnownCase } from './case.state.js';
import type { Alone } from './four-eyes.policies.js';
import { defined } from './plain.js';
import { undecided } from './stage.js';

type Verification = ActionOf<'verification'>;

/**
 * What the request alone shows to be wrong with an outcome, whatever the case. Errors (422): `duplicate_of_unexpected`,
 * `reason_missing`, `duplicate_of_missing`.
 */
export function checkOutcome({ outcome, reason, duplicateOf }: Verification): void {
  if (outcome !== 'DUPLICATE' && duplicateOf !== undefined) throw wrong('duplicate_of_unexpected');
  if (outcome !== 'VERIFIED' && reason === undefined) throw wrong('reason_missing', '/reason');
  if (outcome === 'DUPLICATE' && duplicateOf === undefined) throw wrong('duplicate_of_missing');
}

/**
 * The outcome of a check. Errors (422): `reason_missing`, `duplicate_of_missing`, `duplicate_of_unexpected`,
 * `duplicate_not_found`, `duplicate_of_itself`, `duplicate_of_duplicate`.
 */
export function verify(
  action: Verification,
  state: KnownCase,
  facts: ActionFacts,
  alone: Alone,
): CaseEvent[] {
  checkOutcome(action);
  const { outcome, told } = action;
  if (outcome === 'VERIFIED') return [verified(state, defined({ ...alone, reason: action.reason, told }))];
  const said = { ...alone, ...defined({ told }), reason: action.reason ?? '' };
  if (outcome !== 'DUPLICATE') return [{ type: 'CaseRejected', data: { ...said, as: outcome } }];
  return [{ type: 'CaseFoundDuplicate', data: { ...said, of: original(action, facts) } }];
}

/** An early warning is watched from now on; a case that was acted on early stays where it has come to. */
function verified(state: KnownCase, said: Omit<CaseVerified['data'], 'status'>): CaseEvent {
  const { status } = undecided(state);
  if (status !== 'RECEIVED') return { type: 'CaseVerified', data: { ...said, status } };
  if (state.report.nature === 'POTENTIAL') return { type: 'CaseMonitored', data: said };
  return { type: 'CaseVerified', data: { ...said, status: 'VERIFIED' } };
}

/** The first case: one that the person may see and that is no duplicate itself, so that links lead to an end. */
function original({ duplicateOf }: Verification, { duplicate }: ActionFacts): string {
  switch (duplicate) {
    case 'fit':
      return duplicateOf ?? '';
    case 'itself':
      throw wrong('duplicate_of_itself');
    case 'duplicate':
      throw wrong('duplicate_of_duplicate');
    default:
      throw wrong('duplicate_not_found');
  }
}

function wrong(code: string, pointer = '/duplicateOf'): DomainError {
  return new DomainError(code, {}, [{ pointer, code }]);
}
