import type { ErrorEntry } from './error-entry.js';

/** Refusals about duty rosters, directions, conflict statuses and reports of nothing. */
export const AGGREGATE_ERRORS = {
  duty_over: {
    status: 409,
    id: {
      title: 'Piket sudah selesai',
      detail: 'Piket ini sudah selesai pada {until}, sehingga tidak ada yang dapat diakhiri.',
    },
    en: {
      title: 'The duty is over',
      detail: 'This duty was over at {until}, so there is nothing left to end.',
    },
  },
  direction_completed: {
    status: 409,
    id: {
      title: 'Arahan sudah selesai',
      detail: 'Arahan ini sudah dinyatakan selesai pada {completedAt}. Untuk hal baru, minta arahan baru.',
    },
    en: {
      title: 'The direction is done',
      detail: 'This direction was completed at {completedAt}. For anything new, ask for a new direction.',
    },
  },
  too_many_reports: {
    status: 409,
    id: {
      title: 'Terlalu banyak laporan',
      detail: 'Arahan ini sudah memiliki {max} laporan. Nyatakan selesai, atau minta arahan baru.',
    },
    en: {
      title: 'Too many reports',
      detail: 'This direction has {max} reports already. Complete it, or ask for a new direction.',
    },
  },
  conflict_status_over: {
    status: 409,
    id: {
      title: 'Status sudah berakhir',
      detail:
        'Status keadaan konflik ini sudah berakhir pada {endedAt}. Keputusan baru dicatat sebagai status baru.',
    },
    en: {
      title: 'The status is over',
      detail: 'This conflict status ended at {endedAt}. A new decision is recorded as a new status.',
    },
  },
  conflict_status_overlaps: {
    status: 409,
    id: {
      title: 'Masih ada status yang berlaku',
      detail:
        'Wilayah ini sudah memiliki status keadaan konflik dari {from} sampai {until}. Perpanjang atau cabut status itu.',
    },
    en: {
      title: 'A status is in force',
      detail: 'This area has a conflict status from {from} until {until} already. Extend or revoke that one.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
