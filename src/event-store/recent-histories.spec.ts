import { RecentHistories } from './recent-histories.js';
import type { RecordedEvent } from './recorded-event.js';
import { StreamHistory } from './stream-fold.js';

function history(events: number): StreamHistory {
  return new StreamHistory(Array.from({ length: events }, () => ({}) as RecordedEvent));
}

describe('histories that were decided on lately', () => {
  it('are given once, to whoever keeps the newer one', () => {
    const recent = new RecentHistories();
    recent.keep('a-1', history(3));
    expect(recent.take('a-1')?.events).toHaveLength(3);
    expect(recent.take('a-1')).toBeUndefined();
    recent.keep('a-1', history(0));
    expect(recent.take('a-1')).toBeUndefined();
  });

  it('make room for each other, the longest unused first', () => {
    const recent = new RecentHistories();
    recent.keep('a-1', history(9_000));
    recent.keep('b-1', history(9_000));
    recent.keep('a-1', recent.take('a-1') ?? history(0));
    recent.keep('c-1', history(9_000));
    expect(recent.take('b-1')).toBeUndefined();
    expect(recent.take('a-1')?.events).toHaveLength(9_000);
    recent.keep('d-1', history(30_000));
    expect(['c-1', 'd-1'].map((stream) => recent.take(stream))).toEqual([undefined, undefined]);
    recent.keep('e-1', history(20_000));
    expect(recent.take('e-1')).toBeDefined();
  });
});
