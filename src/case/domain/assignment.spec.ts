import {
  ACCEPT,
  ASSIGN,
  acting,
  actor,
  CLOSE,
  GRAVE,
  given,
  HANDLE,
  hour,
  LEAD,
  REFUSE,
  RESOLVE,
  recording,
  refusal,
  SUPPORT,
  UNDER_WAY,
  VERIFY,
  when,
  withoutLadder,
} from '../../../test/support/case-scenario.js';
import type { CaseAction } from './case.commands.js';

describe('assignment', () => {
  it('goes to a lead and to those that support it, each once', () => {
    const action = {
      ...ASSIGN,
      supporting: ['DLH', 'SATPOL_PP', 'DLH'],
      instruction: 'segera',
    } as CaseAction;
    const assigned = when(acting(action), given(recording(), acting(VERIFY)));
    expect(withoutLadder(assigned)).toStrictEqual([
      {
        type: 'CaseAssigned',
        data: { lead: 'SATPOL_PP', supporting: ['DLH'], dueAt: hour(48), instruction: 'segera' },
      },
    ]);
  });

  it('that is the same again changes nothing, and is a new one once the work goes on', () => {
    const steps = [recording(), acting(VERIFY), acting(ASSIGN)];
    expect(refusal(() => when(acting(ASSIGN), given(...steps)))).toBe('nothing_to_change');
    expect(
      refusal(() => when(acting({ ...ASSIGN, dueAt: hour(50) } as CaseAction), given(...steps))),
    ).toBeUndefined();
    expect(refusal(() => when(acting(ASSIGN), given(...UNDER_WAY)))).toBeUndefined();
  });

  it('is answered by each agency for itself', () => {
    const assigned = [recording(), acting(VERIFY), acting(ASSIGN)];
    expect(when(acting(ACCEPT, { by: SUPPORT }), given(...assigned))).toStrictEqual([
      { type: 'AssignmentAccepted', data: { agency: 'DLH', status: 'ASSIGNED' } },
    ]);
    expect(when(acting(ACCEPT, { by: LEAD }), given(...assigned))).toStrictEqual([
      { type: 'AssignmentAccepted', data: { agency: 'SATPOL_PP', status: 'IN_PROGRESS' } },
    ]);
    const state = given(...assigned, acting(ACCEPT, { by: LEAD }), acting(REFUSE, { by: SUPPORT }));
    expect(state).toMatchObject({
      status: 'IN_PROGRESS',
      assignment: { state: 'ACCEPTED', supporting: [{ agency: 'DLH', state: 'REFUSED' }] },
    });
  });

  it('that the lead refuses is over', () => {
    const assigned = [recording(), acting(VERIFY), acting(ASSIGN)];
    const refused = when(acting(REFUSE, { by: LEAD }), given(...assigned));
    expect(withoutLadder(refused)).toStrictEqual([
      {
        type: 'AssignmentRefused',
        data: { agency: 'SATPOL_PP', reason: 'bukan wewenang', status: 'VERIFIED' },
      },
    ]);
    const state = given(...assigned, acting(REFUSE, { by: LEAD }));
    expect('assignment' in state).toBe(false);
    expect(state).toMatchObject({ status: 'VERIFIED', agencies: ['DLH'] });
  });

  it('that the lead refuses before verification leaves the case received', () => {
    const state = given(GRAVE, acting(ASSIGN), acting(REFUSE, { by: LEAD }));
    expect(state.status).toBe('RECEIVED');
  });

  it('that the lead refuses while the head handles the case leaves it with the head', () => {
    const steps = [recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE, { by: actor('HEAD') })];
    const state = given(...steps, acting(REFUSE, { by: LEAD }));
    expect(state).toMatchObject({ status: 'IN_PROGRESS', assignment: null });
  });

  it('is answered once', () => {
    const again = (action: CaseAction, by = LEAD) =>
      refusal(() => when(acting(action, { by }), given(...UNDER_WAY)));
    expect(again(ACCEPT)).toBe('already_answered');
    expect(again(REFUSE)).toBe('already_answered');
    expect(again(ACCEPT, actor('OFFICER', { agency: 'DINKES' }))).toBe('not_assigned_to_agency');
    expect(again(ACCEPT, SUPPORT)).toBeUndefined();
  });

  it('is no longer the business of an agency that refused it', () => {
    const state = given(...UNDER_WAY, acting(REFUSE, { by: SUPPORT }));
    expect(refusal(() => when(acting(ACCEPT, { by: SUPPORT }), state))).toBe('not_assigned_to_agency');
  });

  it('is accepted by a lead that takes the case up', () => {
    const state = given(recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE, { by: LEAD }));
    expect(state).toMatchObject({ status: 'IN_PROGRESS', assignment: { state: 'ACCEPTED' } });
    const byHead = given(recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE));
    expect(byHead).toMatchObject({ status: 'IN_PROGRESS', assignment: { state: 'PENDING' } });
  });

  it('keeps the case in the sight of whoever had it, except who refused and was not asked', () => {
    const toOthers = acting({ ...ASSIGN, lead: 'DISHUB', supporting: [] } as CaseAction);
    expect(given(...UNDER_WAY, toOthers).agencies).toEqual(['SATPOL_PP', 'DLH', 'DISHUB']);
    const refused = acting(REFUSE, { by: SUPPORT });
    expect(given(...UNDER_WAY, refused).agencies).toEqual(['SATPOL_PP']);
    const asked = acting({ type: 'input-requests', agency: 'DLH', question: '?' });
    expect(given(...UNDER_WAY, asked, refused).agencies).toEqual(['SATPOL_PP', 'DLH']);
  });

  it('stands again after a return and a reopening', () => {
    const resolved = [...UNDER_WAY, acting(RESOLVE, { by: LEAD })];
    const assignment = { lead: 'SATPOL_PP', state: 'ACCEPTED' };
    const returned = given(...resolved, acting({ type: 'return', reason: 'x' }));
    expect(returned).toMatchObject({ status: 'IN_PROGRESS', assignment });
    const reopened = given(...resolved, acting(CLOSE), acting({ type: 'reopening', reason: 'x' }));
    expect(reopened).toMatchObject({ status: 'IN_PROGRESS', assignment });
  });
});
