import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { FailureWindow } from './failure-window.js';
import type { Guess } from './passwords.js';

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT_AND_ADDRESS = 10;
const PER_ADDRESS = 100;
const MAX_KEYS = 20_000;

/** Who tries to sign in: an address, and the account it tries. The account alone is never a key. */
export interface Attempt {
  readonly address: string;
  readonly account: string;
}

/**
 * Slows down guessing: by address, and by account at an address, so that nobody locks another person out from
 * elsewhere. Only wrong tries count. Each process counts for itself.
 */
@Injectable()
export class SignInThrottle {
  private readonly accounts = new FailureWindow(PER_ACCOUNT_AND_ADDRESS, WINDOW_MS, MAX_KEYS);
  private readonly addresses = new FailureWindow(PER_ADDRESS, WINDOW_MS, MAX_KEYS);

  constructor(private readonly clock: Clock) {}

  /** Throws `too_many_attempts` (with `retryAfter` in seconds) while too many tries were wrong. */
  check(attempt: Attempt): void {
    const now = this.clock.now().getTime();
    const waitMs = Math.max(
      this.accounts.waitMs(accountKey(attempt), now),
      this.addresses.waitMs(attempt.address, now),
    );
    if (waitMs > 0) throw new DomainError('too_many_attempts', { retryAfter: Math.ceil(waitMs / 1_000) });
  }

  /** The attempt as one guess of a password. */
  guess(attempt: Attempt): Guess {
    return { before: () => this.check(attempt), wrong: () => this.wrong(attempt) };
  }

  wrong(attempt: Attempt): void {
    const now = this.clock.now().getTime();
    this.accounts.add(accountKey(attempt), now);
    this.addresses.add(attempt.address, now);
  }

  right(attempt: Attempt): void {
    this.accounts.clear(accountKey(attempt));
  }
}

function accountKey({ address, account }: Attempt): string {
  return `${address}\n${account}`;
}
