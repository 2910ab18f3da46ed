import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided, IfMatch } from '../../event-store/decision.js';
import type { Grant } from '../../kernel/grant.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import type { Attempt } from '../credentials/sign-in-throttle.js';
import type { PersonState } from '../domain/person.state.js';

/** What a command about a person recorded. */
export type PersonDecided = Decided<PersonState>;

/** Starts a session. Errors: `sign_in_failed`, `too_many_attempts`. */
export class SignIn extends Command<NewSession> {
  constructor(
    readonly attempt: Attempt,
    readonly password: string,
    /** By what the person will know the session again; null where the client does not say. */
    readonly userAgent: string | null,
  ) {
    super();
  }
}

export interface NewSession {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly grants: readonly Grant[];
  readonly expiresAt: Date;
  /** Goes into the cookie, or into a bearer header; shown to nobody else. */
  readonly secret: string;
}

/** Ends a session: one's own, or that of somebody whom one manages. Errors: `not_found`, `forbidden`. */
export class EndSession extends Command<void> {
  constructor(
    readonly by: SignedInPerson,
    readonly sessionId: string,
  ) {
    super();
  }
}

/** Makes a person. Errors: those of granting, `invalid` grants, `username_taken`. */
export class AdmitPerson extends Command<PersonDecided & { readonly id: string }> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly person: {
      readonly username: string;
      readonly name: string;
      readonly email?: string;
      readonly password: string;
      readonly grants: readonly Grant[];
    },
  ) {
    super();
  }
}

/** Replaces all grants of a person; ends the person's sessions and tokens. */
export class ChangeGrants extends Command<PersonDecided> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly personId: string,
    readonly grants: readonly Grant[],
    readonly ifMatch: IfMatch,
  ) {
    super();
  }
}

/** Ends a person's work here for good. */
export class DeactivatePerson extends Command<PersonDecided> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly personId: string,
  ) {
    super();
  }
}

/** Sets a person's e-mail address, or takes it away. It stands in no event. Errors: `not_found`, `forbidden`. */
export class ChangeEmail extends Command<void> {
  constructor(
    readonly by: SignedInPerson,
    readonly personId: string,
    readonly email: string | null,
  ) {
    super();
  }
}

/** Gives a person another password; ends the person's sessions. */
export class ResetPassword extends Command<PersonDecided> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly personId: string,
    readonly password: string,
  ) {
    super();
  }
}

/** Changes one's own password; ends one's other sessions. Errors: `session_needed`, `wrong_password`, `too_many_attempts`. */
export class ChangeOwnPassword extends Command<PersonDecided> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    /** Address of the client, for throttling. */
    readonly address: string,
    readonly passwords: { readonly current: string; readonly next: string },
  ) {
    super();
  }
}

/** Makes a token for oneself. Errors: `session_needed`, `grant_beyond_own`, `invalid`. */
export class IssueToken extends Command<IssuedToken> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly token: {
      readonly name: string;
      readonly grants: readonly Grant[];
      readonly expiresAt: Date;
    },
  ) {
    super();
  }
}

export interface IssuedToken {
  readonly id: string;
  readonly grants: readonly Grant[];
  readonly expiresAt: string;
  readonly position: string;
  /** Absent where an earlier try issued it: a secret is shown once. */
  readonly secret?: string;
}

/** Ends a token: one's own, or that of somebody whom one manages. An ended token stays ended. */
export class RevokeToken extends Command<void> {
  constructor(
    readonly by: SignedInPerson,
    readonly context: CommandContext,
    readonly tokenId: string,
  ) {
    super();
  }
}
