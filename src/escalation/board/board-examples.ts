import type { OperationExample } from '../../http/example.js';

const CASE = '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12';
const AT = '2026-11-22T07:05:00.000Z';
const YESTERDAY = '2026-11-21T07:05:00.000Z';
const DUE = '2026-11-22T09:00:00.000Z';

/** Why a row of the board waits: no refusal, and so without an entry in the catalogue of errors. */
const REASON = 'not_acknowledged';

const nullable = (type: string): object => ({ type: [type, 'null'] });

/** The board of a province on a busy afternoon. */
export const BOARD_EXAMPLE: OperationExample = {
  response: {
    area: { code: '33', name: 'Jawa Tengah' },
    asOf: null,
    at: AT,
    position: '0000000000000048211',
    compareTo: YESTERDAY,
    stale: false,
    policyVersion: 1,
    rows: [
      {
        area: { code: '33.74', name: 'Kota Semarang' },
        open: 19,
        levels: { E0: 9, E1: 5, E2: 4, E3: 1, E4: 0 },
        worst: 'E3',
        response: 'WAITING',
        situation: 'HIGH',
        silent: false,
        lastHeardAt: '2026-11-22T06:58:12.000Z',
        unacknowledged: 2,
        overdue: 1,
        handled: 11,
        clusters: [{ id: CASE, level: 'E2', category: 'GROUP_CLASH', cases: 3 }],
        reasons: [{ code: REASON, text: '2 kasus belum diterima pejabat yang memegangnya.', count: 2 }],
        aboveUsual: [{ category: 'APK_PLACEMENT', today: 41, usual: 12 }],
        nextDeadline: { caseId: CASE, kind: 'handle', at: DUE },
        change: { open: 4, levels: { E0: 2, E1: 1, E2: 1, E3: 0, E4: 0 }, worstBefore: 'E2' },
      },
    ],
    totals: {
      open: 19,
      levels: { E0: 9, E1: 5, E2: 4, E3: 1, E4: 0 },
      change: { open: 4, levels: { E0: 2, E1: 1, E2: 1, E3: 0, E4: 0 }, worstBefore: 'E2' },
    },
    decisions: [
      {
        kind: 'proposal',
        caseId: CASE,
        text: 'Kasus 2026-0000417 (Kota Semarang) diusulkan naik ke E3: tegaskan atau tolak dengan alasan.',
        since: '2026-11-22T01:00:00.000Z',
      },
    ],
  },
  members: {
    asOf: nullable('string'),
    compareTo: nullable('string'),
    worst: nullable('string'),
    worstBefore: nullable('string'),
    lastHeardAt: nullable('string'),
  },
};

/** The cases behind it. */
export const ESCALATIONS_EXAMPLE: OperationExample = {
  response: {
    items: [
      {
        id: CASE,
        number: '2026-0000417',
        category: 'GROUP_CLASH',
        subcategory: 'BRAWL',
        area: '33.74.10.1004',
        status: 'VERIFIED',
        level: 'E2',
        severity: 4,
        nature: 'INCIDENT',
        occurredAt: '2026-11-22T05:40:00.000Z',
        recordedAt: '2026-11-22T05:52:07.118Z',
        dueAt: null,
        assignment: null,
        place: 'lapangan Bulusan',
        archived: false,
        revision: 3,
        escalation: {
          holder: '33.74',
          acknowledged: false,
          handled: false,
          overdue: false,
          informed: ['E3'],
          proposedTo: null,
          nextDeadline: { kind: 'acknowledge', at: DUE },
        },
      },
    ],
    next: null,
    total: 1,
  },
  members: {
    dueAt: nullable('string'),
    assignment: nullable('object'),
    place: nullable('string'),
    holder: nullable('string'),
    proposedTo: nullable('string'),
    level: nullable('string'),
    occurredAt: nullable('string'),
  },
};
