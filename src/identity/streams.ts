import { Injectable } from '@nestjs/common';
import { foldRecorded, type StreamFold } from '../event-store/decision.js';
import { EventStore } from '../event-store/event-store.js';
import type { PersonEvent } from './domain/person.events.js';
import { evolvePerson, type PersonState, UNKNOWN_PERSON } from './domain/person.state.js';
import * as person from './domain/person.upcasters.js';
import type { TokenEvent } from './domain/token.events.js';
import { evolveToken, type TokenState, UNKNOWN_TOKEN } from './domain/token.state.js';
import * as token from './domain/token.upcasters.js';

/** How a stream `person-<uuid>` is read. */
export const PERSON_FOLD: StreamFold<PersonState, PersonEvent> = {
  initial: UNKNOWN_PERSON,
  evolve: evolvePerson,
  upcast: person.upcast,
  versionOf: person.versionOf,
};

/** How a stream `token-<uuid>` is read. */
export const TOKEN_FOLD: StreamFold<TokenState, TokenEvent> = {
  initial: UNKNOWN_TOKEN,
  evolve: evolveToken,
  upcast: token.upcast,
  versionOf: token.versionOf,
};

export function personStream(id: string): string {
  return `person-${id}`;
}

export function tokenStream(id: string): string {
  return `token-${id}`;
}

/** People and tokens as the log has them now: never older than the question, in every process. */
@Injectable()
export class IdentityStreams {
  constructor(private readonly store: EventStore) {}

  async person(id: string): Promise<PersonState> {
    return foldRecorded(PERSON_FOLD, await this.store.read(personStream(id)));
  }

  async token(id: string): Promise<TokenState> {
    return foldRecorded(TOKEN_FOLD, await this.store.read(tokenStream(id)));
  }

  /** A person's state, and whether a command stands in the stream already. */
  async personAndReceipt(id: string, commandId: string): Promise<{ state: PersonState; recorded: boolean }> {
    const events = await this.store.read(personStream(id));
    return {
      state: foldRecorded(PERSON_FOLD, events),
      recorded: events.some(({ meta }) => meta.commandId === commandId),
    };
  }
}
