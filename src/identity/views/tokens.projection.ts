import type { Grant } from '../../kernel/grant.js';
import type { Projection } from '../../projection/projection.js';
import type { TokenEvent } from '../domain/token.events.js';
import { upcast } from '../domain/token.upcasters.js';

/** A token as its owner sees it; name and secret are a row of their own, which `credential` names. */
export interface TokensRow {
  readonly id: string;
  readonly owner: string;
  readonly owner_revision: number;
  readonly credential: string;
  readonly grants: readonly Grant[];
  readonly issued_at: string;
  readonly expires_at: string;
  readonly revoked_at: string | null;
}

/** Every token that was ever issued. */
export const TOKENS: Projection<TokensRow, TokenEvent> = {
  name: 'tokens',
  version: 1,
  streams: 'token',
  columns: {
    id: 'uuid',
    owner: 'uuid not null',
    owner_revision: 'integer not null',
    credential: 'uuid not null',
    grants: 'jsonb not null',
    issued_at: 'timestamptz not null',
    expires_at: 'timestamptz not null',
    revoked_at: 'timestamptz',
  },
  key: 'id',
  indexes: ['(owner, issued_at)'],
  keepsPast: false,
  upcast,
  on: {
    TokenIssued: (_, { stream, data, at }) => ({
      id: stream.slice('token-'.length),
      owner: data.owner,
      owner_revision: data.ownerRevision,
      credential: data.credential,
      grants: data.grants,
      issued_at: at,
      expires_at: data.expiresAt,
      revoked_at: null,
    }),
    TokenRevoked: (row, { at }) => {
      if (row === null) throw new Error('TokenRevoked stands before TokenIssued.');
      return { ...row, revoked_at: at };
    },
  },
};
