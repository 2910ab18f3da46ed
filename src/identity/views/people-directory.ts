import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { areasOver, type Grant, type Principal } from '../../kernel/grant.js';
import { tableOf } from '../../projection/projection.js';
import { PersonRows } from '../rows/person.row.js';
import { IdentityStreams } from '../streams.js';
import { PEOPLE } from './people.projection.js';

/** Who is there, for the rules of other rooms. */
@Injectable()
export class PeopleDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: IdentityStreams,
    private readonly rows: PersonRows,
  ) {}

  /** True for a person who was admitted and not deactivated, as of now. */
  async exists(id: string): Promise<boolean> {
    return (await this.streams.person(id)).status === 'ACTIVE';
  }

  /** The person with this id and what they were granted, as of now; null where nobody may sign in with it. */
  async principal(id: string): Promise<Principal | null> {
    const person = await this.streams.person(id);
    return person.status === 'ACTIVE' ? { id, grants: person.grants } : null;
  }

  /** The person with this username and what they may now, for commands that an operator gives in somebody's name. */
  async byUsername(username: string): Promise<Principal | null> {
    const row = await this.rows.byUsername(username);
    const person = row === null ? null : await this.streams.person(row.id);
    return row !== null && person?.status === 'ACTIVE' ? { id: row.id, grants: person.grants } : null;
  }

  /** True where an OFFICER of the agency serves the area; as of the view, which may be some milliseconds behind. */
  async hasOfficers(agency: string, area: string): Promise<boolean> {
    const grants = areasOver(area).map((above): Grant => ({ role: 'OFFICER', area: above, agency }));
    return (await this.withOneOf(grants)).length > 0;
  }

  /** Those of the agencies that have no OFFICER in the area; as of the view. */
  async withoutOfficers(agencies: readonly string[], area: string): Promise<string[]> {
    const served = await Promise.all(agencies.map((agency) => this.hasOfficers(agency, area)));
    return agencies.filter((_, index) => !served[index]);
  }

  /** Ids of the HEADs of exactly this area; as of the view. */
  headsOf(area: string): Promise<string[]> {
    return this.withOneOf([{ role: 'HEAD', area }]);
  }

  /** Everybody who holds one of the grants, with all that they hold; as of the view. */
  holding(grants: readonly Grant[]): Promise<Principal[]> {
    return this.rowsWithOneOf(grants);
  }

  /** Those of the people who have an e-mail address. */
  async withEmail(ids: readonly string[]): Promise<string[]> {
    return (await this.rows.emailsOf(ids)).map(({ id }) => id);
  }

  /** Null where the person has no e-mail address. */
  async emailOf(id: string): Promise<string | null> {
    return (await this.rows.emailsOf([id]))[0]?.email ?? null;
  }

  private async withOneOf(grants: readonly Grant[]): Promise<string[]> {
    return (await this.rowsWithOneOf(grants)).map(({ id }) => id);
  }

  private rowsWithOneOf(grants: readonly Grant[]): Promise<Principal[]> {
    return this.dataSource.query(
      `select id, grants from ${tableOf(PEOPLE)}
       where deactivated_at is null and grants @> any($1::jsonb[]) order by id`,
      [grants.map((grant) => JSON.stringify([grant]))],
    );
  }
}
