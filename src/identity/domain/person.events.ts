import type { Grant } from '../../kernel/grant.js';

/** Somebody may sign in from now on, with the password row that `credential` names. */
export interface PersonAdmitted {
  readonly type: 'PersonAdmitted';
  readonly data: { readonly grants: readonly Grant[]; readonly credential: string };
}

/** The whole set of grants from now on; every session and token of the person ends. */
export interface GrantsChanged {
  readonly type: 'GrantsChanged';
  readonly data: { readonly grants: readonly Grant[] };
}

/** The person may not sign in any more; every session and token ends. */
export interface PersonDeactivated {
  readonly type: 'PersonDeactivated';
  readonly data: Readonly<Record<string, never>>;
}

/**
 * Another password row counts from now on. The person's sessions end, except the one in which the person changed
 * the password (`keeps`, a session id). Never holds a secret.
 */
export interface PasswordChanged {
  readonly type: 'PasswordChanged';
  readonly data: { readonly how: 'OWN' | 'RESET'; readonly credential: string; readonly keeps?: string };
}

/** What a stream `person-<uuid>` is made of. Name, username and password hash are rows and never stand here. */
export type PersonEvent = PersonAdmitted | GrantsChanged | PersonDeactivated | PasswordChanged;
