import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { tableOf } from '../../projection/projection.js';
import type { Participant } from '../domain/election.events.js';
import { ListParticipants } from './election-queries.js';
import { type KeysetPage, keysetPage } from './keyset-page.js';
import { participantProjection } from './participant.projection.js';

const SOURCE = `(select id, contest, area, kind, number, name from ${tableOf(participantProjection)})`;

@QueryHandler(ListParticipants)
export class ListParticipantsQuery implements IQueryHandler<ListParticipants> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter, page }: ListParticipants): Promise<KeysetPage<Participant>> {
    const { area, id, contest, kind } = filter;
    return keysetPage<Participant>(this.dataSource, {
      source: SOURCE,
      keys: ['contest', 'id'],
      oneOf: { id, contest, kind },
      concerning: area,
      ...page,
    });
  }
}
