import type { OperationExample } from '../../../http/example.js';
import type { RosterDto } from './roster.dto.js';

const ROSTER = {
  area: '33.74',
  level: 'E2',
  person: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12',
  from: '2026-11-22T18:00:00+07:00',
  until: '2026-11-23T07:00:00+07:00',
} satisfies RosterDto;

const SHOWN = {
  id: '0193a0de-21f4-7c55-9d10-7b1f3a5c9e02',
  area: '33.74',
  level: 'E2',
  person: { id: ROSTER.person, name: 'Rina Wulandari' },
  from: '2026-11-22T11:00:00.000Z',
  until: '2026-11-23T00:00:00.000Z',
  zone: 'WIB',
  revision: 0,
};

export const SET_ROSTER: OperationExample = { request: ROSTER, response: SHOWN, headers: ['ETag'] };
export const END_ROSTER: OperationExample = {
  request: {},
  response: { ...SHOWN, until: '2026-11-22T16:30:00.000Z', revision: 1 },
  headers: ['ETag'],
};
export const ROSTERS: OperationExample = { response: { items: [SHOWN], next: null, total: 1 } };
