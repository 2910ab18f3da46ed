import type { ErrorEntry } from './error-entry.js';

/** What can be wrong with the service itself, and what is asked of it too often. */
export const SERVICE_ERRORS = {
  too_many_requests: {
    status: 429,
    retryAfter: 10,
    id: { title: 'Terlalu sering', detail: 'Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.' },
    en: { title: 'Too many requests', detail: 'There were too many requests. Wait a moment and try again.' },
  },
  internal_error: {
    status: 500,
    id: {
      title: 'Kesalahan layanan',
      detail:
        'Terjadi kesalahan yang tidak terduga. Coba lagi; jika terulang, laporkan dengan nomor {correlationId}.',
    },
    en: {
      title: 'Internal error',
      detail:
        'Something unexpected went wrong. Try again; if it happens again, report it with the number {correlationId}.',
    },
  },
  unavailable: {
    status: 503,
    retryAfter: 5,
    id: {
      title: 'Penyimpanan tidak terjangkau',
      detail:
        'Penyimpanan data sedang tidak menjawab. Ulangi permintaan yang sama sebentar lagi; tidak ada yang tercatat dua kali.',
    },
    en: {
      title: 'Store unavailable',
      detail:
        'The data store does not answer at the moment. Repeat the same request shortly; nothing is recorded twice.',
    },
  },
  not_ready: {
    status: 503,
    retryAfter: 1,
    id: { title: 'Belum siap', detail: 'Layanan belum siap: {missing} belum selesai. Coba lagi sebentar.' },
    en: {
      title: 'Not ready',
      detail: 'The service is not ready: {missing} is not done yet. Try again in a moment.',
    },
  },
  starting: {
    status: 503,
    retryAfter: 1,
    id: {
      title: 'Layanan baru dimulai',
      detail:
        'Layanan baru dimulai dan sedang membaca catatannya. Ulangi permintaan yang sama sebentar lagi.',
    },
    en: {
      title: 'Starting',
      detail: 'The service has just started and is still reading its log. Repeat the same request shortly.',
    },
  },
  overloaded: {
    status: 503,
    retryAfter: 1,
    id: {
      title: 'Layanan sedang penuh',
      detail: 'Terlalu banyak pekerjaan menunggu. Ulangi permintaan yang sama sebentar lagi.',
    },
    en: { title: 'Overloaded', detail: 'Too much work is waiting. Repeat the same request shortly.' },
  },
  shutting_down: {
    status: 503,
    retryAfter: 5,
    id: {
      title: 'Layanan sedang berhenti',
      detail: 'Layanan sedang dimatikan atau dimulai ulang. Ulangi permintaan yang sama sebentar lagi.',
    },
    en: {
      title: 'Shutting down',
      detail: 'The service is being stopped or restarted. Repeat the same request shortly.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
