import { Injectable } from '@nestjs/common';
import { foldRecorded } from '../../../event-store/decision.js';
import { EventStore } from '../../../event-store/event-store.js';
import type { RecordedEvent } from '../../../event-store/recorded-event.js';
import { covers, type Principal } from '../../../kernel/grant.js';
import { CASE_FOLD } from '../../case-stream.js';
import { accessOf, type CaseAccess, visible } from '../../domain/visibility.policies.js';
import type { LiveMessage } from './live-message.js';
import type { Topic } from './topics.js';

const KIND = 'case-';

/** Tells which events of the log a reader gets: what a topic names and the reader may see. */
@Injectable()
export class LiveCases {
  /** Reads under way, by event: many readers ask about the same one at the same time. */
  private readonly asked = new Map<string, Promise<CaseAccess | null>>();

  constructor(private readonly store: EventStore) {}

  async messageFor(
    event: RecordedEvent,
    reader: Principal,
    topics: readonly Topic[],
  ): Promise<LiveMessage | null> {
    if (!event.stream.startsWith(KIND)) return null;
    const id = event.stream.slice(KIND.length);
    const access = await this.accessTo(event);
    if (access === null || !visible(reader, access)) return null;
    if (!topics.some((topic) => concerns(topic, id, access, reader))) return null;
    const { type, revision } = event;
    return {
      event: 'case',
      data: { id, type, revision, area: access.area, recordedAt: event.recordedAt.toISOString() },
    };
  }

  /** Who may see the case as it stands, not as it stood: a case restricted since is not replayed either. */
  private accessTo({ id, stream }: RecordedEvent): Promise<CaseAccess | null> {
    const underWay = this.asked.get(id);
    if (underWay !== undefined) return underWay;
    const asked = this.readAccess(stream).finally(() => this.asked.delete(id));
    this.asked.set(id, asked);
    return asked;
  }

  private async readAccess(stream: string): Promise<CaseAccess | null> {
    const state = foldRecorded(CASE_FOLD, await this.store.read(stream));
    return state.status === 'NONE' ? null : accessOf(state);
  }
}

function concerns(topic: Topic, id: string, access: CaseAccess, reader: Principal): boolean {
  switch (topic.kind) {
    case 'case':
      return topic.id === id;
    case 'cases':
    case 'board':
      return covers(topic.area, access.area);
    case 'mine':
      return isMine(access, reader);
  }
}

/** Recorded by the reader, on the desk of the reader's agency, or held by the reader's office. */
function isMine({ recordedBy, agencies, holderArea }: CaseAccess, { id, grants }: Principal): boolean {
  if (recordedBy === id) return true;
  return grants.some(
    ({ role, area, agency }) =>
      (agency !== undefined && agencies.includes(agency)) || (role === 'HEAD' && area === holderArea),
  );
}
