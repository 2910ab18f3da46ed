import type { Projection } from '../../projection/projection.js';
import type { Contest, ContestRegistered } from '../domain/election.events.js';
import { upcast } from '../domain/election.upcasters.js';

/** The register of contests. */
export const contestProjection: Projection<Contest, ContestRegistered> = {
  name: 'contest',
  version: 1,
  streams: 'contest',
  columns: {
    id: 'text collate "C" not null',
    kind: 'text not null',
    area: 'text collate "C" not null',
    name: 'text not null',
    election: 'text collate "C"',
  },
  key: 'id',
  indexes: ['(area, id)'],
  keepsPast: false,
  upcast: (event) => upcast<ContestRegistered>(event),
  on: { ContestRegistered: (_row, { data }) => data },
};
