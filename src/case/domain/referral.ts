import { DomainError } from '../../kernel/domain-error.js';
import type { ActionOf } from './case.commands.js';
import type { CaseEvent } from './case.events.js';
import { isReferralOpen, type KnownCase, LAST_WORDS } from './case.state.js';
import { isAhead } from './case-times.js';
import { defined, same } from './plain.js';

/** Hands the case to a body outside. Errors: `in_the_future`. */
export function refer(
  { type: _, ...referral }: ActionOf<'referrals'>,
  state: KnownCase,
  now: string,
): CaseEvent[] {
  isAhead(referral.deliveredAt, now, '/deliveredAt');
  return [{ type: 'CaseReferred', data: { n: state.referrals.length + 1, ...defined(referral) } }];
}

/** The letter of a referral that went out without one, or the right one. Errors: `nothing_to_change`. */
export function addLetter({ n, number, date }: ActionOf<'referrals/letter'>, state: KnownCase): CaseEvent[] {
  const letter = { number, date };
  if (same(state.referrals.find((referral) => referral.n === n)?.letter, letter)) {
    throw new DomainError('nothing_to_change');
  }
  return [{ type: 'ReferralLetterAdded', data: { n, letter } }];
}

/** What the body said. The last word on the last open referral brings the case back. Errors: `in_the_future`. */
export function progress(
  { type: _, at, ...said }: ActionOf<'referrals/progress'>,
  state: KnownCase,
  now: string,
): CaseEvent[] {
  isAhead(at, now, '/at');
  const open = state.referrals.filter(isReferralOpen).map(({ n }) => n);
  const isLast = open.length === 1 && open[0] === said.n;
  const returned = state.status === 'REFERRED' && isLast && LAST_WORDS.includes(said.state);
  return [{ type: 'ReferralProgressed', data: { ...defined(said), stateAt: at, returned } }];
}
