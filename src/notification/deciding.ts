import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { PeopleDirectory } from '../identity/views/people-directory.js';
import { derivedId } from '../kernel/ids.js';
import type { ChannelName } from './channel.js';
import { Channels } from './channels.js';
import { NewsSources } from './news-sources.js';
import { OfficeHolders } from './office-holders.js';
import type { Decision, NewLetter } from './outbox/outbox.js';
import type { NewsSource, Told } from './told.js';

/** Decides what of an event is told to whom. The same event always gives the same ids. */
@Injectable()
export class Deciding {
  constructor(
    private readonly sources: NewsSources,
    private readonly channels: Channels,
    private readonly holders: OfficeHolders,
    private readonly people: PeopleDirectory,
  ) {}

  /** Where it comes from; null for an event that is no news to anybody. */
  sourceOf({ stream, type }: RecordedEvent): NewsSource | null {
    const source = this.sources.of(stream);
    return source?.isNews(type) ? source : null;
  }

  /** Empty where nobody has to be told. */
  async decide(event: RecordedEvent, source: NewsSource): Promise<Decision[]> {
    const told = await source.newsOf(event);
    return Promise.all(told.map((one) => this.decideOne(event, one)));
  }

  /** What stands in the place of decisions that could not be made. */
  undecided({ id, stream, revision }: RecordedEvent, failure: string): Decision {
    return { id: derivedId(id, 'undecided'), stream, revision, news: null, failure, letters: [] };
  }

  private async decideOne(event: RecordedEvent, told: Told): Promise<Decision> {
    const { news } = told;
    const { kind, level, office } = news;
    const id = derivedId(event.id, [kind, level, office.area, office.role, office.agency].join(' '));
    const letters = await this.lettersTo(id, await this.peopleTold(told));
    return { id, stream: event.stream, revision: event.revision, news, failure: null, letters };
  }

  private async peopleTold(told: Told): Promise<string[]> {
    const holders = await this.holders.of(told.news);
    const may = await Promise.all(holders.map((person) => told.mayHear(person)));
    return holders.filter((_, index) => may[index]).map(({ id }) => id);
  }

  /** By webhook one for each person, or one for an office without people; by e-mail those who have an address. */
  private async lettersTo(decision: string, people: readonly string[]): Promise<NewLetter[]> {
    const letter = (person: string | null, channel: ChannelName): NewLetter => ({
      id: derivedId(decision, `${person ?? 'nobody'} ${channel}`),
      person,
      channel,
    });
    const letters: NewLetter[] = [];
    if (this.channels.has('webhook')) {
      const to: readonly (string | null)[] = people.length === 0 ? [null] : people;
      letters.push(...to.map((person) => letter(person, 'webhook')));
    }
    if (this.channels.has('email') && people.length > 0) {
      const reachable = await this.people.withEmail(people);
      letters.push(...reachable.map((person) => letter(person, 'email')));
    }
    return letters;
  }
}
