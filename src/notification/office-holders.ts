import { Injectable } from '@nestjs/common';
import { DutyRosters } from '../escalation/rosters/duty-rosters.js';
import { PeopleDirectory } from '../identity/views/people-directory.js';
import { Clock } from '../kernel/clock.js';
import type { Principal } from '../kernel/grant.js';
import type { News } from './news.js';
import { grantsTold, toldOnDuty } from './recipients.js';

/** Of many cases of one office that come together, one asks; whoever was granted it longer ago than this is found. */
const MAX_AGE_MS = 1_000;
const MAX_OFFICES = 10_000;

interface Answer {
  /** On the monotonic clock. */
  readonly askedAt: number;
  readonly people: Promise<Principal[]>;
}

/** Who must act on news: whoever holds the office, and who stands in for its head. */
@Injectable()
export class OfficeHolders {
  private readonly known = new Map<string, Answer>();

  constructor(
    private readonly people: PeopleDirectory,
    private readonly duty: DutyRosters,
    private readonly clock: Clock,
  ) {}

  async of(news: News): Promise<Principal[]> {
    const holders = await this.fresh(news);
    if (!toldOnDuty(news)) return holders;
    const onDuty = await this.duty.dutyOfficers(news.office.area, this.clock.now());
    const others = onDuty.filter((id) => !holders.some((holder) => holder.id === id));
    const found = await Promise.all(others.map((id) => this.people.principal(id)));
    return [...holders, ...found.filter((person) => person !== null)];
  }

  private fresh(news: News): Promise<Principal[]> {
    const key = JSON.stringify(grantsTold(news));
    const known = this.known.get(key);
    const now = performance.now();
    if (known !== undefined && now - known.askedAt < MAX_AGE_MS) return known.people;
    if (this.known.size >= MAX_OFFICES) this.known.clear();
    const people = this.find(news);
    this.known.set(key, { askedAt: now, people });
    people.catch(() => this.known.delete(key));
    return people;
  }

  private async find(news: News): Promise<Principal[]> {
    for (const grants of grantsTold(news)) {
      const found = await this.people.holding(grants);
      if (found.length > 0) return found;
    }
    return [];
  }
}
