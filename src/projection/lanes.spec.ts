import { setImmediate as turn } from 'node:timers/promises';
import { inLanes } from './lanes.js';

describe('work in lanes', () => {
  it('keeps the order in a lane and goes on with as many lanes as it may', async () => {
    const done: string[] = [];
    let underWay = 0;
    let most = 0;
    await inLanes(
      ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'],
      ([lane = '']) => [lane],
      2,
      async (item) => {
        most = Math.max(most, ++underWay);
        await turn();
        underWay--;
        done.push(item);
      },
    );
    expect(most).toBe(2);
    expect(done.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect([...done].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  });

  it('takes for one lane what others link', async () => {
    const lanes = new Map<string, Set<string>>();
    const underWay = new Set<string>();
    await inLanes(
      ['ab', 'cd', 'e', '', 'bc', 'f', ''],
      (item) => [...item],
      7,
      async (item) => {
        lanes.set(item, new Set([...underWay]));
        underWay.add(item);
        await turn();
        underWay.delete(item);
      },
    );
    expect(lanes.get('cd')).not.toContain('ab');
    expect(lanes.get('bc')).not.toContain('cd');
    expect([...(lanes.get('f') ?? [])].sort()).toEqual(['', 'ab', 'e']);
  });

  it('begins nothing new after a throw, and ends what is under way first', async () => {
    const done: string[] = [];
    const work = inLanes(
      ['a1', 'b1', 'a2', 'c1'],
      ([lane = '']) => [lane],
      2,
      async (item) => {
        await turn();
        if (item === 'a1') throw new Error('Stop.');
        await turn();
        done.push(item);
      },
    );
    await expect(work).rejects.toThrow('Stop.');
    expect(done).toEqual(['b1']);
  });
});
