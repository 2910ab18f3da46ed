import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { CONFLICT_STATUS_FOLD, conflictStatusStream } from '../conflict-status-stream.js';
import { seesConflictStatus } from '../domain/conflict-status.policies.js';
import { type ConflictStatusDocument, ConflictStatusDocuments } from './conflict-status-document.js';

/** One conflict status from its own stream, which is short and never behind. */
export class GetConflictStatus extends Query<ConflictStatusDocument> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(GetConflictStatus)
export class GetConflictStatusQuery implements IQueryHandler<GetConflictStatus> {
  constructor(
    private readonly store: EventStore,
    private readonly documents: ConflictStatusDocuments,
  ) {}

  /** Throws `not_found` for one that there is not or that does not concern the person's area. */
  async execute({ principal, id }: GetConflictStatus): Promise<ConflictStatusDocument> {
    const events = await this.store.read(conflictStatusStream(id));
    const state = foldRecorded(CONFLICT_STATUS_FOLD, events);
    if (state === null || !seesConflictStatus(principal, state.area)) throw new DomainError('not_found');
    const [document] = await this.documents.of([{ id, state, revision: events.length - 1 }]);
    if (document === undefined) throw new Error('A conflict status was read and cannot be shown.');
    return document;
  }
}
