import { readFileSync } from 'node:fs';
import type { Clock } from '../../calendar/clock.js';
import type { CaseEvent } from './case.events.js';
import { CASE_EVENT_TYPES, upcast, versionOf } from './case.upcasters.js';

type Shapes = { readonly [T in CaseEvent['type']]: Extract<CaseEvent, { type: T }>['data'] };

const ACKNOWLEDGE: Clock = {
  kind: 'acknowledge',
  rule: 'not_acknowledged',
  policyVersion: 1,
  startedAt: '2026-11-20T09:00:00.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'service_hours',
    window: 'PT4H',
    dueAt: '2026-11-23T04:30:00.000Z',
    skipped: [
      { date: '2026-11-21', why: 'Sabtu' },
      { date: '2026-11-22', why: 'Minggu' },
    ],
  },
};
const HANDLE: Clock = {
  kind: 'handle',
  rule: 'not_handled',
  policyVersion: 1,
  startedAt: '2026-11-20T09:00:00.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'service_hours',
    window: 'PT24H',
    dueAt: '2026-11-25T09:00:00.000Z',
    skipped: [
      { date: '2026-11-21', why: 'Sabtu' },
      { date: '2026-11-22', why: 'Minggu' },
    ],
  },
};
const PROGRESS: Clock = {
  kind: 'progress',
  rule: 'no_progress',
  policyVersion: 1,
  startedAt: '2026-11-23T04:30:00.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'running_hours',
    window: 'PT72H',
    dueAt: '2026-11-26T04:30:00.000Z',
    skipped: [],
  },
};
const PROPOSAL: Clock = {
  kind: 'proposal',
  rule: 'proposal_unanswered',
  policyVersion: 1,
  startedAt: '2026-11-26T04:30:10.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'running_hours',
    window: 'PT24H',
    dueAt: '2026-11-27T04:30:10.000Z',
    skipped: [],
  },
};
const REPORT: Clock = {
  kind: 'statutory',
  rule: 'bawaslu_report',
  policyVersion: 1,
  startedAt: '2026-11-20T08:30:00.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'calendar_days',
    window: 'P7D',
    dueAt: '2026-11-27T09:30:00.000Z',
    skipped: [],
  },
  alarmAt: '2026-11-25T21:15:00.000Z',
  citation: 'UU 1/2015 jo. UU 10/2016 pasal 134 ayat (4)',
};

