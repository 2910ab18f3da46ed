import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Fresh } from '../../election/fresh.js';
import type { Position } from '../../event-store/recorded-event.js';
import { Clock } from '../../kernel/clock.js';
import { tableOf } from '../../projection/projection.js';
import type { Roster } from './domain/roster.events.js';
import { rosterProjection } from './views/roster.projection.js';

const MAX_AGE_MS = 1_000;
/** What ended longer ago is asked of nobody any more: an acknowledgement by phone is written down within days. */
const KEPT_MS = 62 * 86_400_000;

/** One duty, in milliseconds since 1970, and the position in the log since which it stands so. */
interface Duty {
  readonly person: string;
  readonly from: number;
  readonly until: number;
  readonly since: Position;
}

interface DutyRow {
  readonly id: string;
  readonly area: string;
  readonly person: string;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly since: Position;
}

/**
 * Who stands in for the head of an office: in memory, at once in the process that recorded it, elsewhere at most a
 * second behind the view. A duty officer acts for the head of exactly that area, at no other level.
 */
@Injectable()
export class DutyRosters {
  /** By area, then by roster. */
  private readonly duties = new Map<string, Map<string, Duty>>();
  /** What of the view was read already. */
  private read: Position = '';
  private readonly latest = new Fresh(() => this.readOn(), MAX_AGE_MS);

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** True where the person is rostered for the office of the area at the instant. */
  async onDuty(person: string, area: string, at: Date): Promise<boolean> {
    return (await this.dutyOfficers(area, at)).includes(person);
  }

  /** The areas for whose heads the person is rostered at the instant. */
  async areasOf(person: string, at: Date): Promise<string[]> {
    await this.latest.get();
    const instant = at.getTime();
    const held = [...this.duties].filter(([, duties]) =>
      [...duties.values()].some((duty) => duty.person === person && isPresent(duty, instant)),
    );
    return held.map(([area]) => area).sort();
  }

  /** Ids of those who are rostered for the office of the area at the instant, in the order of their ids. */
  async dutyOfficers(area: string, at: Date): Promise<string[]> {
    await this.latest.get();
    const instant = at.getTime();
    const rostered = [...(this.duties.get(area)?.values() ?? [])];
    const present = rostered.filter((duty) => isPresent(duty, instant));
    return [...new Set(present.map(({ person }) => person))].sort();
  }

  /** Told by who has just recorded it, at which position. */
  learn(id: string, { area, person, from, until }: Roster, since: Position): void {
    this.keep(id, area, { person, from: Date.parse(from), until: Date.parse(until), since });
  }

  private async readOn(): Promise<void> {
    const rows = await this.dataSource.query<DutyRow[]>(
      `select id, area, person, from_at, until_at, since from ${tableOf(rosterProjection)}
       where since > $1 and until_at > $2 order by since`,
      [this.read, new Date(this.horizon())],
    );
    for (const { id, area, person, from_at, until_at, since } of rows) {
      this.keep(id, area, { person, from: from_at.getTime(), until: until_at.getTime(), since });
      if (since > this.read) this.read = since;
    }
  }

  /** Of two reads at once the later word about a roster stays. */
  private keep(id: string, area: string, duty: Duty): void {
    const known = this.duties.get(area) ?? new Map<string, Duty>();
    const before = known.get(id);
    if (before !== undefined && before.since > duty.since) return;
    const horizon = this.horizon();
    for (const [other, { until }] of known) if (until <= horizon) known.delete(other);
    known.set(id, duty);
    this.duties.set(area, known);
  }

  private horizon(): number {
    return this.clock.now().getTime() - KEPT_MS;
  }
}

function isPresent({ from, until }: Duty, instant: number): boolean {
  return from <= instant && instant < until;
}
