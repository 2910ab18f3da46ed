import type { OperationExample } from '../../http/example.js';
import { acted } from './case-action-examples.js';
import type * as dto from './escalation.dto.js';

const SERVICE_HOURS = {
  zone: 'WIB',
  stage: null,
  kind: 'service_hours',
  window: 'PT4H',
  dueAt: '2024-10-17T09:00:00.000Z',
  skipped: [],
};

/** Why a case is on whose desk. */
export const EXPLAIN: OperationExample = {
  response: {
    level: 'E1',
    since: '2024-10-17T09:00:01.204Z',
    holder: { area: '33.74.10', role: 'HEAD', name: 'Tembalang', people: 1 },
    acknowledged: null,
    informed: [],
    proposal: null,
    steps: [
      {
        from: null,
        to: 'E0',
        area: '33.74.10.1004',
        at: '2024-10-17T02:00:00.000Z',
        trigger: 'start',
        rule: 'severity',
        policyVersion: 1,
        inputs: { severity: 2, area: '33.74.10.1004', accusedOffice: null },
        calendar: null,
        late: false,
        reason: null,
        text: 'Dimulai di Kelurahan/Desa (Bulusan) karena tingkat keparahannya 2 (Sedang).',
      },
      {
        from: 'E0',
        to: 'E1',
        area: '33.74.10',
        at: '2024-10-17T09:00:01.204Z',
        trigger: 'time',
        rule: 'not_acknowledged',
        policyVersion: 1,
        inputs: { severity: 2, status: 'RECEIVED', clock: 'not_acknowledged' },
        calendar: SERVICE_HOURS,
        late: false,
        reason: null,
        text: 'Naik dari Kelurahan/Desa ke Kecamatan (Tembalang) karena belum dikonfirmasi sampai 17 Oktober 2024, 16.00 WIB.',
      },
    ],
    next: {
      to: 'E2',
      at: '2024-10-18T05:00:01.204Z',
      if: 'bila belum dikonfirmasi',
      mode: 'auto',
      text: 'Naik ke Kab/Kota (Kota Semarang) pada 18 Oktober 2024, 12.00 WIB bila belum dikonfirmasi.',
    },
    clocks: [
      {
        kind: 'acknowledge',
        rule: 'not_acknowledged',
        startedAt: '2024-10-17T09:00:01.204Z',
        dueAt: '2024-10-18T05:00:01.204Z',
        citation: null,
        calendar: { ...SERVICE_HOURS, dueAt: '2024-10-18T05:00:01.204Z' },
        text: 'Tenggat konfirmasi 18 Oktober 2024, 12.00 WIB: 4 jam layanan sejak 17 Oktober 2024, 16.00 WIB.',
      },
    ],
    marks: [],
  },
  members: {
    level: { type: ['string', 'null'] },
    since: { type: ['string', 'null'], format: 'date-time' },
    from: { type: ['string', 'null'] },
    citation: { type: ['string', 'null'] },
    reason: { type: ['string', 'null'] },
    stage: { type: ['string', 'null'] },
    calendar: { type: ['object', 'null'] },
    accusedOffice: { type: ['object', 'null'] },
    holder: { type: ['object', 'null'] },
    acknowledged: { type: ['object', 'null'] },
    proposal: { type: ['object', 'null'] },
    next: { type: ['object', 'null'] },
  },
};

export const RAISE = acted<dto.LevelDto>(
  { to: 'E2', reason: 'Massa dari dua kecamatan; perlu pengamanan kota.' },
  'IN_PROGRESS',
);
export const ACKNOWLEDGE = acted<dto.AcknowledgementDto>(
  {
    by: 'b6c50a89-30d1-595e-b723-ecdc4b265e1d',
    via: 'PHONE',
    at: '2024-10-18T03:10:00+07:00',
    note: 'Dihubungi petugas piket posko.',
  },
  'IN_PROGRESS',
);
export const LOWER = acted<dto.LevelDto>(
  { to: 'E1', reason: 'Situasi reda, cukup ditangani kecamatan.' },
  'IN_PROGRESS',
);
export const CONFIRM = acted<{ note: string }>({ note: 'Perlu dukungan provinsi.' }, 'IN_PROGRESS');
export const DECLINE = acted<{ reason: string }>(
  { reason: 'Mediasi sudah dijadwalkan besok pagi.' },
  'IN_PROGRESS',
);
export const INFORM = acted<dto.InformedDto>(
  { group: 'WhatsApp Forkopimcam Tembalang', via: 'WHATSAPP', at: '2024-10-18T09:00:00+07:00' },
  'IN_PROGRESS',
);
