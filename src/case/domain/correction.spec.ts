import {
  acting,
  dataOf,
  given,
  hour,
  recording,
  refusal,
  VILLAGE,
  when,
} from '../../../test/support/case-scenario.js';

describe('corrections', () => {
  const correct = (field: string, value: unknown, hours = 1) =>
    acting({ type: 'corrections', field, value, reason: 'salah ketik' }, { hours });

  it('keep old and new on record', () => {
    expect(when(correct('place', 'pasar'), given(recording()))).toStrictEqual([
      {
        type: 'CaseCorrected',
        data: { field: 'place', old: null, new: 'pasar', reason: 'salah ketik', clockAhead: false },
      },
    ]);
    const filled = given(recording(), correct('place', 'pasar'));
    expect(dataOf('CaseCorrected', when(correct('place', null), filled))).toMatchObject({
      old: 'pasar',
      new: null,
    });
    expect('place' in given(recording(), correct('place', 'pasar'), correct('place', null)).report).toBe(
      false,
    );
  });

  it.each([
    ['severity', 2],
    ['place', null],
    ['details', {}],
    ['contests', []],
    ['coordinates', { lat: -7, lng: 110 }],
  ])('of %s to what it is change nothing', (field, value) => {
    const command = correct(field, value);
    const base = recording({ coordinates: { lng: 110, lat: -7 } });
    expect(refusal(() => when(command, given(base)))).toBe('nothing_to_change');
  });

  it.each([
    ['field_not_correctable', 'id', 'x'],
    ['field_not_correctable', 'constructor', 'x'],
    ['field_not_correctable', 'serial', 8],
    ['field_needed', 'area', null],
    ['field_needed', 'contests', null],
    ['in_the_future', 'occurredAt', hour(26)],
    ['in_the_future', 'knownAt', hour(26)],
    ['occurred_after_known', 'knownAt', hour(-3)],
    ['occurred_at_missing', 'occurredAt', null],
    ['until_before_from', 'occurredUntil', hour(-3)],
    ['accused_office_everywhere', 'accusedOffice', { area: '' }],
  ])('are refused as %s: %s = %j', (code, field, value) => {
    expect(refusal(() => when(correct(field, value), given(recording())))).toBe(code);
  });

  it('see a member that was added or taken away', () => {
    const details = (before: object, after: object) =>
      refusal(() => when(correct('details', after), given(recording({ details: { ...before } }))));
    expect([details({}, { tps: '012' }), details({ tps: '012' }, {})]).toEqual([undefined, undefined]);
    expect(details({ tps: '012', voters: 3 }, { voters: 3, tps: '012' })).toBe('nothing_to_change');
  });

  it('say first that a time lies ahead', () => {
    const known = recording({ knownAt: hour(-1) });
    expect(refusal(() => when(correct('occurredAt', hour(26)), given(known)))).toBe('in_the_future');
  });

  it('hold a sub-category against the category', () => {
    const action = { type: 'corrections', field: 'subcategory', value: 'HOAX', reason: 'x' } as const;
    const among = (...categoriesOfSubcategory: string[]) =>
      refusal(() => when(acting(action, { facts: { categoriesOfSubcategory } }), given(recording())));
    expect(among('CONTENT')).toBe('subcategory_of_another_category');
    expect(among('CONTENT', 'APK_PLACEMENT')).toBeUndefined();
  });

  it('remember that a clock was ahead until that time is put right', () => {
    const fast = recording({ occurredAt: hour(-2), knownAt: hour(5) });
    const ahead = (...steps: ReturnType<typeof correct>[]) => given(fast, ...steps).clockAhead;
    expect(ahead(correct('place', 'pasar', 48))).toBe(true);
    expect(ahead(correct('knownAt', hour(-1), 48))).toBe(false);
    expect(ahead(correct('knownAt', hour(-1), 48), correct('knownAt', hour(49), 48))).toBe(true);
  });

  it('of the area give the case to the office there, and never lower its level', () => {
    const moved = (from: string, field: string, value: unknown) =>
      dataOf('EscalationMoved', when(correct(field, value), given(recording({ area: from }))));
    const holding = (level: string, area: string) => ({ level, holder: { area, role: 'HEAD' } });
    expect(moved(VILLAGE, 'area', '33.25.11.1019')).toMatchObject(holding('E0', '33.25.11.1019'));
    expect(moved(VILLAGE, 'area', '33.25.11')).toMatchObject(holding('E1', '33.25.11'));
    expect(moved('33.74.10', 'area', '33.25.11.1019')).toMatchObject(holding('E1', '33.25.11'));
    expect(moved('33.74.10', 'area', VILLAGE)).toBeUndefined();
    expect(moved(VILLAGE, 'accusedOffice', { area: '33.74.10' })).toMatchObject(holding('E2', '33.74'));
    expect(moved(VILLAGE, 'place', 'pasar')).toBeUndefined();
  });

  it('move nothing in history', () => {
    const archived = given(recording({}, { archived: true }));
    const types = when(correct('area', '33.25'), archived).map(({ type }) => type);
    expect(types).toEqual(['CaseCorrected']);
  });
});
