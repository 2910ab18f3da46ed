import type { OperationExample } from '../../http/example.js';
import type {
  ConflictExtensionDto,
  ConflictRevocationDto,
  ConflictStatusDto,
} from './conflict-status.dto.js';

const DECLARATION = {
  area: '33.74',
  scale: 'REGENCY',
  decree: { number: '300/1123/2026', date: '2026-11-21', office: 'REGENT_MAYOR' },
  consultation: {
    with: 'Pimpinan DPRD Kota Semarang',
    date: '2026-11-20',
    minutes: 'BA 170/45/DPRD/2026',
  },
  from: '2026-11-22T00:00:00+07:00',
  until: '2026-12-22T00:00:00+07:00',
} satisfies ConflictStatusDto;
const EXTENSION = {
  until: '2027-01-05T00:00:00+07:00',
  decree: { number: '300/1301/2026', date: '2026-12-18', office: 'REGENT_MAYOR' },
} satisfies ConflictExtensionDto;
const REVOCATION = {
  decree: { number: '300/1344/2026', date: '2026-12-28', office: 'REGENT_MAYOR' },
  reason: 'Keadaan pulih; kedua kelompok menandatangani kesepakatan damai.',
} satisfies ConflictRevocationDto;

const BY = { id: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12', name: 'Rina Wulandari' };
const DECLARED = {
  id: '0193a0f2-4a6c-7e8b-8d10-1c2d3e4f5a6b',
  status: 'OPEN',
  ...DECLARATION,
  from: '2026-11-21T17:00:00.000Z',
  until: '2026-12-21T17:00:00.000Z',
  zone: 'WIB',
  remindAt: '2026-12-14T17:00:00.000Z',
  recorded: { at: '2026-11-21T09:12:00.000Z', by: BY },
  extensions: [] as object[],
  revocation: null as object | null,
  endedAt: null as string | null,
  revision: 0,
};
const EXTENDED = {
  ...DECLARED,
  until: '2027-01-04T17:00:00.000Z',
  remindAt: '2027-01-01T05:00:00.000Z',
  extensions: [
    { at: '2026-12-18T03:00:00.000Z', by: BY, decree: EXTENSION.decree, until: '2027-01-04T17:00:00.000Z' },
  ],
  revision: 2,
};
const REVOKED = {
  ...EXTENDED,
  status: 'REVOKED',
  revocation: { at: '2026-12-28T04:00:00.000Z', by: BY, ...REVOCATION },
  endedAt: '2026-12-28T04:00:00.000Z',
  revision: 3,
};

/** What of a conflict status may be null. */
const MEMBERS = {
  revocation: { type: ['object', 'null'] },
  endedAt: { type: ['string', 'null'], format: 'date-time' },
};

export const DECLARE: OperationExample = {
  request: DECLARATION,
  response: DECLARED,
  members: MEMBERS,
  headers: ['Location', 'ETag'],
};
export const EXTEND: OperationExample = {
  request: EXTENSION,
  response: EXTENDED,
  members: MEMBERS,
  headers: ['ETag'],
};
export const REVOKE: OperationExample = {
  request: REVOCATION,
  response: REVOKED,
  members: MEMBERS,
  headers: ['ETag'],
};
export const FIND: OperationExample = { response: EXTENDED, members: MEMBERS, headers: ['ETag'] };
export const LIST: OperationExample = {
  response: { items: [EXTENDED], next: null, total: 1 },
  members: MEMBERS,
};
