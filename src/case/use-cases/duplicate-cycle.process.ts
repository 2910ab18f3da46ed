import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { ownContext, unlessRefused } from '../../event-store/own-command.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { derivedId } from '../../kernel/ids.js';
import { Processes } from '../../projection/processes.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import { caseDecider } from '../domain/case.decider.js';
import { known } from '../domain/case.state.js';
import { FindDuplicateCycles } from '../views/case-list/duplicate-cycles.query.js';
import { LadderLookups, runningVersion } from './ladder-lookups.js';

const EVERY_MS = 1_000;
const UNDO = '6f0c1f0c-8a4e-5b44-9a0f-2b6c7a5c9d10';

/**
 * Two people may at once call two cases duplicates of each other; a command sees one stream only, so neither was
 * refused. The view shows the cycle, and the later of the two is set free again by a command of its own. The view is
 * the list of what is due: a tick that was lost is made up for by the next.
 */
@Injectable()
export class DuplicateCycleProcess implements OnModuleInit {
  constructor(
    private readonly queries: QueryBus,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
    private readonly processes: Processes,
    private readonly lookups: LadderLookups,
  ) {}

  onModuleInit(): void {
    this.processes.addOwned('duplicate_cycles', (signal) => this.watch(signal));
  }

  private async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.tick();
      await sleep(EVERY_MS, undefined, { signal }).catch(endOfWait);
    }
  }

  /** Sets the later case of every cycle free; several processes may do it at once. */
  async tick(): Promise<void> {
    const later: { id: string; since: string }[] = await this.queries.execute(new FindDuplicateCycles());
    for (const { id, since } of later) await this.undo(id, derivedId(UNDO, since));
  }

  private async undo(id: string, commandId: string): Promise<void> {
    const reckoner = await this.lookups.reckoner();
    const now = this.clock.now();
    const decided = this.decisions.decide({
      stream: caseStream(id),
      fold: CASE_FOLD,
      context: ownContext(commandId, now),
      authorise: () => SYSTEM,
      decide: (state) => {
        const facts = reckoner.factsFor(known(state).report, now, runningVersion(state));
        const at = now.toISOString();
        return caseDecider.decide({ type: 'undo-duplicate', reason: 'duplicate_cycle', at, facts }, state);
      },
      about: (state) => (state.status === 'NONE' ? {} : { area: state.report.area }),
    });
    // The case may have moved on since the view was read.
    await unlessRefused(decided, ['nothing_to_change']);
  }
}

/** The process stops: a wait that was cut short is over. */
function endOfWait(): void {}
