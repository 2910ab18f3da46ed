import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { Decisions } from '../event-store/decision.js';
import { ownContext, unlessRefused } from '../event-store/own-command.js';
import { SYSTEM } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { derivedId } from '../kernel/ids.js';
import { contestDecider } from './domain/contest.decider.js';
import { type Contest, STAGES, type Stage, type StagePeriod } from './domain/election.events.js';
import { stagesDecider } from './domain/stages.decider.js';
import { CONTEST_FOLD, contestStream, STAGES_FOLD, stagesStream } from './streams.js';

const CSV = new URL('./data/election-stages.csv', import.meta.url);
/** Parent of the commands' ids: every start of every process sends the same commands. */
const SHIPPED = 'c3c8b3a6-6f0e-5d1c-8a54-0b7d2c3f9e41';

const NAMES: Readonly<Record<string, string>> = {
  PEMILU_2024: 'Pemilihan Umum 2024',
  PILKADA_2024: 'Pemilihan Kepala Daerah Serentak 2024',
};

/** An election with its calendar, as the program brings it. */
export interface ShippedCalendar {
  readonly contest: Contest;
  readonly stages: readonly StagePeriod[];
}

/** Puts the calendars that the program brings into the register, once in the life of a log. */
@Injectable()
export class ShippedCalendars {
  constructor(
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /** May run at every start and in several processes at once: the first records, the others find it recorded. */
  async record(): Promise<void> {
    for (const { contest, stages } of shippedCalendars()) {
      // What an administrator entered under the same id stands.
      await unlessRefused(this.registerContest(contest), ['id_taken']);
      await unlessRefused(this.setStages(contest, stages), ['id_taken']);
    }
  }

  private registerContest(contest: Contest): Promise<unknown> {
    return this.decisions.decide({
      stream: contestStream(contest.id),
      fold: CONTEST_FOLD,
      context: this.contextOf(`contest ${contest.id}`),
      opens: true,
      authorise: () => SYSTEM,
      decide: (state) => contestDecider.decide({ contest, areaExists: true, electionExists: true }, state),
      about: () => ({}),
    });
  }

  private setStages(contest: Contest, stages: readonly StagePeriod[]): Promise<unknown> {
    return this.decisions.decide({
      stream: stagesStream(contest.id),
      fold: STAGES_FOLD,
      context: this.contextOf(`stages ${contest.id}`),
      opens: true,
      authorise: () => SYSTEM,
      decide: (state) =>
        stagesDecider.decide({ contest, stages, unknownAreas: new Set(), matched: false }, state),
      about: () => ({}),
    });
  }

  private contextOf(what: string) {
    return ownContext(derivedId(SHIPPED, what), this.clock.now());
  }
}

/** The calendars of `data/election-stages.csv`, by election. */
export function shippedCalendars(): ShippedCalendar[] {
  const lines = parse<Record<string, string>>(readFileSync(CSV), { columns: true, skip_empty_lines: true });
  const ids = [...new Set(lines.map(({ contest = '' }) => contest))];
  return ids.map((id) => ({
    contest: { id, kind: 'ELECTION', area: '', name: NAMES[id] ?? id, election: null },
    stages: lines.filter(({ contest }) => contest === id).map(periodOf),
  }));
}

function periodOf({
  area = '',
  stage = '',
  from = '',
  until = '',
  source,
}: Record<string, string>): StagePeriod {
  if (!isStage(stage)) throw new Error(`election-stages.csv names an unknown stage: ${stage}`);
  return { area, stage, from, until, source: source || null };
}

function isStage(text: string): text is Stage {
  return (STAGES as readonly string[]).includes(text);
}
