import {
  acting,
  FACTS,
  given,
  hour,
  REFER,
  recording,
  refusal,
  VERIFY,
  WARNING,
  when,
  withoutLadder,
} from '../../../test/support/case-scenario.js';
import type { CaseAction } from './case.commands.js';

describe('work on the case', () => {
  it('counts field actions and requests from 1, each for itself', () => {
    const fieldAction: CaseAction = {
      type: 'field-actions',
      kind: 'MEDIATION',
      takenAt: hour(0),
      with: ['FKUB'],
      result: 'AGREED',
      summary: 'damai',
    };
    const ask: CaseAction = { type: 'input-requests', agency: 'DLH', question: 'pohon apa?' };
    const state = given(recording(), acting(fieldAction), acting(ask));
    const { type: _, ...taken } = fieldAction;
    expect(when(acting(fieldAction), state)).toStrictEqual([
      { type: 'FieldActionTaken', data: { n: 2, ...taken } },
    ]);
    expect(when(acting(ask), state)).toStrictEqual([
      { type: 'InputRequested', data: { n: 2, agency: 'DLH', question: 'pohon apa?' } },
    ]);
    expect(when(acting({ type: 'input-requests/answer', n: 1, answer: 'angsana' }), state)).toStrictEqual([
      { type: 'InputGiven', data: { n: 1, agency: 'DLH', answer: 'angsana' } },
    ]);
  });

  it('lets a question be answered once', () => {
    const ask = acting({ type: 'input-requests', agency: 'DLH', question: '?' });
    const answer = (n: number) => acting({ type: 'input-requests/answer', n, answer: 'x' });
    expect(refusal(() => when(answer(1), given(recording(), ask, answer(1))))).toBe('already_answered');
    expect(refusal(() => when(answer(2), given(recording(), ask)))).toBe('not_found');
  });

  it.each<[string, CaseAction]>([
    [
      'field action',
      { type: 'field-actions', kind: 'PATROL', takenAt: hour(26), with: [], result: 'DONE', summary: 'x' },
    ],
    ['delivery', { ...REFER, deliveredAt: hour(26) } as CaseAction],
    ['promotion', { type: 'promotion', occurredAt: hour(26) }],
  ])('takes no %s from the day after tomorrow', (_, action) => {
    const base =
      action.type === 'promotion' ? given(WARNING, acting(VERIFY)) : given(recording(), acting(VERIFY));
    expect(refusal(() => when(acting(action), base))).toBe('in_the_future');
  });

  it('keeps a file once', () => {
    const evidence = acting({ type: 'evidence', sha256: 'a'.repeat(64) });
    expect(refusal(() => when(evidence, given(recording(), evidence)))).toBe('nothing_to_change');
  });

  it('changes a severity to another one', () => {
    const to = (severity: number) => acting({ type: 'severity', severity, reason: 'x' });
    expect(withoutLadder(when(to(4), given(recording())))).toStrictEqual([
      { type: 'SeverityChanged', data: { old: 2, new: 4, reason: 'x' } },
    ]);
    expect(refusal(() => when(to(2), given(recording())))).toBe('nothing_to_change');
    expect(given(recording(), to(4)).report.severity).toBe(4);
  });

  it('names people on restricted cases only, once', () => {
    const name = acting({ type: 'access', person: 'p', reason: 'x' }, { facts: { personExists: true } });
    const restricted = recording({ access: 'RESTRICTED' });
    expect(when(name, given(restricted))).toStrictEqual([
      { type: 'PersonNamed', data: { person: 'p', reason: 'x' } },
    ]);
    expect(refusal(() => when(name, given(restricted, name)))).toBe('nothing_to_change');
    expect(refusal(() => when(name, given(recording())))).toBe('not_restricted');
    const unknown = { ...name, facts: { ...FACTS, personExists: false } };
    expect(refusal(() => when(unknown, given(restricted)))).toBe('person_unknown');
  });
});
