import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type CommandContext, Decisions } from '../../event-store/decision.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Passwords } from '../credentials/passwords.js';
import { newPassword } from '../credentials/secrets.js';
import type { PersonEvent } from '../domain/person.events.js';
import { PasswordRows } from '../rows/password.row.js';
import { PersonRows } from '../rows/person.row.js';
import { IdentityStreams, PERSON_FOLD, personStream } from '../streams.js';

/** The one id that every installation has: a fixed stream, so that the log decides that there is only one first. */
export const FIRST_ADMINISTRATOR = '0d6e5c3a-9f41-5e27-8b7d-5a1c40f2e9b6';

/** Makes the first administrator of the whole country while the log has none. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly decisions: Decisions,
    private readonly streams: IdentityStreams,
    private readonly people: PersonRows,
    private readonly passwordRows: PasswordRows,
    private readonly passwords: Passwords,
  ) {}

  /**
   * Call it after the migrations, in every process that starts: of several at once, one makes the administrator.
   * `announce` gets the line to print where the password was made here, and is called at most once.
   */
  async ensure(announce: (line: string) => void): Promise<void> {
    if ((await this.streams.person(FIRST_ADMINISTRATOR)).status !== 'UNKNOWN') return;
    const { adminUser: username, adminPassword } = this.config;
    const password = adminPassword ?? newPassword();
    const credential = randomUUID();
    if ((await this.people.claim({ id: FIRST_ADMINISTRATOR, username, name: 'Administrator' })) === null) {
      throw new Error(`The username ${username} belongs to somebody else already.`);
    }
    await this.passwordRows.add(credential, FIRST_ADMINISTRATOR, await this.passwords.hash(password));
    if (!(await this.admit(credential))) return;
    if (adminPassword === undefined) announce(lineOf(username, password));
    // Another process may have claimed the row under a username of its own.
    await this.people.rename(FIRST_ADMINISTRATOR, username);
  }

  /** False where another process was first. */
  private async admit(credential: string): Promise<boolean> {
    try {
      await this.decisions.decide({
        stream: personStream(FIRST_ADMINISTRATOR),
        fold: PERSON_FOLD,
        context: this.context(),
        opens: true,
        authorise: () => SYSTEM,
        decide: (): PersonEvent[] => [
          { type: 'PersonAdmitted', data: { grants: [{ role: 'ADMIN', area: '' }], credential } },
        ],
        about: () => ({}),
      });
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'id_taken') return false;
      throw error;
    }
  }

  /** A command of its own at each try: a loser must find the stream taken, not its own receipt. */
  private context(): CommandContext {
    const commandId = randomUUID();
    const requestHash = createHash('sha256').update(commandId).digest('hex');
    return { commandId, requestHash, correlationId: commandId, now: this.clock.now() };
  }
}

function lineOf(username: string, password: string): string {
  return (
    `Administrator pertama / first administrator: ${username} / ${password} ` +
    '(hanya ditampilkan sekali, segera ganti / shown only once, change it soon)'
  );
}
