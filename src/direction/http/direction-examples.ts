import type { OperationExample } from '../../http/example.js';
import type { DirectionDto, DirectionNoteDto, DirectionReportDto } from './direction.dto.js';

const DIRECTION = {
  to: { agency: 'SATPOL_PP', area: '33.74.10' },
  cases: ['0193a0de-21f4-7c55-9d10-7b1f3a5c9e02'],
  text: 'Tertibkan baliho di pohon sepanjang Jl. Ngesrep Timur V bersama DLH, foto sebelum dan sesudah.',
  dueAt: '2026-11-23T12:00:00+07:00',
} satisfies DirectionDto;

const SEKDA = { id: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12', name: 'Rina Wulandari' };
const OFFICER = { id: '01932e1a-6c8d-7e4f-9a21-3b5c7d9e1f23', name: 'Bagus Prakoso' };

const ISSUED = {
  id: '0193a0f2-4a6c-7e8b-8d10-1c2d3e4f5a6b',
  status: 'ISSUED',
  from: { role: 'HEAD', area: '33.74' },
  ...DIRECTION,
  cluster: null as string | null,
  dueAt: '2026-11-23T05:00:00.000Z',
  zone: 'WIB',
  issued: { at: '2026-11-22T08:15:00.000Z', by: SEKDA },
  acknowledged: null as object | null,
  reportCount: 0,
  overdueSince: null as string | null,
  completed: null as object | null,
  revision: 0,
};
const ACKNOWLEDGED = {
  ...ISSUED,
  status: 'ACKNOWLEDGED',
  acknowledged: { at: '2026-11-22T08:31:00.000Z', by: OFFICER },
  revision: 1,
};
const REPORTS = [
  { at: '2026-11-23T02:40:00.000Z', by: OFFICER, text: 'Sembilan dari empat belas sudah diturunkan.' },
];
const REPORTED = { ...ACKNOWLEDGED, reportCount: 1, revision: 2 };
const COMPLETED = {
  ...REPORTED,
  status: 'COMPLETED',
  completed: { at: '2026-11-23T04:10:00.000Z', by: OFFICER, as: 'ADDRESSEE' },
  revision: 3,
};

const done = { type: ['object', 'null'] };
/** What of a direction may be null. */
const MEMBERS = {
  cluster: { type: ['string', 'null'], format: 'uuid' },
  overdueSince: { type: ['string', 'null'], format: 'date-time' },
  acknowledged: done,
  completed: done,
};
const ofWhole = (direction: object, request?: object): OperationExample => ({
  ...(request !== undefined && { request }),
  response: direction,
  members: MEMBERS,
  headers: ['ETag'],
});

export const ISSUE: OperationExample = {
  ...ofWhole({ ...ISSUED, reports: [] }, DIRECTION),
  headers: ['Location', 'ETag'],
};
export const ACKNOWLEDGE = ofWhole({ ...ACKNOWLEDGED, reports: [] }, {} satisfies DirectionNoteDto);
export const REPORT = ofWhole({ ...REPORTED, reports: REPORTS }, {
  text: 'Sembilan dari empat belas sudah diturunkan.',
} satisfies DirectionReportDto);
export const COMPLETE = ofWhole({ ...COMPLETED, reports: REPORTS }, {
  note: 'Semua diturunkan, foto ada pada kasusnya.',
} satisfies DirectionNoteDto);
export const FIND = ofWhole({ ...COMPLETED, reports: REPORTS });
export const LIST: OperationExample = {
  response: { items: [REPORTED], next: null, total: 1 },
  members: MEMBERS,
};
