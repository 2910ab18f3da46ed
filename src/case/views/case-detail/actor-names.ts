import { Injectable } from '@nestjs/common';
import { PeopleNames } from '../../../identity/views/people-names.js';
import type { Actor } from '../../../kernel/actor.js';

/** An actor as people read it. The name is looked up at the moment of reading; events know only the id. */
export interface ActorView extends Actor {
  readonly name: string;
}

/** Puts names beside the actors of an answer. */
@Injectable()
export class ActorNames {
  constructor(private readonly people: PeopleNames) {}

  /** The actors by id, each with a name; an id that stands for nobody is its own name. */
  async of(actors: readonly Actor[]): Promise<(actor: Actor) => ActorView> {
    const names = await this.people.namesOf(actors.map(({ id }) => id));
    return (actor) => ({ ...actor, name: names.get(actor.id)?.name ?? actor.id });
  }

  /** The same value with a name in every actor that stands under `by` or `recordedBy`, however deep. */
  async inside<T>(value: T): Promise<T> {
    const named = await this.of(actorsIn(value));
    return replaced(value, named) as T;
  }
}

const PLACES = ['by', 'recordedBy'];

function actorsIn(value: unknown): Actor[] {
  if (Array.isArray(value)) return value.flatMap(actorsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    PLACES.includes(name) && isActor(member) ? [member] : actorsIn(member),
  );
}

function replaced(value: unknown, named: (actor: Actor) => ActorView): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, named));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      PLACES.includes(name) && isActor(member) ? named(member) : replaced(member, named),
    ]),
  );
}

function isActor(value: unknown): value is Actor {
  return typeof value === 'object' && value !== null && 'id' in value && 'role' in value;
}
