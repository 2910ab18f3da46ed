import { Injectable } from '@nestjs/common';
import { foldRecorded } from '../../../event-store/decision.js';
import { EventStore } from '../../../event-store/event-store.js';
import type { Position, RecordedEvent } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Principal } from '../../../kernel/grant.js';
import { CASE_FOLD, caseStream } from '../../case-stream.js';
import type { KnownCase } from '../../domain/case.state.js';
import { accessOf, visible } from '../../domain/visibility.policies.js';

/** A case's own stream, as a person may read it. */
export interface ReadCase {
  /** Up to the point that was asked for. */
  readonly events: readonly RecordedEvent[];
  /** As it stands now, whatever was asked for: rights are always today's. */
  readonly now: KnownCase;
}

/**
 * Reads one case from its own stream: streams are short, and the answer is never behind. Throws `not_found` for a case
 * that there is not, that the person may not see, or that there was not yet.
 */
@Injectable()
export class CaseReader {
  constructor(private readonly store: EventStore) {}

  async read(principal: Principal, id: string, asOf: Position | null): Promise<ReadCase> {
    const events = await this.store.read(caseStream(id));
    const now = foldRecorded(CASE_FOLD, events);
    if (now.status === 'NONE' || !visible(principal, accessOf(now))) throw new DomainError('not_found');
    const then = asOf === null ? events : events.filter(({ position }) => position <= asOf);
    if (then.length === 0) throw new DomainError('not_found');
    return { events: then, now };
  }
}