/** Realistic data of every type in its newest shape: what the golden file of its newest version must become. */
const NEWEST: Shapes = {
  CaseRecorded: {
    report: {
      category: 'APK_PLACEMENT',
      subcategory: 'TREE_NAILED',
      nature: 'INCIDENT',
      area: '33.74.10.1004',
      areaSource: 'GPS_NEAREST',
      otherAreas: [],
      place: 'pohon di Jl. Ngesrep Timur V',
      coordinates: { lng: 110.4401, lat: -7.0512, accuracyM: 12 },
      occurredAt: '2026-11-21T07:05:00.000Z',
      occurredPrecision: 'EXACT',
      receivedAt: '2026-11-21T07:20:00.000Z',
      knownAt: '2026-11-21T07:10:00.000Z',
      origin: 'CITIZEN',
      channel: 'IMPORT',
      description: 'Tiga spanduk dipaku di pohon peneduh.',
      severity: 2,
      access: 'OPEN',
      accusedOffice: { area: '33.74.10' },
      contests: ['pilgub-33-2024'],
      participants: ['pilgub-33-2024-01'],
      items: [{ type: 'SPANDUK', count: 3, size: '4x6', mount: 'TREE' }],
      details: {},
    },
    serial: 123,
    taxonomyVersion: 1,
    archived: false,
    clockAhead: false,
    import: {
      source: 'jateng-2024',
      no: '17',
      contest: 'BUPATI_WALIKOTA',
      participant: 'nomor urut 2',
      notes: ['Luka: 1'],
    },
  },
  EscalationStarted: {
    policyVersion: 1,
    level: 'E1',
    holder: { area: '33.74.10', role: 'HEAD' },
    rule: 'severity',
    inputs: { severity: 3, area: '33.74.10.1004', accusedOffice: null },
    clocks: [ACKNOWLEDGE, HANDLE, REPORT],
    informed: [],
  },
  EscalationMoved: {
    policyVersion: 1,
    level: 'E1',
    holder: { area: '33.25.11', role: 'HEAD' },
    rule: 'report_corrected',
    inputs: { area: '33.25.11.1019', accusedOffice: null },
    clocks: [ACKNOWLEDGE, HANDLE],
  },
  EscalationRaised: {
    policyVersion: 1,
    level: 'E2',
    holder: { area: '33.74', role: 'HEAD' },
    from: 'E1',
    trigger: 'time',
    rule: 'not_acknowledged',
    inputs: { severity: 3, status: 'RECEIVED' },
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'service_hours',
      window: 'PT4H',
      dueAt: '2026-11-23T04:30:00.000Z',
      skipped: [
        { date: '2026-11-21', why: 'Sabtu' },
        { date: '2026-11-22', why: 'Minggu' },
      ],
    },
    late: true,
    informed: [],
    clocks: [PROGRESS],
  },
  UpperLevelInformed: {
    policyVersion: 1,
    rule: 'not_acknowledged_by_regency',
    inputs: { severity: 3, status: 'RECEIVED' },
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: 'PT4H',
      dueAt: '2026-11-23T04:30:00.000Z',
      skipped: [],
    },
    level: 'E3',
  },
  EscalationProposed: {
    policyVersion: 1,
    rule: 'no_progress',
    inputs: { severity: 3, status: 'VERIFIED' },
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: 'PT72H',
      dueAt: '2026-11-26T04:30:00.000Z',
      skipped: [],
    },
    to: 'E3',
    clocks: [PROPOSAL],
  },
  ProposalConfirmed: { note: 'Perlu dukungan provinsi.' },
  ProposalRefused: { reason: 'Mediasi dijadwalkan besok pagi.', clocks: [PROGRESS] },
  EscalationAcknowledged: {
    level: 'E2',
    by: '5e0c0d0a-0000-4000-8000-000000000001',
    via: 'PHONE',
    acknowledgedAt: '2026-11-23T20:10:00.000Z',
    note: 'Dihubungi petugas desk pukul 03.10.',
  },
  EscalationLowered: {
    policyVersion: 1,
    level: 'E1',
    holder: { area: '33.74.10', role: 'HEAD' },
    from: 'E2',
    reason: 'Cukup ditangani kecamatan.',
    clocks: [ACKNOWLEDGE],
  },
  EscalationClocksSet: { policyVersion: 1, clocks: [PROGRESS, REPORT], because: 'progress' },
  DeadlinePassed: {
    policyVersion: 1,
    kind: 'statutory',
    rule: 'bawaslu_report',
    moment: 'alarm',
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'calendar_days',
      window: 'P7D',
      dueAt: '2026-11-27T09:30:00.000Z',
      skipped: [],
    },
  },
  GroupInformed: {
    group: 'WhatsApp Forkopimcam Tembalang',
    via: 'WHATSAPP',
    informedAt: '2026-11-23T05:00:00.000Z',
  },
  CaseVerified: { status: 'VERIFIED', told: 'Pelapor dihubungi desk melalui WhatsApp.', singleOfficer: true },
  CaseMonitored: { reason: 'Rumor beredar di dua RW.', told: 'Pelapor ditelepon.' },
  CaseRejected: { as: 'UNVERIFIABLE', reason: 'Lokasi tidak ditemukan.', told: 'Pelapor ditelepon.' },
  CaseFoundDuplicate: { of: '0198c7a2-1111-7abc-8def-000000000001', reason: 'Spanduk yang sama.' },
  DuplicateUndone: {
    of: '0198c7a2-1111-7abc-8def-000000000001',
    reason: 'duplicate_cycle',
    status: 'RECEIVED',
  },
  CaseTakenUp: { note: 'Linmas menuju lokasi.' },
  CaseAssigned: {
    lead: 'SATPOL_PP',
    supporting: ['DLH'],
    dueAt: '2026-11-23T09:00:00.000Z',
    instruction: 'Turunkan tanpa merusak pohon.',
  },
  AssignmentAccepted: { agency: 'SATPOL_PP', status: 'IN_PROGRESS' },
  AssignmentRefused: { agency: 'DLH', reason: 'Pohon milik provinsi.', status: 'ASSIGNED' },
  FieldActionTaken: {
    n: 1,
    kind: 'MEDIATION',
    takenAt: '2026-11-22T02:00:00.000Z',
    with: ['FKUB', 'POLRI'],
    result: 'PARTLY',
    summary: 'Kedua pihak sepakat bertemu lagi.',
  },
  InputRequested: { n: 1, agency: 'DLH', question: 'Apakah pohon ini dilindungi?' },
  InputGiven: { n: 1, agency: 'DLH', answer: 'Ya, angsana pelindung jalan.' },
  CaseReferred: {
    n: 1,
    body: 'BAWASLU',
    as: 'TRANSFER',
    reason: 'Dugaan pelanggaran kampanye.',
    deliveredAt: '2026-11-21T15:30:00.000Z',
    via: 'kurir',
    letter: { number: '041/PM.00/2026', date: '2026-11-21' },
  },
  ReferralLetterAdded: { n: 1, letter: { number: '042/PM.00/2026', date: '2026-11-23' } },
  ReferralProgressed: {
    n: 1,
    state: 'HANDED_ON',
    stateAt: '2026-11-24T03:00:00.000Z',
    summary: 'Diteruskan ke Gakkumdu.',
    handedTo: 'POLRI',
    letter: { number: '7/B/2026', date: '2026-11-24' },
    returned: false,
  },
  EarlyWarningPromoted: {
    occurredAt: '2026-11-25T11:00:00.000Z',
    occurredPrecision: 'EXACT',
    knownAt: '2026-11-25T11:10:00.000Z',
    clockAhead: false,
  },
  EarlyWarningLapsed: { reason: 'Situasi reda.' },
  NoteAdded: { text: 'Warga sekitar diberi tahu.' },
  EvidenceAdded: {
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    caption: 'Spanduk sebelum diturunkan',
  },
  CaseCorrected: {
    field: 'area',
    old: '33.74.10.1004',
    new: '33.25.11.1019',
    reason: 'Salah pilih kelurahan.',
    clockAhead: false,
  },
  SeverityChanged: { old: 2, new: 3, reason: 'Massa berkumpul.' },
  CaseResolved: { outcome: 'REMOVED', summary: 'Tiga spanduk diturunkan.' },
  CaseClosed: { note: 'Sesuai foto.', singleOfficer: true },
  CaseReturned: { reason: 'Satu spanduk masih terpasang.' },
  CaseReopened: { reason: 'Spanduk dipasang kembali.' },
  PersonNamed: { person: '5e0c0d0a-0000-4000-8000-000000000001', reason: 'Pemeriksa internal.' },
};

