import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Password hashes. The one that counts is named by the person's last PersonAdmitted or PasswordChanged. */
@Injectable()
export class PasswordRows {
  constructor(private readonly dataSource: DataSource) {}

  /** Written before its event; a row of an earlier try under the same id stays. */
  async add(id: string, personId: string, hash: string): Promise<void> {
    await this.dataSource.query(
      'insert into person_password (id, person_id, hash) values ($1, $2, $3) on conflict (id) do nothing',
      [id, personId, hash],
    );
  }

  async hashOf(id: string, personId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ hash: string }[]>(
      'select hash from person_password where id = $1 and person_id = $2',
      [id, personId],
    );
    return row?.hash ?? null;
  }

  /** Removes what no longer counts: the hash before, and what lost tries left behind an hour ago or earlier. */
  async forgetOld(personId: string, before: string, current: string): Promise<void> {
    await this.dataSource.query(
      `delete from person_password
       where person_id = $1 and id <> $3
         and (id = $2 or created_at < clock_timestamp() - interval '1 hour')`,
      [personId, before, current],
    );
  }
}
