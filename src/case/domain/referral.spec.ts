import {
  acting,
  actor,
  CLOSE,
  dataOf,
  given,
  HANDLE,
  hour,
  REFER,
  RESOLVE,
  recording,
  refusal,
  VERIFY,
  when,
} from '../../../test/support/case-scenario.js';
import { statusOf } from './case.state.js';

describe('referral', () => {
  const verified = [recording(), acting(VERIFY)];
  const said = (n: number, state: 'RECEIVED' | 'PROVEN' | 'NOT_REGISTERED' | 'HANDED_ON' | 'SANCTIONED') =>
    acting({ type: 'referrals/progress', n, state, at: hour(1) });

  it('on Saturday night gets its letter on Monday', () => {
    const letter = acting(
      { type: 'referrals/letter', n: 1, number: '041/PM', date: '2026-11-23' },
      { hours: 40 },
    );
    const state = given(...verified, acting(REFER));
    expect(state).toMatchObject({ status: 'REFERRED', referrals: [{ n: 1, letter: null, state: null }] });
    const data = { n: 1, letter: { number: '041/PM', date: '2026-11-23' } };
    expect(when(letter, state)).toStrictEqual([{ type: 'ReferralLetterAdded', data }]);
    expect(refusal(() => when(letter, given(...verified, acting(REFER), letter)))).toBe('nothing_to_change');
  });

  it.each([
    ['a word on the way keeps it there', [said(1, 'RECEIVED')], 'REFERRED'],
    ['handing on keeps it there', [said(1, 'HANDED_ON')], 'REFERRED'],
    ['the first of two last words keeps it there', [said(1, 'PROVEN')], 'REFERRED'],
    [
      'the last of two last words brings it back',
      [said(2, 'NOT_REGISTERED'), said(1, 'PROVEN')],
      'IN_PROGRESS',
    ],
    [
      'a sanction after the ruling does not count twice',
      [said(1, 'PROVEN'), said(1, 'SANCTIONED')],
      'REFERRED',
    ],
  ])('%s', (name, words, status) => {
    const referrals =
      name.includes('two') || name.includes('twice') ? [acting(REFER), acting(REFER)] : [acting(REFER)];
    expect(statusOf(given(...verified, ...referrals, ...words))).toBe(status);
  });

  it.each(['PROVEN', 'NOT_PROVEN', 'NOT_REGISTERED', 'STOPPED', 'WITHDRAWN', 'SANCTIONED'] as const)(
    'ends with %s',
    (state) => {
      const word = acting({ type: 'referrals/progress', n: 1, state, at: hour(1) });
      const [event] = when(word, given(...verified, acting(REFER)));
      expect(event).toStrictEqual({
        type: 'ReferralProgressed',
        data: { n: 1, state, stateAt: hour(1), returned: true },
      });
    },
  );

  it.each(['RECEIVED', 'INCOMPLETE', 'REGISTERED', 'HANDED_ON'] as const)('goes on after %s', (state) => {
    const word = acting({ type: 'referrals/progress', n: 1, state, at: hour(1) });
    expect(dataOf('ReferralProgressed', when(word, given(...verified, acting(REFER))))?.returned).toBe(false);
  });

  it('takes a word that comes after the end, and moves nothing by it', () => {
    const steps = [
      ...verified,
      acting(REFER),
      said(1, 'PROVEN'),
      acting(RESOLVE),
      acting(CLOSE, { by: actor('VERIFIER') }),
    ];
    expect(statusOf(given(...steps, said(1, 'SANCTIONED')))).toBe('CLOSED');
  });

  it('brings nothing back that was rejected meanwhile', () => {
    const grave = recording({ severity: 3 });
    const rejection = acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' });
    const state = given(grave, acting(HANDLE), acting(REFER), rejection, said(1, 'NOT_REGISTERED'));
    expect(state.status).toBe('REJECTED');
  });

  it('is one that was made', () => {
    expect(refusal(() => when(said(1, 'PROVEN'), given(...verified)))).toBe('not_found');
  });
});
