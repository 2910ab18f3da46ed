import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { CursorKeys, Slice } from '../../http/cursor.js';
import { Clock } from '../../kernel/clock.js';
import { IdentityStreams } from '../streams.js';
import { sliceOf } from './slice-of.js';

/** A session as its owner sees it; never its secret. */
export interface SessionView {
  readonly id: string;
  /** What the client called itself at sign-in. */
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One's own sessions that go on, the newest first. */
export class ListSessions extends Query<Slice<SessionView>> {
  constructor(
    readonly personId: string,
    readonly limit: number,
    /** Time of sign-in and id of the last item of the page before. */
    readonly after: CursorKeys | null,
  ) {
    super();
  }
}

/** $1 person, $2 now, $3 revision that ended older sessions, $4 the session that went on. */
const GOING_ON = 'person_id = $1 and expires_at > $2 and (revision >= $3 or id = $4)';

@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: IdentityStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ personId, limit, after }: ListSessions): Promise<Slice<SessionView>> {
    const person = await this.streams.person(personId);
    if (person.status !== 'ACTIVE') return { items: [], last: null, total: 0 };
    const goingOn = [personId, this.clock.now(), person.sessionsEndedAt, person.keeps];
    const [createdAt, id] = after ?? [null, null];
    const found = await this.dataSource.query<SessionView[]>(
      `select id, user_agent as "userAgent", created_at as "createdAt", expires_at as "expiresAt" from session
       where ${GOING_ON} and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
       order by created_at desc, id desc limit $7`,
      [...goingOn, createdAt, id, limit + 1],
    );
    const [count] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from session where ${GOING_ON}`,
      goingOn,
    );
    return sliceOf(found, limit, count?.total, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }
}
