import type { ErrorEntry } from './error-entry.js';

/** Refusals about escalation policies. */
export const POLICY_ERRORS = {
  policy_limit: {
    status: 409,
    id: {
      title: 'Terlalu banyak versi',
      detail:
        'Sudah ada {max} versi kebijakan eskalasi; lebih dari itu tidak disimpan. Aktifkan salah satu yang ada.',
    },
    en: {
      title: 'Too many versions',
      detail:
        'There are {max} versions of the escalation policy already, and no more are kept. Activate one of them.',
    },
  },
  policy_replaced: {
    status: 409,
    id: {
      title: 'Kebijakan lain baru saja diaktifkan',
      detail:
        'Orang lain baru saja mengaktifkan versi {active}. Lihat versi itu dahulu; bila versi Anda tetap yang benar, aktifkan lagi dengan `replaces`: {active}.',
    },
    en: {
      title: 'Another policy was just activated',
      detail:
        'Somebody else has just activated version {active}. Look at it first; if yours is still the right one, activate it with `replaces`: {active}.',
    },
  },
  policy_faulty: {
    status: 409,
    id: {
      title: 'Kebijakan belum dapat diaktifkan',
      detail:
        'Pemeriksaan menemukan {count} kesalahan dalam versi {version}; lihat `errors`. Buat versi baru yang sudah diperbaiki.',
    },
    en: {
      title: 'The policy cannot be activated',
      detail:
        'The check found {count} errors in version {version}; see `errors`. Write a new version that puts them right.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
