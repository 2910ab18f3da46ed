import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import { upcast } from '../../domain/case.upcasters.js';
import { ActorNames, type ActorView } from './actor-names.js';
import { CaseReader } from './case-reader.js';
import { type Language, titleOf } from './timeline-titles.js';
import { TimelineWords } from './title-words.js';

/** What happened to a case, oldest first, with a sentence for each step. */
export class GetTimeline {
  constructor(
    readonly principal: Principal,
    readonly id: string,
    readonly asOf: { readonly position: Position } | null,
    readonly language: Language,
  ) {}
}

export interface TimelineItem {
  readonly revision: number;
  readonly type: string;
  /** When the step happened, where it says so; else when it was recorded. RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: ActorView;
  readonly title: string;
  readonly details: object;
}

@Injectable()
@QueryHandler(GetTimeline)
export class GetTimelineQuery implements IQueryHandler<GetTimeline, TimelineItem[]> {
  constructor(
    private readonly reader: CaseReader,
    private readonly names: ActorNames,
    private readonly words: TimelineWords,
  ) {}

  async execute({ principal, id, asOf, language }: GetTimeline): Promise<TimelineItem[]> {
    const { events, now } = await this.reader.read(principal, id, asOf?.position ?? null);
    const words = this.words.for(now.report.area, language);
    const named = await this.names.of(events.map(({ meta }) => meta.actor));
    return events.map((event) => {
      const recordedAt = event.recordedAt.toISOString();
      return {
        revision: event.revision,
        type: event.type,
        occurredAt: happenedAt(event.data) ?? recordedAt,
        recordedAt,
        actor: named(event.meta.actor),
        title: titleOf(upcast(event), words),
        details: event.data,
      };
    });
  }
}

/** The time of the step itself: of the incident where it was logged, of what was done where it says when. */
function happenedAt(data: object): string | undefined {
  const { report, takenAt, stateAt, deliveredAt, occurredAt } = data as Readonly<Record<string, unknown>>;
  const reported = (report as { readonly occurredAt?: string } | undefined)?.occurredAt;
  return [reported, takenAt, stateAt, deliveredAt, occurredAt].find((at) => typeof at === 'string') as
    | string
    | undefined;
}
