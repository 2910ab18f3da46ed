import type { Projection } from '../../projection/projection.js';
import type { Participant, ParticipantRegistered } from '../domain/election.events.js';
import { upcast } from '../domain/election.upcasters.js';

/** The register of who stands in which contest. */
export const participantProjection: Projection<Participant, ParticipantRegistered> = {
  name: 'participant',
  version: 1,
  streams: 'participant',
  columns: {
    id: 'text collate "C" not null',
    contest: 'text collate "C" not null',
    area: 'text collate "C" not null',
    kind: 'text not null',
    number: 'integer',
    name: 'text not null',
  },
  key: 'id',
  indexes: ['(contest, id)', '(area, id)'],
  keepsPast: false,
  upcast: (event) => upcast<ParticipantRegistered>(event),
  on: { ParticipantRegistered: (_row, { data }) => data },
};
