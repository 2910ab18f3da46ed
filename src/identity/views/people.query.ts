import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { CursorKeys, Slice } from '../../http/cursor.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Grant, Principal } from '../../kernel/grant.js';
import { tableOf } from '../../projection/projection.js';
import { PEOPLE } from './people.projection.js';
import { sliceOf } from './slice-of.js';

/** A person as an ADMIN sees them. */
export interface PersonView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  /** Where the person is told what must be done. */
  readonly email: string | null;
  readonly grants: readonly Grant[];
  readonly admittedAt: Date;
  /** When the grants were last given or changed. */
  readonly changedAt: Date;
  readonly deactivatedAt: Date | null;
  readonly revision: number;
}

/** The people with a grant within the ADMIN's own area, by name. */
export class ListPeople extends Query<Slice<PersonView>> {
  constructor(
    readonly by: Principal,
    readonly limit: number,
    /** Name in lower case and id of the last item of the page before. */
    readonly after: CursorKeys | null,
  ) {
    super();
  }
}

/** One of them. Error: `not_found`. */
export class FindPerson extends Query<PersonView> {
  constructor(
    readonly by: Principal,
    readonly id: string,
  ) {
    super();
  }
}

const COLUMNS = `v.id, p.username, p.name, p.email, v.grants, v.revision, v.admitted_at as "admittedAt",
                 v.changed_at as "changedAt", v.deactivated_at as "deactivatedAt"`;
const PEOPLE_WITH_NAMES = `${tableOf(PEOPLE)} v join person p on p.id = v.id`;
/** $1: the areas over which the asking person is ADMIN. */
const WITHIN = `exists (select 1 from unnest(v.areas) as a(area), unnest($1::text[]) as own(area)
                        where own.area = '' or a.area = own.area or starts_with(a.area, own.area || '.'))`;

@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ by, limit, after }: ListPeople): Promise<Slice<PersonView>> {
    const areas = adminAreasOf(by);
    const [name, id] = after ?? [null, null];
    const found = await this.dataSource.query<(PersonView & { place: string })[]>(
      `select ${COLUMNS}, lower(p.name) as place from ${PEOPLE_WITH_NAMES}
       where ${WITHIN} and ($2::text is null or (lower(p.name) collate "C", v.id) > ($2, $3::uuid))
       order by lower(p.name) collate "C", v.id limit $4`,
      [areas, name, id, limit + 1],
    );
    const [count] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from ${PEOPLE_WITH_NAMES} where ${WITHIN}`,
      [areas],
    );
    const slice = sliceOf(found, limit, count?.total, ({ place, id }) => [place, id]);
    return { ...slice, items: slice.items.map(({ place: _, ...person }) => person) };
  }
}

@QueryHandler(FindPerson)
export class FindPersonHandler implements IQueryHandler<FindPerson> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ by, id }: FindPerson): Promise<PersonView> {
    const [person] = await this.dataSource.query<PersonView[]>(
      `select ${COLUMNS} from ${PEOPLE_WITH_NAMES} where ${WITHIN} and v.id = $2`,
      [adminAreasOf(by), id],
    );
    if (person === undefined) throw new DomainError('not_found');
    return person;
  }
}

function adminAreasOf({ grants }: Principal): string[] {
  return grants.filter(({ role }) => role === 'ADMIN').map(({ area }) => area);
}
