import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { foldRecorded } from '../event-store/decision.js';
import { EventStore } from '../event-store/event-store.js';
import { covers } from '../kernel/grant.js';
import { tableOf } from '../projection/projection.js';
import type { Contest, ContestKind } from './domain/election.events.js';
import { REGISTER_ID } from './domain/register-id.js';
import { Fresh } from './fresh.js';
import { CONTEST_FOLD, contestStream, participantStream } from './streams.js';
import { contestProjection } from './views/contest.projection.js';

const MAX_AGE_MS = 1_000;

/**
 * Contests and participants for the rest of the service. That an id is registered is known at once in every process;
 * the contests of an area at once in the process that registered them, elsewhere within a second.
 */
@Injectable()
export class ElectionRegister {
  private readonly contests: Fresh<readonly Contest[]>;
  /** Registered by this process; the view may not have them yet. */
  private readonly added = new Map<string, Contest>();

  constructor(
    dataSource: DataSource,
    private readonly store: EventStore,
  ) {
    const table = tableOf(contestProjection);
    this.contests = new Fresh(
      () => dataSource.query(`select id, kind, area, name, election from ${table} order by id`),
      MAX_AGE_MS,
    );
  }

  async contestExists(id: string): Promise<boolean> {
    const known = await this.contests.get();
    return known.some((contest) => contest.id === id) || (await this.isOpen(id, contestStream));
  }

  async participantExists(id: string): Promise<boolean> {
    return this.isOpen(id, participantStream);
  }

  /** The contest as its stream has it; null where there is none. */
  async contest(id: string): Promise<Contest | null> {
    if (!REGISTER_ID.test(id)) return null;
    return foldRecorded(CONTEST_FOLD, await this.store.read(contestStream(id)));
  }

  /** Contests of a kind in which people of the area vote: held in the area itself or above it. */
  async contestsOf(area: string, kind: ContestKind): Promise<readonly Contest[]> {
    const known = await this.contests.get();
    const all = new Map([...known.map((contest) => [contest.id, contest] as const), ...this.added]);
    return [...all.values()].filter((contest) => contest.kind === kind && covers(contest.area, area));
  }

  /** Tells the kinds of contests; an id that is not registered has none. */
  async kindsOf(): Promise<(contests: readonly string[]) => ContestKind[]> {
    const known = await this.contests.get();
    const all = new Map([...known, ...this.added.values()].map(({ id, kind }) => [id, kind] as const));
    return (contests) => contests.flatMap((id) => all.get(id) ?? []);
  }

  /** Told by who has just registered a contest. */
  add(contest: Contest): void {
    this.added.set(contest.id, contest);
  }

  private async isOpen(id: string, streamOf: (id: string) => string): Promise<boolean> {
    if (!REGISTER_ID.test(id)) return false;
    return (await this.store.read(streamOf(id), { limit: 1 })).length > 0;
  }
}
