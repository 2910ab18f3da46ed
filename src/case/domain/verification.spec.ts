import {
  ASSIGN,
  acting,
  GRAVE,
  given,
  HANDLE,
  history,
  hour,
  LADDER,
  recording,
  refusal,
  stateOf,
  VERIFY,
  WARNING,
  when,
  withoutLadder,
} from '../../../test/support/case-scenario.js';
import type { CaseAction } from './case.commands.js';
import { caseDecider } from './case.decider.js';
import type { CaseEvent } from './case.events.js';
import { isVerified, levelOf, statusOf } from './case.state.js';

describe('verification', () => {
  it.each<[string, CaseAction, CaseEvent]>([
    [
      'found true',
      { type: 'verification', outcome: 'VERIFIED', told: 'oleh desk, telepon' },
      { type: 'CaseVerified', data: { told: 'oleh desk, telepon', status: 'VERIFIED' } },
    ],
    [
      'that cannot be checked',
      { type: 'verification', outcome: 'UNVERIFIABLE', reason: 'tidak ada saksi' },
      { type: 'CaseRejected', data: { as: 'UNVERIFIABLE', reason: 'tidak ada saksi' } },
    ],
  ])('of a report %s', (_, action, event) => {
    expect(when(acting(action), given(recording()))).toStrictEqual([event]);
  });

  it('of a duplicate links to the first case', () => {
    const action = { type: 'verification', outcome: 'DUPLICATE', reason: 'sama', duplicateOf: 'a' } as const;
    const command = acting(action, { facts: { duplicate: 'fit' } });
    expect(when(command, given(recording()))).toStrictEqual([
      { type: 'CaseFoundDuplicate', data: { of: 'a', reason: 'sama' } },
    ]);
    expect(statusOf(given(recording(), command))).toBe('DUPLICATE');
  });

  it('of an early warning begins its watch', () => {
    expect(withoutLadder(when(acting(VERIFY), given(WARNING)))).toStrictEqual([
      { type: 'CaseMonitored', data: {} },
    ]);
    expect(levelOf(given(WARNING, acting(VERIFY)))).toBeNull();
  });

  it.each([
    ['reason_missing', { outcome: 'REJECTED' }, undefined],
    ['reason_missing', { outcome: 'DUPLICATE', duplicateOf: 'a' }, 'fit'],
    ['duplicate_of_missing', { outcome: 'DUPLICATE', reason: 'x' }, undefined],
    ['duplicate_of_unexpected', { outcome: 'REJECTED', reason: 'x', duplicateOf: 'a' }, 'fit'],
    ['duplicate_not_found', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'missing'],
    ['duplicate_not_found', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, undefined],
    ['duplicate_of_itself', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'itself'],
    ['duplicate_of_duplicate', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'duplicate'],
  ] as const)('is refused as %s for %j', (code, body, duplicate) => {
    const command = acting({ type: 'verification', ...body }, { facts: { duplicate } });
    expect(refusal(() => when(command, given(recording())))).toBe(code);
  });

  it('happens once', () => {
    expect(refusal(() => when(acting(VERIFY), given(recording(), acting(VERIFY), acting(ASSIGN))))).toBe(
      'already_verified',
    );
  });

  it('of a case acted on early keeps where it has come to', () => {
    const early = given(GRAVE, acting(ASSIGN));
    expect(isVerified(early)).toBe(false);
    expect(when(acting(VERIFY), early)).toStrictEqual([
      { type: 'CaseVerified', data: { status: 'ASSIGNED' } },
    ]);
    const after = given(GRAVE, acting(ASSIGN), acting(VERIFY));
    expect([after.status, isVerified(after)]).toEqual(['ASSIGNED', true]);
  });

  it('of an early warning acted on early leaves the work where it is', () => {
    const grave = recording({ ...WARNING.report, severity: 4 });
    expect(statusOf(given(grave, acting(HANDLE), acting(VERIFY)))).toBe('IN_PROGRESS');
  });

  it('that rejects a case acted on early stands everyone down', () => {
    const rejection = acting({ type: 'verification', outcome: 'NOT_OURS', reason: 'x' });
    const state = given(GRAVE, acting(HANDLE), rejection);
    expect([state.status, levelOf(state)]).toEqual(['REJECTED', null]);
  });
});

describe('reopening', () => {
  it('of a rejected case stands for its verification', () => {
    const rejection = acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' });
    const reopened = given(recording(), rejection, acting({ type: 'reopening', reason: 'ternyata benar' }));
    expect([reopened.status, levelOf(reopened)]).toEqual(['IN_PROGRESS', 'E0']);
    expect(refusal(() => when(acting(VERIFY), reopened))).toBe('already_verified');
  });
});

describe('two cases that name each other', () => {
  const duplicate = acting(
    { type: 'verification', outcome: 'DUPLICATE', reason: 'sama', duplicateOf: 'a' },
    { facts: { duplicate: 'fit' } },
  );
  const undo = { type: 'undo-duplicate', reason: 'duplicate_cycle', at: hour(9), facts: LADDER } as const;

  it.each([
    ['RECEIVED', [recording()]],
    ['ASSIGNED', [GRAVE, acting(ASSIGN)]],
    ['IN_PROGRESS', [GRAVE, acting(HANDLE)]],
  ] as const)('are set free to %s', (status, steps) => {
    const before = given(...steps);
    const events = caseDecider.decide(undo, given(...steps, duplicate));
    const data = { of: 'a', reason: 'duplicate_cycle', status };
    expect(withoutLadder(events)).toStrictEqual([{ type: 'DuplicateUndone', data }]);
    const facts = events.map((event) => ({ ...event, by: { id: 'system', role: 'SYSTEM' }, at: hour(2) }));
    const after = stateOf([...history(...steps, duplicate), ...facts]);
    const { lastAct: _, lastActOfAnother: __, ladder: ___, ...rest } = before;
    expect(after).toMatchObject(rest);
  });

  it('are left alone once one has moved on', () => {
    expect(refusal(() => caseDecider.decide(undo, given(recording())))).toBe('nothing_to_change');
  });
});

describe('work before verification', () => {
  it.each([HANDLE, ASSIGN])('waits, unless it burns: %j', (action) => {
    const refused = (severity: number, votingOrCounting: boolean) =>
      refusal(() => when(acting(action, { facts: { votingOrCounting } }), given(recording({ severity }))));
    expect(refused(2, false)).toBe('not_verified_yet');
    expect(refused(3, false)).toBeUndefined();
    expect(refused(1, true)).toBeUndefined();
  });
});
