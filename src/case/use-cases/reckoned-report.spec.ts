import { reckonedAfter } from './reckoned-report.js';

describe('what the ladder is reckoned with after an action', () => {
  const warned = { area: '33.74', knownAt: '2024-06-01T00:00:00.000Z' };

  it('is the time of the incident where what was feared has happened, not that of the warning', () => {
    const occurredAt = '2024-11-25T03:00:00.000Z';
    expect(reckonedAfter({ type: 'promotion', occurredAt }, warned)).toMatchObject({ occurredAt });
  });

  it('is what a correction says, also that something is not known', () => {
    const corrected = (field: string, value: unknown) =>
      reckonedAfter({ type: 'corrections', field, value, reason: 'keliru' }, warned);
    expect(corrected('area', '91.71')).toEqual({ ...warned, area: '91.71' });
    expect(corrected('knownAt', null)).toEqual({ area: '33.74', knownAt: undefined });
    expect(corrected('place', 'pasar')).toBe(warned);
  });

  it('is else what the report says', () => {
    expect(reckonedAfter({ type: 'notes', text: 'x' }, warned)).toBe(warned);
  });
});
