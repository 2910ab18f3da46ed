import type { ErrorEntry } from './error-entry.js';

/** Signing in, people and what they are granted. */
export const IDENTITY_ERRORS = {
  sign_in_failed: {
    status: 401,
    id: {
      title: 'Gagal masuk',
      detail: 'Nama pengguna atau kata sandi salah, atau akun ini tidak aktif. Periksa lalu coba lagi.',
    },
    en: {
      title: 'Sign-in failed',
      detail:
        'The username or the password is wrong, or the account is not active. Check them and try again.',
    },
  },
  too_many_attempts: {
    status: 429,
    retryAfter: 30,
    id: {
      title: 'Terlalu banyak percobaan',
      detail: 'Kata sandi terlalu sering salah dari tempat ini. Tunggu {retryAfter} detik, lalu coba lagi.',
    },
    en: {
      title: 'Too many attempts',
      detail: 'The password was wrong too often from here. Wait {retryAfter} seconds, then try again.',
    },
  },
  too_many_at_once: {
    status: 429,
    retryAfter: 2,
    id: {
      title: 'Banyak yang sedang masuk',
      detail: 'Terlalu banyak orang sedang masuk bersamaan. Coba lagi sebentar lagi.',
    },
    en: {
      title: 'Many sign-ins at once',
      detail: 'Too many people are signing in at the same moment. Try again shortly.',
    },
  },
  origin_mismatch: {
    status: 403,
    id: {
      title: 'Asal permintaan tidak cocok',
      detail:
        'Permintaan dengan kuki harus datang dari halaman layanan ini sendiri (kepala `Origin`). Buka layanan ini langsung, atau pakai token.',
    },
    en: {
      title: 'Wrong origin',
      detail:
        "A request that carries the cookie must come from this service's own pages (`Origin` header). Open the service directly, or use a token.",
    },
  },
  session_needed: {
    status: 403,
    id: {
      title: 'Perlu sesi',
      detail: 'Ini hanya dapat dilakukan dari sesi, bukan dengan token. Masuk dengan kata sandi dulu.',
    },
    en: {
      title: 'Session needed',
      detail: 'This can only be done in a session, not with a token. Sign in with your password first.',
    },
  },
  own_grants: {
    status: 403,
    id: {
      title: 'Hak sendiri',
      detail: 'Tidak seorang pun mengubah haknya sendiri. Minta administrator lain.',
    },
    en: { title: 'Own grants', detail: 'Nobody changes their own grants. Ask another administrator.' },
  },
  own_deactivation: {
    status: 403,
    id: {
      title: 'Akun sendiri',
      detail: 'Tidak seorang pun menonaktifkan dirinya sendiri. Minta administrator lain.',
    },
    en: { title: 'Own account', detail: 'Nobody deactivates themselves. Ask another administrator.' },
  },
  own_reset: {
    status: 403,
    id: {
      title: 'Kata sandi sendiri',
      detail: 'Ubah kata sandi sendiri lewat `PUT /v1/me/password` dengan kata sandi sekarang.',
    },
    en: {
      title: 'Own password',
      detail: 'Change your own password with `PUT /v1/me/password` and the present one.',
    },
  },
  reserved_role: {
    status: 403,
    id: { title: 'Peran khusus', detail: '{role} hanya diberikan atau dicabut oleh ADMIN seluruh negeri.' },
    en: {
      title: 'Reserved role',
      detail: '{role} is given and taken away only by an ADMIN of the whole country.',
    },
  },
  grant_beyond_own: {
    status: 403,
    id: {
      title: 'Melebihi wewenang',
      detail:
        '{role} untuk wilayah "{area}" melebihi hak Anda sendiri. Pilih wilayah di dalam wewenang Anda.',
    },
    en: {
      title: 'Beyond your own',
      detail: '{role} over area "{area}" goes beyond what you have. Choose an area within yours.',
    },
  },
  username_taken: {
    status: 409,
    id: {
      title: 'Nama pengguna sudah dipakai',
      detail: 'Nama pengguna ini sudah dipakai orang lain. Pilih yang lain.',
    },
    en: { title: 'Username taken', detail: 'Somebody else has this username already. Choose another.' },
  },
  person_deactivated: {
    status: 409,
    id: {
      title: 'Akun tidak aktif',
      detail: 'Orang ini sudah dinonaktifkan, sehingga tidak dapat diubah lagi.',
    },
    en: {
      title: 'Account deactivated',
      detail: 'This person was deactivated and cannot be changed any more.',
    },
  },
  wrong_password: {
    status: 422,
    id: {
      title: 'Kata sandi sekarang salah',
      detail: 'Kata sandi sekarang tidak cocok. Tulis kembali lalu coba lagi.',
    },
    en: { title: 'Wrong present password', detail: 'The present password does not fit. Type it again.' },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
