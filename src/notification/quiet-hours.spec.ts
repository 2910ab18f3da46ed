import type { ZoneLabel } from '../area/area.js';
import { POLICY_1 } from '../escalation/policy/policy-1.js';
import { heldUntil, type LocalStage } from './quiet-hours.js';

const WIB: ZoneLabel = 'WIB';
const WIT: ZoneLabel = 'WIT';
const VOTING: LocalStage = { stage: 'voting', from: '2024-11-27T00:00', until: '2024-11-28T00:00' };

function held(now: string, over: { zone?: ZoneLabel; severity?: number; stages?: LocalStage[] } = {}) {
  const { zone = WIB, severity = 2, stages = [] } = over;
  return (
    heldUntil(POLICY_1.quietHours, { now: new Date(now), zone, severity, stages })?.toISOString() ?? null
  );
}

describe('quiet hours', () => {
  it.each([
    ['a minute before ten in the evening', '2026-11-22T21:59:59+07:00', null],
    ['at ten in the evening', '2026-11-22T22:00:00+07:00', '2026-11-22T22:00:00.000Z'],
    ['a minute before midnight', '2026-11-22T23:59:00+07:00', '2026-11-22T22:00:00.000Z'],
    ['at midnight', '2026-11-23T00:00:00+07:00', '2026-11-22T22:00:00.000Z'],
    ['a minute before five', '2026-11-23T04:59:59+07:00', '2026-11-22T22:00:00.000Z'],
    ['at five', '2026-11-23T05:00:00+07:00', null],
    ['over the end of a year', '2026-12-31T22:30:00+07:00', '2026-12-31T22:00:00.000Z'],
    ['before a leap day', '2028-02-28T23:00:00+07:00', '2028-02-28T22:00:00.000Z'],
  ])('hold or do not hold %s', (_, now, until) => {
    expect(held(now)).toBe(until);
  });

  it('are those of the area: at one instant Jayapura sleeps and Semarang does not', () => {
    expect(held('2026-11-22T13:30:00Z', { zone: WIB })).toBeNull();
    expect(held('2026-11-22T13:30:00Z', { zone: WIT })).toBe('2026-11-22T20:00:00.000Z');
    expect(held('2026-11-22T20:30:00Z', { zone: WIT })).toBeNull();
    expect(held('2026-11-22T20:30:00Z', { zone: WIB })).toBe('2026-11-22T22:00:00.000Z');
  });

  it('never hold severity 4, nor what falls into voting and counting', () => {
    expect(held('2026-11-22T23:00:00+07:00', { severity: 4 })).toBeNull();
    expect(held('2026-11-22T23:00:00+07:00', { severity: 3 })).not.toBeNull();
    expect(held('2024-11-27T23:00:00+07:00', { stages: [VOTING] })).toBeNull();
  });

  it('end with the first minute of voting day', () => {
    expect(held('2024-11-26T22:30:00+07:00', { stages: [VOTING] })).toBe('2024-11-26T17:00:00.000Z');
  });

  it('hold through a stage that is no exception', () => {
    const quietDays = { stage: 'quiet_days', from: '2024-11-24T00:00', until: '2024-11-27T00:00' };
    expect(held('2024-11-25T23:00:00+07:00', { stages: [quietDays] })).not.toBeNull();
  });

  it('may lie within one day', () => {
    const noon = { ...POLICY_1.quietHours, from: '12:00', until: '13:00' };
    const moment = { now: new Date('2026-11-22T12:30:00+07:00'), zone: WIB, severity: 1, stages: [] };
    expect(heldUntil(noon, moment)?.toISOString()).toBe('2026-11-22T06:00:00.000Z');
  });
});
