import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { CursorKeys, Slice } from '../../http/cursor.js';
import { Clock } from '../../kernel/clock.js';
import type { Grant } from '../../kernel/grant.js';
import { tableOf } from '../../projection/projection.js';
import type { PersonState } from '../domain/person.state.js';
import { ownerStandsBehind } from '../domain/token.state.js';
import { IdentityStreams } from '../streams.js';
import { sliceOf } from './slice-of.js';
import { TOKENS } from './tokens.projection.js';

/** A token as its owner sees it; never its secret. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** False once it expired, was revoked, or its owner's grants changed. */
  readonly active: boolean;
}

/** One's own tokens, the newest first. */
export class ListTokens extends Query<Slice<TokenView>> {
  constructor(
    readonly owner: string,
    readonly limit: number,
    /** Time of issue and id of the last item of the page before. */
    readonly after: CursorKeys | null,
  ) {
    super();
  }
}

type StoredToken = Omit<TokenView, 'active'> & { readonly ownerRevision: number };

@QueryHandler(ListTokens)
export class ListTokensHandler implements IQueryHandler<ListTokens> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: IdentityStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ owner, limit, after }: ListTokens): Promise<Slice<TokenView>> {
    const [issuedAt, id] = after ?? [null, null];
    const found = await this.dataSource.query<StoredToken[]>(
      `select v.id, s.name, v.grants, v.owner_revision as "ownerRevision", v.issued_at as "issuedAt",
              v.expires_at as "expiresAt", v.revoked_at as "revokedAt"
       from ${tableOf(TOKENS)} v join token_secret s on s.id = v.credential
       where v.owner = $1 and ($2::timestamptz is null or (v.issued_at, v.id) < ($2, $3::uuid))
       order by v.issued_at desc, v.id desc limit $4`,
      [owner, issuedAt, id, limit + 1],
    );
    const [count] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from ${tableOf(TOKENS)} where owner = $1`,
      [owner],
    );
    const slice = sliceOf(found, limit, count?.total, ({ issuedAt, id }) => [issuedAt.toISOString(), id]);
    const person = await this.streams.person(owner);
    return { ...slice, items: slice.items.map((token) => this.viewOf(token, person)) };
  }

  private viewOf({ ownerRevision, ...token }: StoredToken, owner: PersonState): TokenView {
    const stands = token.revokedAt === null && token.expiresAt > this.clock.now();
    return { ...token, active: stands && ownerStandsBehind(owner, { ownerRevision }) };
  }
}
