import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.js';
import { isUuid } from '../../kernel/ids.js';
import { PersonRows } from '../rows/person.row.js';

const MAX_NAMES = 20_000;

/** Names of the people who stand in events by id. A name never changes, so what was read once is kept, within bounds. */
@Injectable()
export class PeopleNames {
  private readonly names = new Map<string, string>();

  constructor(private readonly people: PersonRows) {}

  /** The service itself (`system`) is Kondusif. An id that stands for nobody is left out. */
  async namesOf(ids: Iterable<string>): Promise<ReadonlyMap<string, { readonly name: string }>> {
    const wanted = [...new Set(ids)];
    const missing = wanted.filter((id) => isUuid(id) && !this.names.has(id));
    if (missing.length > 0) await this.load(missing);
    const found = new Map<string, { name: string }>();
    for (const id of wanted) {
      const name = id === SYSTEM.id ? 'Kondusif' : this.names.get(id);
      if (name !== undefined) found.set(id, { name });
    }
    return found;
  }

  /** Makes room before, so that what is asked for now is never what is forgotten. */
  private async load(ids: readonly string[]): Promise<void> {
    const rows = await this.people.namesOf(ids);
    if (this.names.size + rows.length > MAX_NAMES) this.names.clear();
    for (const { id, name } of rows) this.names.set(id, name);
  }
}