/** What older versions become that say something else than the newest golden file. */
const EARLIER: { readonly [T in CaseEvent['type']]?: Readonly<Record<number, object>> } = {
  EscalationStarted: {
    1: {
      policyVersion: 0,
      level: 'E2',
      holder: { area: '33.74', role: 'HEAD' },
      rule: 'area_depth',
      inputs: { area: '33.74.10.1004', accusedOffice: { area: '33.74.10' } },
      clocks: [],
      informed: [],
    },
  },
  EscalationMoved: {
    1: {
      policyVersion: 0,
      level: 'E2',
      holder: { area: '33.25', role: 'HEAD' },
      rule: 'report_corrected',
      inputs: { area: '33.25.11.1019', accusedOffice: null },
      clocks: [],
    },
  },
};

const golden = (type: string, v: number): object =>
  JSON.parse(readFileSync(`test/fixtures/events/${type}.v${v}.json`, 'utf8'));

describe('events of a case as they were stored', () => {
  it.each(CASE_EVENT_TYPES.flatMap((type) => versions(type).map((v) => [type, v] as const)))(
    'as %s v%i are read in the newest shape',
    (type, v) => {
      expect(upcast({ type, data: golden(type, v), meta: { v } })).toStrictEqual({
        type,
        data: EARLIER[type]?.[v] ?? NEWEST[type],
      });
    },
  );

  it('are refused where a newer program wrote them', () => {
    const data = NEWEST.NoteAdded;
    expect(() => upcast({ type: 'NoteAdded', data, meta: { v: versionOf('NoteAdded') + 1 } })).toThrow(
      'NoteAdded',
    );
    expect(() => upcast({ type: 'NoteAdded', data, meta: { v: 0 } })).toThrow('NoteAdded');
    expect(() => upcast({ type: 'CaseMislaid', data: {}, meta: { v: 1 } })).toThrow('CaseMislaid');
  });
});

function versions(type: CaseEvent['type']): number[] {
  return Array.from({ length: versionOf(type) }, (_, index) => index + 1);
}
