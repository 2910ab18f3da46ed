import { prepared } from './prepared.js';

describe('a statement that comes again', () => {
  it('has one name a text', () => {
    const [one, same, other] = [
      prepared('select 1', [1]),
      prepared('select 1', [2]),
      prepared('select 2', []),
    ];
    expect(one).toEqual({ name: expect.stringMatching(/^s_.{22}$/), text: 'select 1', values: [1] });
    expect(same).toEqual({ ...one, values: [2] });
    expect(other.name).not.toBe(one.name);
  });

  it('has none where connections would have to keep too many plans', () => {
    const names = Array.from({ length: 1_000 }, (_, n) => prepared(`select ${n}`, []).name);
    const named = names.filter((name) => name !== undefined);
    expect(new Set(named).size).toBe(300);
    expect(names.at(-1)).toBeUndefined();
    expect(prepared('select 1', []).name).toBe(names[1]);
  });
});
