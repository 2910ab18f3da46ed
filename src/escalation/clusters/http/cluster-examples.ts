import type { OperationExample } from '../../../http/example.js';

const ID = '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12';

const FOUND = {
  id: ID,
  rule: 'repeated_disorder',
  policyVersion: 1,
  category: 'GROUP_CLASH',
  area: { code: '33.74.10', name: 'Tembalang' },
  level: 'E2',
  holder: { area: '33.74', role: 'HEAD' },
  since: '2026-11-22T07:05:12.300Z',
  cases: [
    '01932e1a-1b7c-7d3e-8f10-2a4b6c8d0e01',
    '01932e1a-2b7c-7d3e-8f10-2a4b6c8d0e02',
    '01932e1a-3b7c-7d3e-8f10-2a4b6c8d0e03',
  ],
  window: { from: '2026-11-20T13:00:00.000Z', until: '2026-11-22T06:40:00.000Z' },
  acknowledged: null,
  informed: [],
  dueAt: '2026-11-22T11:05:12.300Z',
  status: 'OPEN',
  endedAt: null,
  revision: 0,
  text: '3 kejadian gangguan ketertiban berdekatan di Tembalang, Kota Semarang (20 November 2026, 20.00 WIB – 22 November 2026, 13.40 WIB). Menunggu pernyataan mengetahui sampai 22 November 2026, 18.05 WIB.',
};

/** What an example shows as null may hold more. */
const MEMBERS = {
  category: { type: ['string', 'null'] },
  dueAt: { type: ['string', 'null'], format: 'date-time' },
  endedAt: { type: ['string', 'null'], format: 'date-time' },
  acknowledged: {
    type: ['object', 'null'],
    properties: {
      by: { type: 'string' },
      via: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
    },
  },
  informed: { type: 'array', items: { type: 'string' } },
};

export const CLUSTER: OperationExample = { response: FOUND, members: MEMBERS, headers: ['ETag'] };

export const CLUSTERS: OperationExample = {
  response: { items: [FOUND], next: null, total: 1 },
  members: MEMBERS,
};

export const ACKNOWLEDGEMENT: OperationExample = {
  request: { via: 'PHONE', by: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e99', at: '2026-11-22T14:20:00+07:00' },
  response: { revision: 1, status: 'OPEN', level: 'E2' },
  headers: ['ETag'],
};

export const CLOSURE: OperationExample = {
  request: { reason: 'Ketiganya sudah didamaikan dalam satu musyawarah.' },
  response: { revision: 2, status: 'ENDED', level: 'E2' },
  headers: ['ETag'],
};
