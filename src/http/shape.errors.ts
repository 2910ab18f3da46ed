import type { ErrorEntry } from './error-entry.js';

/** What can be wrong with a request before any rule is asked. */
export const SHAPE_ERRORS = {
  bad_request: {
    status: 400,
    id: {
      title: 'Permintaan rusak',
      detail: 'Permintaan ini bukan HTTP yang dapat dibaca. Kirim ulang permintaan yang utuh.',
    },
    en: {
      title: 'Broken request',
      detail: 'This request is not HTTP that can be read. Send a complete request again.',
    },
  },
  malformed_json: {
    status: 400,
    id: {
      title: 'JSON rusak',
      detail: 'Isi permintaan bukan JSON yang sah. Perbaiki penulisannya lalu kirim lagi.',
    },
    en: {
      title: 'Malformed JSON',
      detail: 'The body is not valid JSON. Correct how it is written and send it again.',
    },
  },
  too_deep: {
    status: 400,
    id: {
      title: 'Bersarang terlalu dalam',
      detail: 'Isi permintaan bersarang lebih dari {max} tingkat. Sederhanakan susunannya.',
    },
    en: {
      title: 'Nested too deeply',
      detail: 'The body is nested deeper than {max} levels. Make its structure simpler.',
    },
  },
  unknown_property: {
    status: 400,
    id: {
      title: 'Isian tidak dikenal',
      detail: 'Ada isian yang tidak dikenal. Hapus isian yang disebut dalam `errors`, atau perbaiki namanya.',
    },
    en: {
      title: 'Unknown property',
      detail: 'There is a property that is not known. Remove what `errors` names, or correct its name.',
    },
  },
  unknown_parameter: {
    status: 400,
    id: {
      title: 'Saringan tidak dikenal',
      detail:
        'Ada parameter alamat yang tidak dikenal. Hapus yang disebut dalam `errors`, atau perbaiki namanya.',
    },
    en: {
      title: 'Unknown parameter',
      detail:
        'There is a query parameter that is not known. Remove what `errors` names, or correct its name.',
    },
  },
  invalid_parameter: {
    status: 400,
    id: {
      title: 'Nilai saringan tidak sah',
      detail: 'Ada parameter alamat yang nilainya tidak dapat dipakai; lihat `errors`.',
    },
    en: {
      title: 'Invalid parameter',
      detail: 'A query parameter has a value that cannot be used; see `errors`.',
    },
  },
  cursor_invalid: {
    status: 400,
    id: {
      title: 'Kursor tidak sah',
      detail:
        'Kursor ini bukan milik daftar dengan saringan dan urutan ini. Mulai lagi dari halaman pertama.',
    },
    en: {
      title: 'Invalid cursor',
      detail:
        'This cursor does not belong to a list with this filter and sort. Start again at the first page.',
    },
  },
  position_invalid: {
    status: 400,
    id: {
      title: 'Posisi tidak sah',
      detail:
        'Nilai ini bukan posisi dalam catatan layanan ini. Pakai posisi dari jawaban layanan ini sendiri.',
    },
    en: {
      title: 'Invalid position',
      detail: 'This is not a position in the log of this service. Use one that this service itself answered.',
    },
  },
  idempotency_key_missing: {
    status: 400,
    id: {
      title: 'Idempotency-Key tidak ada',
      detail: 'Permintaan yang mencatat sesuatu memerlukan kepala `Idempotency-Key` berisi UUID buatan Anda.',
    },
    en: {
      title: 'Idempotency-Key missing',
      detail: 'A request that records something needs an `Idempotency-Key` header with a UUID that you make.',
    },
  },
  idempotency_key_invalid: {
    status: 400,
    id: {
      title: 'Idempotency-Key bukan UUID',
      detail:
        'Kepala `Idempotency-Key` harus berisi satu UUID. Buat yang baru, lalu pakai lagi hanya untuk mengulang permintaan yang sama.',
    },
    en: {
      title: 'Idempotency-Key is no UUID',
      detail:
        'The `Idempotency-Key` header must hold one UUID. Make a new one, and use it again only to repeat the same request.',
    },
  },
  not_signed_in: {
    status: 401,
    id: {
      title: 'Belum masuk',
      detail: 'Anda belum masuk, atau sesi maupun token Anda sudah berakhir. Masuk lalu coba lagi.',
    },
    en: {
      title: 'Not signed in',
      detail: 'You are not signed in, or your session or token has ended. Sign in and try again.',
    },
  },
  role_not_permitted: {
    status: 403,
    id: {
      title: 'Bukan wewenang peran Anda',
      detail: 'Tidak satu pun peran Anda boleh memakai layanan ini.',
    },
    en: { title: 'Not for your roles', detail: 'None of your roles may use this route.' },
  },
  forbidden: {
    status: 403,
    id: {
      title: 'Tidak diizinkan',
      detail: 'Anda tidak berwenang melakukan ini. Minta orang yang berwenang melakukannya.',
    },
    en: { title: 'Not permitted', detail: 'You are not permitted to do this. Ask somebody who is.' },
  },
  not_found: {
    status: 404,
    id: { title: 'Tidak ditemukan', detail: 'Yang Anda cari tidak ada, atau tidak boleh Anda lihat.' },
    en: { title: 'Not found', detail: 'What you look for does not exist, or you may not see it.' },
  },
  no_such_route: {
    status: 404,
    id: {
      title: 'Alamat tidak ada',
      detail: 'Tidak ada layanan di alamat ini dengan metode ini. Lihat /v1/docs.',
    },
    en: {
      title: 'No such route',
      detail: 'There is nothing at this address with this method. See /v1/docs.',
    },
  },
  request_timeout: {
    status: 408,
    id: {
      title: 'Permintaan terlalu lambat',
      detail: 'Permintaan tidak selesai dikirim pada waktunya. Kirim lagi.',
    },
    en: { title: 'Request too slow', detail: 'The request was not sent completely in time. Send it again.' },
  },
  payload_too_large: {
    status: 413,
    id: { title: 'Isi terlalu besar', detail: 'Isi permintaan melebihi batas. Kirim isi yang lebih kecil.' },
    en: { title: 'Body too large', detail: 'The body is larger than it may be. Send a smaller one.' },
  },
  uri_too_long: {
    status: 414,
    id: {
      title: 'Alamat terlalu panjang',
      detail: 'Alamat permintaan terlalu panjang. Kurangi saringannya.',
    },
    en: { title: 'Address too long', detail: 'The address of the request is too long. Use fewer filters.' },
  },
  unsupported_media_type: {
    status: 415,
    id: {
      title: 'Jenis isi tidak didukung',
      detail: 'Jenis isi ini tidak diterima di sini. Kirim sebagai {accepted}.',
    },
    en: {
      title: 'Unsupported media type',
      detail: 'This type of body is not taken here. Send it as {accepted}.',
    },
  },
  expectation_failed: {
    status: 417,
    id: { title: 'Harapan tidak dipenuhi', detail: 'Kepala `Expect` hanya boleh berisi `100-continue`.' },
    en: { title: 'Expectation failed', detail: 'The `Expect` header may only hold `100-continue`.' },
  },
  invalid: {
    status: 422,
    id: {
      title: 'Isian tidak sah',
      detail: 'Ada isian yang tidak sah; lihat `errors` untuk tempat dan sebabnya.',
    },
    en: { title: 'Invalid input', detail: 'Some input is not valid; `errors` says where and why.' },
  },
  coordinates_out_of_range: {
    status: 422,
    id: {
      title: 'Koordinat di luar Indonesia',
      detail:
        'Koordinat harus di Indonesia: bujur 94 sampai 142, lintang −12 sampai 7. Mungkin bujur dan lintang tertukar.',
    },
    en: {
      title: 'Coordinates outside Indonesia',
      detail:
        'Coordinates must lie in Indonesia: longitude 94 to 142, latitude −12 to 7. Perhaps they are swapped.',
    },
  },
  as_of_in_the_future: {
    status: 422,
    id: {
      title: 'Waktu belum tiba',
      detail: '`asOf` menunjuk ke waktu atau posisi yang belum tiba. Pilih saat yang sudah lewat.',
    },
    en: {
      title: 'In the future',
      detail: '`asOf` names an instant or a position that has not come yet. Choose one that has passed.',
    },
  },
  not_storable: {
    status: 422,
    id: {
      title: 'Tidak dapat disimpan',
      detail:
        'Isi ini tidak dapat disimpan: terlalu besar, atau memuat huruf yang rusak. Perkecil atau perbaiki.',
    },
    en: {
      title: 'Cannot be stored',
      detail:
        'This cannot be stored: it is too large, or holds broken characters. Make it smaller or correct it.',
    },
  },
  header_too_large: {
    status: 431,
    id: {
      title: 'Kepala terlalu besar',
      detail: 'Kepala permintaan terlalu besar. Kurangi kuki atau kepala lainnya.',
    },
    en: {
      title: 'Headers too large',
      detail: 'The headers of the request are too large. Send fewer cookies or headers.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
