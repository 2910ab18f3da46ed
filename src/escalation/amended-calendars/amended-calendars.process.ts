import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { RunLadder } from '../../case/use-cases/case.commands.js';
import { type ElectionStagesRow, electionStages } from '../../election/views/election-stages.projection.js';
import { EventFeed } from '../../event-store/event-feed.js';
import { EventStore } from '../../event-store/event-store.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Processes } from '../../projection/processes.js';
import { PositionWaiter } from '../../projection/wait-for-position.js';
import { caseBoard } from '../board/case-board.projection.js';
import { AmendedCalendars } from './amended-calendars.js';
import { openCases } from './open-cases.js';

/** Calendars are a second old at most where a case is decided; a command that read one is recorded within the rest. */
const SETTLED_MS = 6_000;
const BOARD_MS = 30_000;
/** A calendar of the whole country concerns every open case. */
const LONGEST_MS = 3_600_000;

/** Sees to every calendar that is set: the clocks of the open cases in its areas are reckoned anew. */
@Injectable()
export class AmendedCalendarsProcess implements OnModuleInit {
  constructor(
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
    private readonly dataSource: DataSource,
    private readonly commands: CommandBus,
    private readonly processes: Processes,
  ) {}

  onModuleInit(): void {
    const calendars = new AmendedCalendars({
      store: this.store,
      settled: (signal) => this.settled(signal),
      cases: (areas, after, limit) => openCases(this.dataSource, areas, after, limit),
      reset: (commandId, caseId, causedBy) =>
        this.commands.execute(new RunLadder(commandId, caseId, { type: 'reset-clocks' }, causedBy)),
    });
    this.processes.addRows<ElectionStagesRow>({
      name: 'amended_calendars',
      projection: electionStages,
      handle: (row, signal, after) => calendars.handle(row, signal, after),
      rowMs: LONGEST_MS,
      // Calendars that were set before there were clocks concern none.
      begins: 'end',
    });
  }

  /** Every case that was decided with an older calendar is on the board. Throws where the board does not get there. */
  private async settled(signal: AbortSignal): Promise<void> {
    await sleep(SETTLED_MS, undefined, { signal });
    const end = await this.feed.end();
    if (!(await this.positions.reached(caseBoard.name, end, BOARD_MS))) throw new DomainError('unavailable');
  }
}
