import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { digestOf } from '../credentials/secrets.js';
import { PrincipalFinder } from './principal-finder.js';
import type { SignedInPerson } from './signed-in-person.js';

/** Rights that were read longer ago than this are read again, so that no process lets ended ones pass for longer. */
const MAX_AGE_MS = 1_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  /** When reading began, on the monotonic clock. */
  readonly askedAt: number;
  readonly answer: Promise<SignedInPerson | null>;
}

/** Whom a secret stands for, remembered for at most a second; requests that come together are read for once. */
@Injectable()
export class Principals {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly finder: PrincipalFinder,
    private readonly clock: Clock,
  ) {}

  async of(secret: string): Promise<SignedInPerson | null> {
    const person = await this.fresh(secret).answer;
    return person !== null && person.credential.expiresAt > this.clock.now() ? person : null;
  }

  /** Forgets everything: what was just ended in this process must not pass for another second. */
  forget(): void {
    this.entries.clear();
  }

  private fresh(secret: string): Entry {
    const key = digestOf(secret).toString('base64');
    const known = this.entries.get(key);
    const now = performance.now();
    if (known !== undefined && now - known.askedAt < MAX_AGE_MS) return known;
    const entry = { askedAt: now, answer: this.finder.find(secret) };
    entry.answer.catch(() => this.drop(key, entry));
    this.entries.delete(key);
    this.entries.set(key, entry);
    this.makeRoom();
    return entry;
  }

  /** What could not be read is asked again by the next request. */
  private drop(key: string, entry: Entry): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }

  private makeRoom(): void {
    if (this.entries.size <= MAX_ENTRIES) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }
}
