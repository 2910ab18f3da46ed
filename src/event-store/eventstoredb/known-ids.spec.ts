import { KnownIds } from './known-ids.js';

describe('the ids of streams that were used lately', () => {
  it('grow with what was read or written, without a gap', () => {
    const ids = new KnownIds();
    ids.learn('case-1', 1, ['b']);
    expect(ids.of('case-1')).toEqual([]);
    ids.learn('case-1', 0, ['a']);
    ids.learn('case-1', 0, ['a', 'b', 'c']);
    ids.learn('case-1', 2, ['c', 'd']);
    ids.learn('case-1', 5, ['f']);
    ids.learn('case-1', 0, ['a']);
    expect(ids.of('case-1')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are forgotten where they were not used for longest', () => {
    const ids = new KnownIds(4);
    ids.learn('case-1', 0, ['a', 'b']);
    ids.learn('case-2', 0, ['c', 'd']);
    ids.learn('case-1', 2, ['e']);
    expect(ids.of('case-2')).toEqual([]);
    expect(ids.of('case-1')).toEqual(['a', 'b', 'e']);
  });
});
