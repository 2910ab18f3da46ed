import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { HashGate } from './hash-gate.js';

/** argon2id (the package's default kind) at OWASP's first choice of costs: 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Two hashes at once leave room for the rest of the service on two cores. */
const AT_ONCE = 2;
const WAITING = 64;

/** One try to name a password: may be refused when its turn has come, and is told when it was wrong. */
export interface Guess {
  before(): void;
  wrong(): void;
}

/** Hashes and checks passwords, two at a time. */
@Injectable()
export class Passwords {
  private readonly gate = new HashGate(AT_ONCE, WAITING);
  private readonly nobodys = hash('a password that nobody has', COSTS);

  /** argon2id with a random salt, in its own text form. Error: `overloaded` where too many wait. */
  hash(password: string): Promise<string> {
    return this.gate.run(() => hash(password.normalize('NFC'), COSTS));
  }

  /**
   * True where the password fits the hash. Without a hash it costs the same and is false. The guess is judged within
   * its turn, so that the next in the queue knows of it. Errors: `overloaded`; what `before` throws.
   */
  verify(password: string, hashed: string | null, guess: Guess): Promise<boolean> {
    return this.gate.run(async () => {
      guess.before();
      const fits = await verify(hashed ?? (await this.nobodys), password.normalize('NFC'));
      if (fits && hashed !== null) return true;
      guess.wrong();
      return false;
    });
  }
}
