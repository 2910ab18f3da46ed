import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { tableOf } from '../../../projection/projection.js';
import { caseList } from './case-list.projection.js';

/** Cases that were called duplicates and lead back to themselves: of each cycle the one that closed it. */
export class FindDuplicateCycles {}

const LONGEST = 20;

@Injectable()
@QueryHandler(FindDuplicateCycles)
export class FindDuplicateCyclesQuery implements IQueryHandler<FindDuplicateCycles> {
  constructor(private readonly dataSource: DataSource) {}

  /** The case that was found a duplicate last in its cycle, with the position at which it was. */
  execute(): Promise<{ id: string; since: string }[]> {
    const table = tableOf(caseList);
    return this.dataSource.query(
      `with recursive path as (
         select id as start, duplicate_of as next, duplicate_since as latest, 1 as length
         from ${table} where duplicate_of is not null
         union all
         select p.start, c.duplicate_of, greatest(p.latest, c.duplicate_since), p.length + 1
         from path p join ${table} c on c.id = p.next
         where c.duplicate_of is not null and p.next <> p.start and p.length < ${LONGEST}
       )
       select distinct c.id, c.duplicate_since as since
       from path p join ${table} c on c.id = p.start
       where p.next = p.start and c.duplicate_since = p.latest`,
    );
  }
}
