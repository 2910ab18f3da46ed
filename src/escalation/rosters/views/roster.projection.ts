import type { Projected, Projection } from '../../../projection/projection.js';
import type { EscalationLevel } from '../../policy/escalation-policy.js';
import type { RosterEvent } from '../domain/roster.events.js';
import { upcast } from '../domain/roster.upcasters.js';

/** A roster as it stands; times are RFC 3339 where they are written and dates where they are read. */
export interface RosterRow {
  readonly id: string;
  readonly area: string;
  readonly level: EscalationLevel;
  readonly person: string;
  readonly from_at: string | Date;
  /** The end that counts: the planned one, or the earlier one. */
  readonly until_at: string | Date;
  readonly revision: number;
}

/** Who stands in for which head, and when. */
export const rosterProjection: Projection<RosterRow, RosterEvent> = {
  name: 'roster',
  version: 1,
  streams: 'roster',
  columns: {
    id: 'uuid',
    area: 'text collate "C" not null',
    level: 'text not null',
    person: 'uuid not null',
    from_at: 'timestamptz not null',
    until_at: 'timestamptz not null',
    revision: 'integer not null',
  },
  key: 'id',
  indexes: ['(area, until_at)', '(since)'],
  keepsPast: false,
  upcast,
  on: {
    DutyRostered: (_, { stream, data, revision }) => ({
      id: stream.slice('roster-'.length),
      area: data.area,
      level: data.level,
      person: data.person,
      from_at: data.from,
      until_at: data.until,
      revision,
    }),
    DutyEnded: (row, event) => ({ ...known(row, event), until_at: event.data.until }),
  },
};

function known(row: RosterRow | null, { type, revision }: Projected<RosterEvent>): RosterRow {
  if (row === null) throw new Error(`${type} stands before DutyRostered.`);
  return { ...row, revision };
}
