import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../event-store/decision.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';
import type { NihilEvent } from './domain/nihil.events.js';
import type { NihilPeriod } from './domain/nihil-period.js';

/** What was recorded, and when. */
export interface NihilRecorded {
  readonly report: NihilEvent['data'];
  readonly reportedAt: string;
  readonly position: Position;
}

/** Says that nothing happened in an area. */
export class ReportNihilCommand extends Command<NihilRecorded> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly area: string,
    /** As it was written, and what it names. */
    readonly period: NihilPeriod & { readonly text: string; readonly isDay: boolean },
  ) {
    super();
  }
}
