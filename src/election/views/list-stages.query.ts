import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { tableOf } from '../../projection/projection.js';
import { type ContestStage, ListStages } from './election-queries.js';
import { electionStages } from './election-stages.projection.js';
import { type KeysetPage, keysetPage } from './keyset-page.js';

/** One row a period. `from` is a word of SQL and therefore quoted, also among the keys. */
const SOURCE = `(
  select s.contest, p.area collate "C" as area, p.stage, p."from" collate "C" as starts, p."from", p.until, p.source
  from ${tableOf(electionStages)} s
  cross join lateral jsonb_to_recordset(s.stages)
    as p(area text, stage text, "from" text, until text, source text))`;

type SortableStage = ContestStage & { readonly starts: string };

@QueryHandler(ListStages)
export class ListStagesQuery implements IQueryHandler<ListStages> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter, page }: ListStages): Promise<KeysetPage<ContestStage>> {
    const { area, contest } = filter;
    const found = await keysetPage<SortableStage>(this.dataSource, {
      source: SOURCE,
      keys: ['contest', 'area', 'starts'],
      oneOf: { contest },
      concerning: area,
      ...page,
    });
    return { ...found, items: found.items.map(({ starts: _, ...stage }) => stage) };
  }
}
