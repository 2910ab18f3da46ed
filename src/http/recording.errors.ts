import type { ErrorEntry } from './error-entry.js';

/** Refusals that every command can meet, whatever it records. */
export const RECORDING_ERRORS = {
  key_reused: {
    status: 422,
    id: {
      title: 'Kunci sudah dipakai',
      detail: '`Idempotency-Key` ini sudah dipakai untuk permintaan dengan isi lain. Buat kunci baru.',
    },
    en: {
      title: 'Key already used',
      detail: 'This `Idempotency-Key` was used for a request with another body. Make a new key.',
    },
  },
  id_taken: {
    status: 409,
    id: {
      title: 'Nomor pengenal sudah dipakai',
      detail: '`id` ini sudah dipakai untuk hal lain. Buat UUID baru.',
    },
    en: {
      title: 'Id already taken',
      detail: 'This `id` is already in use for something else. Make a new UUID.',
    },
  },
  nothing_to_change: {
    status: 409,
    id: {
      title: 'Tidak ada yang berubah',
      detail: 'Permintaan ini tidak mengubah apa pun, sehingga tidak ada yang dicatat.',
    },
    en: { title: 'Nothing to change', detail: 'This request would change nothing, so nothing was recorded.' },
  },
  concurrent_change: {
    status: 409,
    id: {
      title: 'Diubah bersamaan',
      detail: 'Hal yang sama sedang diubah orang lain berkali-kali. Muat ulang, lalu coba lagi.',
    },
    en: {
      title: 'Changed at the same time',
      detail: 'Others keep changing the same thing. Load it again and try once more.',
    },
  },
  stale_revision: {
    status: 412,
    id: {
      title: 'Sudah berubah',
      detail:
        'Hal ini sudah berubah sejak Anda memuatnya; sekarang revisi {revision}. Lihat `since`, muat ulang, lalu putuskan lagi.',
    },
    en: {
      title: 'Changed since',
      detail:
        'This has changed since you loaded it; it is now at revision {revision}. See `since`, load it again and decide anew.',
    },
  },
  if_match_missing: {
    status: 428,
    id: {
      title: 'If-Match tidak ada',
      detail: 'Tindakan ini memerlukan kepala `If-Match` berisi `ETag` dari yang Anda lihat.',
    },
    en: {
      title: 'If-Match missing',
      detail: 'This action needs an `If-Match` header with the `ETag` of what you saw.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
