import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { tableOf } from '../../projection/projection.js';
import type { Contest } from '../domain/election.events.js';
import { contestProjection } from './contest.projection.js';
import { ListContests } from './election-queries.js';
import { type KeysetPage, keysetPage } from './keyset-page.js';

const SOURCE = `(select id, kind, area, name, election from ${tableOf(contestProjection)})`;

@QueryHandler(ListContests)
export class ListContestsQuery implements IQueryHandler<ListContests> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter, page }: ListContests): Promise<KeysetPage<Contest>> {
    const { area, id, contest, kind } = filter;
    const oneOf = { id: id ?? contest, kind };
    return keysetPage<Contest>(this.dataSource, {
      source: SOURCE,
      keys: ['id'],
      oneOf,
      concerning: area,
      ...page,
    });
  }
}
