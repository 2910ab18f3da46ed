import fc from 'fast-check';
import { InvalidPosition } from '../event-feed.js';
import { fromPosition, START, toPosition } from './log-position.js';
import { LogSpace } from './log-space.js';

const LOG = '0123abcd';
const COMMIT = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('a position in a log on EventStoreDB', () => {
  it('is text whose order is that of the log', () => {
    fc.assert(
      fc.property(COMMIT, COMMIT, (a, b) => {
        const [one, other] = [toPosition(LOG, a), toPosition(LOG, b)];
        expect(one < other).toBe(a < b);
        expect(fromPosition(LOG, one)).toBe(a);
      }),
    );
    expect(toPosition(LOG, START)).toBe(`${LOG}-0000000000000000`);
  });

  it('is never made of what the server says where it knows none', () => {
    expect(() => toPosition(LOG, 2n ** 64n - 1n)).toThrow('no position');
    expect(() => toPosition(LOG, -1n)).toThrow('no position');
  });

  it.each(['', '0123abcd', '0123abce-0000000000000001', '0123abcd-1', '0123abcd-000000000000000G'])(
    'is not %j',
    (text) => {
      expect(() => fromPosition(LOG, text)).toThrow(InvalidPosition);
    },
  );
});

describe('the streams of a log', () => {
  it('are all that the port can name, and neither the marker nor those of the server', () => {
    const { pattern, marker } = new LogSpace();
    for (const name of ['case-1', 'import-source-a', 'a-Z']) expect(name).toMatch(new RegExp(pattern));
    for (const name of ['$$$scavenges', '$case-1', marker, 'other_case-1', 'Case-1']) {
      expect(name).not.toMatch(new RegExp(pattern));
    }
  });

  it('have names of their own where several logs share a database', () => {
    const space = new LogSpace('jateng');
    expect(space.nameOf('case-1')).toBe('jateng_case-1');
    expect(space.streamOf('jateng_case-1')).toBe('case-1');
    expect('jateng_case-1').toMatch(new RegExp(space.pattern));
    for (const name of ['case-1', 'diy_case-1', space.marker])
      expect(name).not.toMatch(new RegExp(space.pattern));
    expect(() => new LogSpace('Jawa Tengah')).toThrow('small letters');
  });
});
