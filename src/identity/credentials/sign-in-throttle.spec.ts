import { Clock } from '../../kernel/clock.js';
import type { DomainError } from '../../kernel/domain-error.js';
import { HashGate } from './hash-gate.js';
import { type Attempt, SignInThrottle } from './sign-in-throttle.js';

class SetClock extends Clock {
  at = Date.parse('2024-11-27T01:00:00Z');

  now(): Date {
    return new Date(this.at);
  }
}

const MINUTE = 60_000;
const GUESSER = '203.0.113.9';
const OFFICE = '198.51.100.7';

function setUp() {
  const clock = new SetClock();
  const throttle = new SignInThrottle(clock);
  const fail = (attempt: Attempt, times: number) => {
    for (let n = 0; n < times; n++) throttle.wrong(attempt);
  };
  const waitOf = (attempt: Attempt): unknown => {
    try {
      throttle.check(attempt);
      return undefined;
    } catch (error) {
      return (error as DomainError).details.retryAfter;
    }
  };
  return { clock, throttle, fail, waitOf };
}

describe('throttling of sign-ins', () => {
  it('stops guessing one account from one address after ten wrong tries, until the first of them is old', () => {
    const { clock, fail, waitOf } = setUp();
    const attempt = { address: GUESSER, account: 'siti' };
    fail(attempt, 1);
    clock.at += 5 * MINUTE;
    fail(attempt, 8);
    expect(waitOf(attempt)).toBeUndefined();
    fail(attempt, 1);
    expect(waitOf(attempt)).toBe(600);
    clock.at += 10 * MINUTE;
    expect(waitOf(attempt)).toBeUndefined();
  });

  it('never locks the account out at another address', () => {
    const { fail, waitOf } = setUp();
    fail({ address: GUESSER, account: 'siti' }, 100);
    expect(waitOf({ address: OFFICE, account: 'siti' })).toBeUndefined();
  });

  it('stops an address that goes through many accounts', () => {
    const { fail, waitOf } = setUp();
    for (let n = 0; n < 100; n++) fail({ address: GUESSER, account: `account-${n}` }, 1);
    expect(waitOf({ address: GUESSER, account: 'another' })).toBe(900);
    expect(waitOf({ address: OFFICE, account: 'another' })).toBeUndefined();
  });

  it('forgives the account, not the address, after a right try', () => {
    const { throttle, fail, waitOf } = setUp();
    const attempt = { address: GUESSER, account: 'siti' };
    fail(attempt, 10);
    throttle.right(attempt);
    expect(waitOf(attempt)).toBeUndefined();
    for (let n = 0; n < 90; n++) fail({ address: GUESSER, account: `account-${n}` }, 1);
    expect(waitOf(attempt)).toBe(900);
  });

  it('stays bounded when somebody invents addresses and accounts, and forgets the oldest first', () => {
    const { fail, waitOf } = setUp();
    fail({ address: 'oldest', account: 'siti' }, 10);
    for (let n = 0; n < 20_000; n++) fail({ address: `address-${n}`, account: 'siti' }, 1);
    expect(waitOf({ address: 'oldest', account: 'siti' })).toBeUndefined();
    fail({ address: 'address-19999', account: 'siti' }, 9);
    expect(waitOf({ address: 'address-19999', account: 'siti' })).toBe(900);
  });
});

describe('the gate before the hashing', () => {
  it('lets two run at once, a few wait in turn, and refuses the rest', async () => {
    const gate = new HashGate(2, 3);
    const finish: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running--;
    };
    const results = Array.from({ length: 6 }, () => gate.run(work).then(() => 'done', codeOf));
    expect(await results[5]).toBe('overloaded');
    while (finish.length > 0) {
      finish.shift()?.();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(results)).toEqual(['done', 'done', 'done', 'done', 'done', 'overloaded']);
    expect(most).toBe(2);
  });

  it('gives the slot on when a work throws', async () => {
    const gate = new HashGate(1, 1);
    const failing = gate.run(() => Promise.reject(new Error('no')));
    const next = gate.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
    expect(await gate.run(() => Promise.resolve('after'))).toBe('after');
  });
});

function codeOf(error: unknown): string {
  return (error as DomainError).code;
}
