import { randomUUID } from 'node:crypto';
import { sampleEvent, sizeOf } from './sample.mjs';

const PLACES = ['Jl. Ngesrep Timur V', 'Simpang Lima', 'Pasar Johar', 'Jl. Pandanaran', 'Terminal Mangkang'];
const WHAT = ['Tiga spanduk dipaku di pohon peneduh', 'Baliho menutup rambu', 'Poster di tiang listrik'];
const LEVEL = { policyVersion: 0, level: 'E0', holder: { area: '33.74.10.1004', role: 'HEAD' } };
const HOUR_MS = 3_600_000;
const LAST_QUARREL = Date.parse('2026-11-21T07:05:00.000Z');
const STEPS = [
  (serial) => [
    'CaseRecorded',
    { report: report(serial), serial, taxonomyVersion: 1, archived: false, clockAhead: false },
  ],
  () => ['EscalationStarted', { ...LEVEL, rule: 'area_depth', inputs: { area: '33.74.10.1004' } }],
  () => ['CaseVerified', { status: 'VERIFIED', told: 'Pelapor dihubungi desk melalui WhatsApp.' }],
  () => ['CaseAssigned', { lead: 'SATPOL_PP', supporting: ['DLH'], dueAt: '2026-11-23T09:00:00.000Z' }],
  () => ['NoteAdded', { text: 'Warga sekitar diberi tahu.' }],
];

/** Events that the life of a case has here. */
export const EVENTS_A_CASE = STEPS.length;
/** Types of these events. */
export const CASE_EVENT_TYPES = STEPS.map((step) => step(0)[0]);

/** A case from its record to a note: events as the product stores them. `count`: only so many of them. */
export function sampleCase(serial, count = EVENTS_A_CASE) {
  const events = STEPS.slice(0, count).map((step) => {
    const [type, data] = step(serial);
    return { ...sampleEvent(), type, data };
  });
  return { stream: `case-${randomUUID()}`, expected: 'no-stream', events };
}

/** A fifth are quarrels: in each kecamatan three within hours, and then none for days. */
const QUARRELS = 5;
const DISTRICTS = [
  '33.74.01',
  '33.74.02',
  '33.74.03',
  '33.74.10',
  '33.25.01',
  '33.25.02',
  '33.19.01',
  '33.20.01',
];
const NEAR = 3;
const APART_MS = 240 * HOUR_MS;

/** As `sampleCase`, of which some are for the rules of clusters. */
export function mixedCase(serial) {
  const one = sampleCase(serial);
  if (serial % QUARRELS > 0) return one;
  const nth = serial / QUARRELS;
  const area = DISTRICTS[nth % DISTRICTS.length];
  const inDistrict = Math.floor(nth / DISTRICTS.length);
  const ago = Math.floor(inDistrict / NEAR) * APART_MS + (inDistrict % NEAR) * HOUR_MS;
  const occurredAt = new Date(LAST_QUARREL - ago).toISOString();
  const [recorded] = one.events;
  Object.assign(recorded.data.report, {
    ...{ category: 'GROUP_CLASH', subcategory: 'SUPPORTER_BRAWL', area, occurredAt, receivedAt: occurredAt },
    items: [],
  });
  return one;
}

/** A case that nobody acknowledges: its clock runs out at the given time (ms). Two events of a new stream. */
export function caseDueAt(id, serial, dueAt) {
  const [recorded] = sampleCase(serial, 1).events;
  const started = {
    ...sampleEvent(),
    type: 'EscalationStarted',
    data: {
      ...LEVEL,
      policyVersion: 1,
      rule: 'by_severity',
      inputs: { severity: 2 },
      informed: [],
      clocks: [clockDueAt(dueAt)],
    },
  };
  started.meta.v = 2;
  return { stream: `case-${id}`, expected: 'no-stream', events: [recorded, started] };
}

function clockDueAt(dueAt) {
  return {
    kind: 'acknowledge',
    rule: 'not_acknowledged',
    policyVersion: 1,
    startedAt: new Date(dueAt - 4 * HOUR_MS).toISOString(),
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: 'PT4H',
      dueAt: new Date(dueAt).toISOString(),
      skipped: [],
    },
  };
}

/** Bytes of data and metadata that an event of a case has on average. */
export function sizeOfCaseEvent() {
  const { events } = sampleCase(1);
  return Math.round(events.map(sizeOf).reduce((sum, size) => sum + size, 0) / events.length);
}

function report(serial) {
  return {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    nature: 'INCIDENT',
    area: '33.74.10.1004',
    otherAreas: [],
    place: PLACES[serial % PLACES.length],
    coordinates: { lng: 110.4401, lat: -7.0512, accuracyM: 12 },
    occurredAt: '2026-11-21T07:05:00.000Z',
    occurredPrecision: 'EXACT',
    receivedAt: '2026-11-21T07:20:00.000Z',
    origin: 'CITIZEN',
    channel: 'WEB',
    description: `${WHAT[serial % WHAT.length]}, laporan ${serial}.`,
    severity: 2,
    access: 'OPEN',
    contests: [],
    participants: [],
    items: [{ type: 'SPANDUK', count: 3 }],
    details: {},
  };
}
