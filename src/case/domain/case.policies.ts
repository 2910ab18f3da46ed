import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { grantOver, type Principal } from '../../kernel/grant.js';
import type { ActionFacts, ActionType } from './case.commands.js';
import { type CaseState, type KnownCase, known } from './case.state.js';
import { eyesOn } from './four-eyes.policies.js';
import { ACTION_TYPES, PERMITS } from './permissions.js';
import { type Attempt, obstacleTo } from './possible.js';
import { capacityOf, capacityUnder } from './standing.policies.js';
import * as sight from './visibility.policies.js';

/** What of the looked-up facts permissions ask for. */
export type PermissionFacts = Pick<ActionFacts, 'withoutOfficer' | 'onDuty'>;

/**
 * The capacity in which a person logs a case of an area. Errors (403): `forbidden` where none of their roles records,
 * `outside_scope` where the area lies beyond those that do.
 */
export function authoriseRecording(principal: Principal, area: string): Actor {
  const grant = grantOver(principal, sight.RECORDING_ROLES, area);
  if (grant !== undefined) return { id: principal.id, ...capacityOf(grant) };
  const mayRecord = principal.grants.some(({ role }) => sight.RECORDING_ROLES.includes(role));
  throw new DomainError(mayRecord ? 'outside_scope' : 'forbidden');
}

/**
 * The capacity in which a person acts on a case. `now` is RFC 3339. Errors, in this order: `not_found` where there is no
 * such case or numbered thing for the person, `forbidden` (403), `four_eyes` (403).
 */
export function authorise(
  attempt: Attempt,
  principal: Principal,
  state: CaseState,
  now: string,
  facts: PermissionFacts,
): Actor {
  const actor = actorFor(attempt, principal, known(state), now, facts);
  if (typeof actor === 'string') throw new DomainError(actor);
  return actor;
}

/**
 * Path tails of what the person may do next, e.g. `verification`, `input-requests/1/answer`: what `authorise` permits
 * and the state does not forbid. Empty where the person does not see the case.
 */
export function allowedActions(
  principal: Principal,
  state: CaseState,
  now: string,
  facts: PermissionFacts & Pick<ActionFacts, 'votingOrCounting'>,
): string[] {
  if (state.status === 'NONE') return [];
  return attemptsOn(state)
    .filter((attempt) => {
      const actor = actorFor(attempt, principal, state, now, facts);
      return typeof actor !== 'string' && obstacleTo(attempt, actor, state, facts) === null;
    })
    .map(tailOf);
}

function actorFor(
  attempt: Attempt,
  principal: Principal,
  state: KnownCase,
  now: string,
  facts: PermissionFacts,
): Actor | 'not_found' | 'forbidden' | 'four_eyes' {
  const access = sight.accessOf(state);
  if (!sight.visible(principal, access) || !exists(attempt, state)) return 'not_found';
  const situation = { attempt, principal, state, access, facts };
  for (const permit of PERMITS[attempt.type]) {
    const capacity = capacityUnder(permit, situation);
    if (capacity === null) continue;
    if (eyesOn(attempt.type, state, principal.id, now) === 'must_wait') return 'four_eyes';
    return { id: principal.id, ...capacity };
  }
  return 'forbidden';
}

function exists({ type, n }: Attempt, state: KnownCase): boolean {
  const numbers = numbersOf(type, state);
  return numbers === null || numbers.includes(n ?? 0);
}

/** Every action that the case has something for, once for each numbered thing. */
function attemptsOn(state: KnownCase): Attempt[] {
  return ACTION_TYPES.flatMap(
    (type) => numbersOf(type, state)?.map((n): Attempt => ({ type, n })) ?? [{ type }],
  );
}

/** The numbers of the things that an action is about; null where it is about the case as a whole. */
function numbersOf(type: ActionType, { inputRequests, referrals }: KnownCase): number[] | null {
  switch (type) {
    case 'input-requests/answer':
      return inputRequests.map(({ n }) => n);
    case 'referrals/letter':
    case 'referrals/progress':
      return referrals.map(({ n }) => n);
    default:
      return null;
  }
}

function tailOf({ type, n }: Attempt): string {
  return n === undefined ? type : type.replace('/', `/${n}/`);
}
