import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A person's row. Without PersonAdmitted in the person's stream it means nothing. */
export interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  /** Where the person is told what must be done; nobody has to have an address. */
  readonly email?: string | null;
}

const UNIQUE_VIOLATION = '23505';

/** Names, usernames and password hashes: what must not stand in an event. */
@Injectable()
export class PersonRows {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes the row before the person is admitted, or claims the one that a lost try left.
   * Null where the username belongs to another row; else the row that stands (an earlier try's stays as it was).
   */
  async claim(row: PersonRow): Promise<PersonRow | null> {
    const claimed = await this.tryClaim(row);
    if (claimed !== null || (await this.byId(row.id)) === null) return claimed;
    // Two that write the same row at once: the username's index refuses the later one although `on conflict (id)`
    // would have taken it. The row stands now, so another try only claims it.
    return this.tryClaim(row);
  }

  private async tryClaim(row: PersonRow): Promise<PersonRow | null> {
    try {
      const [claimed] = await this.dataSource.query<PersonRow[]>(
        `insert into person (id, username, name, email) values ($1, $2, $3, $4)
         on conflict (id) do update set claimed_at = clock_timestamp()
         returning id, username, name`,
        [row.id, row.username, row.name, row.email ?? null],
      );
      return claimed ?? null;
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) return null;
      throw error;
    }
  }

  /** Removes a row that no try has claimed for ten minutes. The caller has seen that its person was never admitted. */
  async releaseUnclaimed(id: string): Promise<void> {
    await this.dataSource.query(
      `delete from person where id = $1 and claimed_at < clock_timestamp() - interval '10 minutes'`,
      [id],
    );
  }

  async rename(id: string, username: string): Promise<void> {
    await this.dataSource.query('update person set username = $2 where id = $1', [id, username]);
  }

  /** Sets the address, or takes it away. */
  async setEmail(id: string, email: string | null): Promise<void> {
    await this.dataSource.query('update person set email = $2 where id = $1', [id, email]);
  }

  /** The addresses of those who have one. */
  emailsOf(ids: readonly string[]): Promise<{ readonly id: string; readonly email: string }[]> {
    return this.dataSource.query(
      'select id, email from person where id = any($1::uuid[]) and email is not null order by id',
      [ids],
    );
  }

  byUsername(username: string): Promise<PersonRow | null> {
    return this.one('username = $1', username);
  }

  byId(id: string): Promise<PersonRow | null> {
    return this.one('id = $1', id);
  }

  namesOf(ids: readonly string[]): Promise<Pick<PersonRow, 'id' | 'name'>[]> {
    return this.dataSource.query('select id, name from person where id = any($1::uuid[])', [ids]);
  }

  private async one(condition: string, value: string): Promise<PersonRow | null> {
    const [row] = await this.dataSource.query<PersonRow[]>(
      `select id, username, name from person where ${condition}`,
      [value],
    );
    return row ?? null;
  }
}

function codeOf(error: unknown): unknown {
  return (error as { driverError?: { code?: unknown } }).driverError?.code;
}
