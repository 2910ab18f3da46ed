import type { OperationExample } from '../../http/example.js';
import type { RecordCaseDto } from './record-case.dto.js';

const ID = '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12';
const NUMBER = '2024-0000417';
const RECORDED_AT = '2024-10-17T07:21:04.118Z';
const RECORDER = { id: '67b1b200-9387-5686-bc43-ee5e613d9dfa', role: 'OPERATOR', name: 'Siti Rahma' };

/** What is logged, apart from what the service writes in another way than it was sent. */
const REPORT = {
  category: 'APK_PLACEMENT',
  subcategory: 'TREE_NAILED',
  nature: 'INCIDENT',
  areaSource: 'GPS_NEAREST',
  place: 'pohon di Jl. Ngesrep Timur V',
  coordinates: { lng: 110.4401, lat: -7.0512, accuracyM: 12.5 },
  occurredPrecision: 'EXACT',
  origin: 'CITIZEN',
  channel: 'WHATSAPP',
  description: 'Tiga spanduk dipaku pada pohon peneduh.',
  severity: 2,
  contests: [],
  participants: [],
  items: [{ type: 'SPANDUK', count: 3, size: '4x6', mount: 'TREE' }],
  details: {},
} as const;

const BODY = {
  id: ID,
  ...REPORT,
  area: '33.74.10.1004',
  occurredAt: '2024-10-17T14:05:00+07:00',
  knownAt: '2024-10-17T14:10:00+07:00',
  receivedAt: '2024-10-17T14:20:00+07:00',
} as const satisfies { readonly [member in keyof RecordCaseDto]?: unknown };

const SUMMARY = {
  id: ID,
  number: NUMBER,
  category: 'APK_PLACEMENT',
  subcategory: 'TREE_NAILED',
  area: '33.74.10.1004',
  status: 'ASSIGNED',
  level: 'E0',
  severity: 2,
  nature: 'INCIDENT',
  occurredAt: '2024-10-17T07:05:00.000Z',
  recordedAt: RECORDED_AT,
  dueAt: '2024-10-19T10:00:00.000Z',
  assignment: { lead: 'SATPOL_PP' },
  place: 'pohon di Jl. Ngesrep Timur V',
  archived: false,
  revision: 4,
};

const DETAIL = {
  id: ID,
  number: NUMBER,
  ...REPORT,
  access: 'OPEN',
  otherAreas: [],
  occurredAt: '2024-10-17T07:05:00.000Z',
  knownAt: '2024-10-17T07:10:00.000Z',
  receivedAt: '2024-10-17T07:20:00.000Z',
  taxonomyVersion: 1,
  archived: false,
  clockAhead: false,
  import: null,
  status: 'ASSIGNED',
  recordedAt: RECORDED_AT,
  assignment: {
    lead: 'SATPOL_PP',
    supporting: [{ agency: 'DLH', state: 'PENDING' }],
    dueAt: '2024-10-19T10:00:00.000Z',
    instruction: 'Tertibkan dan laporkan dengan foto.',
    state: 'PENDING',
    at: '2024-10-17T08:02:11.530Z',
  },
  inputRequests: [
    {
      agency: 'DLH',
      n: 1,
      question: 'Apakah pohonnya rusak?',
      at: '2024-10-17T08:03:40.021Z',
      answer: null,
    },
  ],
  referrals: [],
  fieldActions: [],
  notes: [],
  evidence: [],
  corrections: [],
  duplicateOf: null,
  rejection: null,
  resolution: null,
  named: [],
  area: {
    code: '33.74.10.1004',
    name: 'Bulusan',
    level: 'VILLAGE',
    path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang', 'Bulusan'],
    zone: 'WIB',
  },
  level: 'E0',
  dueAt: '2024-10-19T10:00:00.000Z',
  recordedBy: RECORDER,
  duplicates: [],
  revision: 4,
  missing: [],
  actions: ['handling', 'assignment', 'input-requests/1/answer', 'notes', 'evidence'],
  asOf: null,
};

const textOrNull = { type: ['string', 'null'] };
const instantOrNull = { type: ['string', 'null'], format: 'date-time' };

/** What of a case may be null. */
const MEMBERS = {
  level: textOrNull,
  place: textOrNull,
  occurredAt: instantOrNull,
  dueAt: instantOrNull,
  duplicateOf: textOrNull,
  asOf: textOrNull,
  next: textOrNull,
};
/** In lists an assignment is its lead, or nothing. */
const ASSIGNMENT_OR_NULL = { type: ['object', 'null'], properties: { lead: { type: 'string' } } };

export const RECORD: OperationExample = {
  request: BODY,
  response: {
    id: ID,
    number: NUMBER,
    status: 'RECEIVED',
    level: 'E0',
    revision: 1,
    recordedAt: RECORDED_AT,
    missing: ['description'],
  },
  members: MEMBERS,
  headers: ['ETag', 'Location'],
};

export const LIST: OperationExample = {
  response: { items: [SUMMARY], next: null, total: 1 },
  responseAs: {
    'application/geo+json': {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: ID,
          geometry: { type: 'Point', coordinates: [110.4401, -7.0512] },
          properties: SUMMARY,
        },
      ],
      next: null,
      total: 1,
    },
  },
  members: { ...MEMBERS, assignment: ASSIGNMENT_OR_NULL },
};

export const FIND: OperationExample = { response: DETAIL, members: MEMBERS, headers: ['ETag'] };

export const TIMELINE: OperationExample = {
  response: {
    items: [
      {
        revision: 2,
        type: 'CaseVerified',
        occurredAt: '2024-10-17T07:40:12.004Z',
        recordedAt: '2024-10-17T07:40:12.004Z',
        actor: { id: 'b6c50a89-30d1-595e-b723-ecdc4b265e1d', role: 'VERIFIER', name: 'Budi Santosa' },
        title: 'Laporan terverifikasi',
        details: { status: 'VERIFIED' },
      },
    ],
  },
};

export const STREAM: OperationExample = {
  responseAs: {
    'text/event-stream': [
      'id: 6395a6c6-0000000000000a',
      'event: case',
      `data: {"id":"${ID}","type":"CaseVerified","revision":2,"area":"33.74.10.1004","recordedAt":"2024-10-17T07:40:12.004Z"}`,
      '\n',
    ].join('\n'),
  },
};
