import type { Projection } from '../../projection/projection.js';
import type { StagePeriod, StagesSet } from '../domain/election.events.js';
import { upcast } from '../domain/election.upcasters.js';

/** The calendar of a contest as it stands. */
export interface ElectionStagesRow {
  readonly contest: string;
  readonly stages: readonly StagePeriod[];
  /** Revision of the stream: what `If-Match` names. */
  readonly revision: number;
}

export const electionStages: Projection<ElectionStagesRow, StagesSet> = {
  name: 'election_stages',
  version: 1,
  streams: 'stages',
  columns: {
    contest: 'text collate "C" not null',
    stages: 'jsonb not null',
    revision: 'integer not null',
  },
  key: 'contest',
  indexes: ['(since)'],
  keepsPast: false,
  upcast: (event) => upcast<StagesSet>(event),
  on: { StagesSet: (_row, { data, revision }) => ({ ...data, revision }) },
};
