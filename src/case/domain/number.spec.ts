import { caseNumber, parseCaseNumber } from './number.js';

describe('the number of a case', () => {
  it('takes its year from WIB', () => {
    expect(caseNumber('2026-12-31T16:59:59.999Z', 123)).toBe('2026-0000123');
    expect(caseNumber(new Date('2026-12-31T17:00:00.000Z'), 124)).toBe('2027-0000124');
  });

  it('has seven digits, and more once they are used up', () => {
    expect(caseNumber('2026-06-01T00:00:00Z', 9_999_999)).toBe('2026-9999999');
    expect(caseNumber('2026-06-01T00:00:00Z', 10_000_000)).toBe('2026-10000000');
  });

  it('is read back, and nothing else is', () => {
    expect(parseCaseNumber('2026-0000123')).toEqual({ year: 2026, serial: 123 });
    expect(['2026-123', '26-0000123', '2026-0000123 ', 'x2026-0000123', ''].map(parseCaseNumber)).toEqual(
      Array(5).fill(null),
    );
  });
});
