import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A session as its owner may see it. */
export interface SessionRow {
  readonly id: string;
  readonly personId: string;
  /** Revision of the person's stream at sign-in. */
  readonly revision: number;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Nobody needs more at once; the oldest makes room. */
const SESSIONS_PER_PERSON = 50;

const COLUMNS = `s.id, s.person_id as "personId", s.revision, s.user_agent as "userAgent",
                 s.created_at as "createdAt", s.expires_at as "expiresAt"`;

/** Sessions, found by the hash of their secret. */
@Injectable()
export class SessionRows {
  constructor(private readonly dataSource: DataSource) {}

  /** Also removes what has expired, and the person's oldest beyond the bound. */
  async add(row: SessionRow, secretHash: Buffer): Promise<void> {
    await this.dataSource.query(
      `insert into session (id, secret_hash, person_id, revision, user_agent, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, secretHash, row.personId, row.revision, row.userAgent, row.createdAt, row.expiresAt],
    );
    await this.dataSource.query(
      `delete from session where expires_at <= $1
          or id in (select id from session where person_id = $2 order by created_at desc, id offset $3)`,
      [row.createdAt, row.personId, SESSIONS_PER_PERSON],
    );
  }

  /** The session of a secret, with the person's name; null where there is none, or it has expired. */
  async bySecret(secretHash: Buffer, now: Date): Promise<(SessionRow & { readonly name: string }) | null> {
    const [row] = await this.dataSource.query<(SessionRow & { name: string })[]>(
      `select ${COLUMNS}, p.name from session s join person p on p.id = s.person_id
       where s.secret_hash = $1 and s.expires_at > $2`,
      [secretHash, now],
    );
    return row ?? null;
  }

  async byId(id: string): Promise<SessionRow | null> {
    const [row] = await this.dataSource.query<SessionRow[]>(
      `select ${COLUMNS} from session s where s.id = $1`,
      [id],
    );
    return row ?? null;
  }

  async remove(id: string): Promise<void> {
    await this.dataSource.query('delete from session where id = $1', [id]);
  }
}
