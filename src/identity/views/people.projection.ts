import type { Grant } from '../../kernel/grant.js';
import type { Projected, Projection } from '../../projection/projection.js';
import type { PersonEvent } from '../domain/person.events.js';
import { upcast } from '../domain/person.upcasters.js';

/** What a person may do and may have done; the name is a row of its own. Instants are RFC 3339. */
export interface PeopleRow {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** The areas of the grants, for the scope of who asks. */
  readonly areas: readonly string[];
  readonly admitted_at: string;
  /** When the grants were last given or changed. */
  readonly changed_at: string;
  readonly deactivated_at: string | null;
  readonly revision: number;
}

/** Every person whom the log knows. */
export const PEOPLE: Projection<PeopleRow, PersonEvent> = {
  name: 'people',
  version: 1,
  streams: 'person',
  columns: {
    id: 'uuid',
    grants: 'jsonb not null',
    areas: 'text[] collate "C" not null',
    admitted_at: 'timestamptz not null',
    changed_at: 'timestamptz not null',
    deactivated_at: 'timestamptz',
    revision: 'integer not null',
  },
  key: 'id',
  indexes: ['using gin (grants jsonb_path_ops)'],
  keepsPast: false,
  upcast,
  on: {
    PersonAdmitted: (_, { stream, data, at, revision }) => ({
      id: stream.slice('person-'.length),
      grants: data.grants,
      areas: areasOf(data.grants),
      admitted_at: at,
      changed_at: at,
      deactivated_at: null,
      revision,
    }),
    GrantsChanged: (row, event) => ({
      ...known(row, event),
      grants: event.data.grants,
      areas: areasOf(event.data.grants),
      changed_at: event.at,
    }),
    PasswordChanged: known,
    PersonDeactivated: (row, event) => ({ ...known(row, event), deactivated_at: event.at }),
  },
};

function areasOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.map(({ area }) => area))];
}

function known(row: PeopleRow | null, { type, revision }: Projected<PersonEvent>): PeopleRow {
  if (row === null) throw new Error(`${type} stands before PersonAdmitted.`);
  return { ...row, revision };
}
