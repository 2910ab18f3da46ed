import type { Grant } from '../../kernel/grant.js';

/** A machine's right to act for its owner, with no more than the owner had at `ownerRevision`. */
export interface TokenIssued {
  readonly type: 'TokenIssued';
  readonly data: {
    /** Person id. */
    readonly owner: string;
    /** Revision of the owner's stream over which the grants were checked; a later change of grants ends the token. */
    readonly ownerRevision: number;
    readonly grants: readonly Grant[];
    /** RFC 3339, UTC. */
    readonly expiresAt: string;
    /** The row that holds the secret's hash and the token's name. */
    readonly credential: string;
  };
}

/** The token opens nothing any more. */
export interface TokenRevoked {
  readonly type: 'TokenRevoked';
  readonly data: Readonly<Record<string, never>>;
}

/** What a stream `token-<uuid>` is made of. */
export type TokenEvent = TokenIssued | TokenRevoked;
