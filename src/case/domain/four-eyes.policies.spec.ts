import {
  acting,
  actor,
  CLOSE,
  given,
  history,
  hour,
  RESOLVE,
  recording,
  refusal,
  type Step,
  stateOf,
  UNDER_WAY,
  VERIFY,
  when,
} from '../../../test/support/case-scenario.js';
import type { CaseAction } from './case.commands.js';

describe('four eyes', () => {
  const observer = actor('VERIFIER');
  const observed = recording({ origin: 'OWN_OBSERVATION' }, { by: observer });
  const alone = (hours: number, ...steps: Step[]) =>
    refusal(() => when(acting(VERIFY, { by: observer, hours }), given(...steps)));

  it('keep who saw it from verifying it, until nobody else came for a day', () => {
    expect(alone(23.99, observed)).toBe('four_eyes');
    const [event] = when(acting(VERIFY, { by: observer, hours: 24 }), given(observed));
    expect(event?.data).toStrictEqual({ singleOfficer: true, status: 'VERIFIED' });
  });

  it('wait another day after somebody else was there', () => {
    const note = acting({ type: 'notes', text: 'x' }, { by: actor('DESK'), hours: 20 });
    expect(alone(30, observed, note)).toBe('four_eyes');
    expect(alone(44, observed, note)).toBeUndefined();
    const ownNote = acting({ type: 'notes', text: 'y' }, { by: observer, hours: 43 });
    expect(alone(44, observed, note, ownNote)).toBeUndefined();
  });

  it('do not count what one does oneself, nor what the service does', () => {
    const own = (hours: number) => acting({ type: 'notes', text: 'x' }, { by: observer, hours });
    expect(alone(24, observed, own(10), own(20))).toBeUndefined();
    const fact = {
      type: 'NoteAdded',
      data: { text: 'x' },
      by: { id: 'system', role: 'SYSTEM' },
      at: hour(20),
    } as const;
    const state = stateOf([...history(observed), fact]);
    expect(refusal(() => when(acting(VERIFY, { by: observer, hours: 24 }), state))).toBeUndefined();
  });

  it('let who typed in the report of another verify it', () => {
    const [event] = when(acting(VERIFY, { by: observer }), given(recording({}, { by: observer })));
    expect(event?.data).toStrictEqual({ status: 'VERIFIED' });
  });

  it('cannot be talked away by calling it the report of another', () => {
    const renamed = (by = observer) =>
      acting({ type: 'corrections', field: 'origin', value: 'CITIZEN', reason: 'x' }, { by });
    expect(alone(2, observed, renamed())).toBe('four_eyes');
    expect(alone(2, observed, renamed(actor('SECRETARIAT')))).toBeUndefined();
  });

  it.each<CaseAction>([CLOSE, { type: 'return', reason: 'x' }])(
    'hold for %j of what one resolved',
    (action) => {
      const resolved = [...UNDER_WAY, acting(RESOLVE, { by: actor('HEAD'), hours: 5 })];
      const by = (id: string, hours: number) => acting(action, { by: actor('HEAD', { id }), hours });
      expect(refusal(() => when(by('head', 6), given(...resolved)))).toBe('four_eyes');
      expect(when(by('another', 6), given(...resolved))[0]?.data).not.toHaveProperty('singleOfficer');
      expect(when(by('head', 29), given(...resolved))[0]?.data).toHaveProperty('singleOfficer', true);
    },
  );
});
