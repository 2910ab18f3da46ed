import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { DIRECTION_FOLD, directionStream } from '../direction-stream.js';
import { seesDirection } from '../domain/direction.policies.js';
import { DirectionDocuments, type WholeDirection } from './direction-document.js';
import { DirectionSight } from './direction-sight.js';

/** One direction from its own stream, which is short and never behind. */
export class GetDirection extends Query<WholeDirection> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(GetDirection)
export class GetDirectionQuery implements IQueryHandler<GetDirection> {
  constructor(
    private readonly store: EventStore,
    private readonly sight: DirectionSight,
    private readonly documents: DirectionDocuments,
  ) {}

  /** Throws `not_found` for a direction that there is not or that the person may not see. */
  async execute({ principal, id }: GetDirection): Promise<WholeDirection> {
    const events = await this.store.read(directionStream(id));
    const direction = foldRecorded(DIRECTION_FOLD, events);
    if (direction === null) throw new DomainError('not_found');
    const dutyAreas = await this.sight.dutyAreas(principal);
    const visibleCases = await this.sight.visibleAmong(principal, direction.cases);
    const standing = { dutyAreas, visibleCases, withoutOfficer: false };
    if (!seesDirection(principal, direction, standing)) throw new DomainError('not_found');
    return this.documents.whole(id, direction, events.length - 1, visibleCases);
  }
}
