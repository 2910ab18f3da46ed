import type { OperationExample } from '../../http/example.js';
import type { ContestDto } from './contest.dto.js';
import type { ParticipantDto } from './participant.dto.js';
import type { StagesDto } from './stages.dto.js';

const CONTEST = {
  id: 'WALIKOTA_33.74_2024',
  kind: 'REGENT_MAYOR',
  area: '33.74',
  name: 'Pemilihan Wali Kota Semarang 2024',
  election: 'PILKADA_2024',
} satisfies ContestDto;
const PARTICIPANT = {
  id: 'WALIKOTA_33.74_2024-1',
  contest: CONTEST.id,
  area: '33.74',
  kind: 'PAIR',
  number: 1,
  name: 'Pasangan calon nomor 1',
} satisfies ParticipantDto;
const STAGE = {
  contest: 'PILKADA_2024',
  area: '',
  stage: 'voting',
  from: '2024-11-27T00:00',
  until: '2024-11-28T00:00',
  source: 'PKPU 2/2024',
} satisfies StagesDto['stages'][number];

const CONTEST_SHOWN = { ...CONTEST, label: 'Bupati/Wali Kota dan Wakil' };
const PARTICIPANT_SHOWN = { ...PARTICIPANT, label: 'Pasangan calon' };
const STAGE_SHOWN = { ...STAGE, label: 'Pemungutan suara', zone: null };
const CALENDAR = { contest: STAGE.contest, stages: [STAGE_SHOWN] };

/** What of a register may be null. */
const MEMBERS = {
  election: { type: ['string', 'null'] },
  number: { type: ['integer', 'null'] },
  source: { type: ['string', 'null'] },
  zone: { type: ['string', 'null'] },
};

export const CONTESTS = listOf(CONTEST_SHOWN);
export const CONTEST_FOUND: OperationExample = { response: CONTEST_SHOWN, members: MEMBERS };
export const REGISTER_CONTEST: OperationExample = {
  request: CONTEST,
  response: CONTEST_SHOWN,
  members: MEMBERS,
  headers: ['Location'],
};

export const PARTICIPANTS = listOf(PARTICIPANT_SHOWN);
export const PARTICIPANT_FOUND: OperationExample = { response: PARTICIPANT_SHOWN, members: MEMBERS };
export const REGISTER_PARTICIPANT: OperationExample = {
  request: PARTICIPANT,
  response: PARTICIPANT_SHOWN,
  members: MEMBERS,
  headers: ['Location'],
};

export const STAGES = listOf(STAGE_SHOWN);
export const CALENDAR_FOUND: OperationExample = { response: CALENDAR, members: MEMBERS, headers: ['ETag'] };
export const SET_STAGES: OperationExample = {
  request: { stages: [STAGE] } satisfies StagesDto,
  response: CALENDAR,
  members: MEMBERS,
  headers: ['ETag'],
};

function listOf(item: object): OperationExample {
  return { members: MEMBERS, response: { items: [item], next: null, total: 1 } };
}
