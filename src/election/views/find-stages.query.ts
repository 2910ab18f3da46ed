import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { tableOf } from '../../projection/projection.js';
import { FindStages } from './election-queries.js';
import { type ElectionStagesRow, electionStages } from './election-stages.projection.js';

@QueryHandler(FindStages)
export class FindStagesQuery implements IQueryHandler<FindStages> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ contest }: FindStages): Promise<ElectionStagesRow | null> {
    const [row] = await this.dataSource.query<ElectionStagesRow[]>(
      `select contest, stages, revision from ${tableOf(electionStages)} where contest = $1`,
      [contest],
    );
    return row ?? null;
  }
}
