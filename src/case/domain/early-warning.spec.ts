import {
  acting,
  given,
  hour,
  recording,
  refusal,
  VERIFY,
  WARNING,
  when,
  withoutLadder,
} from '../../../test/support/case-scenario.js';
import { levelOf } from './case.state.js';

describe('early warnings', () => {
  const watched = [WARNING, acting(VERIFY)];

  it('become incidents; having known of the danger is not having known of the incident', () => {
    const promoted = when(acting({ type: 'promotion', occurredAt: hour(1) }), given(...watched));
    expect(withoutLadder(promoted)).toStrictEqual([
      {
        type: 'EarlyWarningPromoted',
        data: { occurredAt: hour(1), occurredPrecision: 'EXACT', clockAhead: false },
      },
    ]);
    const { status, report, ...state } = given(
      ...watched,
      acting({ type: 'promotion', occurredAt: hour(1) }),
    );
    expect([status, levelOf({ ...state, status: 'VERIFIED', report })]).toEqual(['VERIFIED', 'E0']);
    expect(report).toMatchObject({ nature: 'INCIDENT', occurredAt: hour(1) });
    expect('knownAt' in report).toBe(false);
  });

  it('stay correctable after they became incidents', () => {
    const correction = acting({ type: 'corrections', field: 'place', value: 'alun-alun', reason: 'x' });
    const promoted = given(...watched, acting({ type: 'promotion', occurredAt: hour(1) }));
    expect(refusal(() => when(correction, promoted))).toBeUndefined();
  });

  it('stay correctable where their other times no longer fit', () => {
    const vague = recording({ nature: 'POTENTIAL', occurredAt: undefined, occurredUntil: hour(-1) });
    const promoted = given(vague, acting(VERIFY), acting({ type: 'promotion', occurredAt: hour(1) }));
    const correction = (field: string, value: string) =>
      refusal(() => when(acting({ type: 'corrections', field, value, reason: 'x' }), promoted));
    expect(correction('place', 'alun-alun')).toBeUndefined();
    expect(correction('occurredUntil', hour(-2))).toBe('until_before_from');
  });

  it('lapse', () => {
    const state = given(...watched, acting({ type: 'lapse', reason: 'reda' }));
    expect(state.status).toBe('CLOSED');
  });

  it('become incidents by promotion, never by a correction', () => {
    const correction = acting({ type: 'corrections', field: 'nature', value: 'INCIDENT', reason: 'x' });
    expect(refusal(() => when(correction, given(...watched)))).toBe('promotion_needed');
  });
});
