import type { ErrorEntry } from './error-entry.js';

/** Why the escalation of a case cannot be changed so. */
export const LADDER_ERRORS = {
  not_on_the_ladder: {
    status: 409,
    id: {
      title: 'Tidak dieskalasi',
      detail: 'Kasus ini arsip; arsip tidak mempunyai tingkat eskalasi.',
    },
    en: {
      title: 'Not on the ladder',
      detail: 'This case is history; history stands on no level of escalation.',
    },
  },
  highest_level: {
    status: 409,
    id: {
      title: 'Sudah di tingkat tertinggi',
      detail: 'Kasus ini sudah di tingkat nasional (E4) dan tidak bisa dinaikkan lagi.',
    },
    en: {
      title: 'At the highest level',
      detail: 'The case is with the national level (E4) already and cannot be raised further.',
    },
  },
  lowest_level: {
    status: 409,
    id: {
      title: 'Tidak bisa diturunkan',
      detail:
        'Tidak ada kantor di bawahnya yang dapat memegang kasus ini: wilayahnya tidak sedalam itu, atau kantor itu terlapor.',
    },
    en: {
      title: 'Cannot be lowered',
      detail:
        'No office below can hold this case: its area is not known that deep, or that office is accused.',
    },
  },
  already_acknowledged: {
    status: 409,
    id: {
      title: 'Sudah dikonfirmasi',
      detail: 'Pemegang kasus sudah menyatakan mengetahui kasus ini. Muat ulang kasus untuk melihatnya.',
    },
    en: {
      title: 'Already acknowledged',
      detail: 'The level that holds the case has acknowledged it. Reload the case to see by whom.',
    },
  },
  no_proposal: {
    status: 409,
    id: {
      title: 'Tidak ada usulan',
      detail:
        'Tidak ada usulan naik yang menunggu jawaban. Muat ulang kasus; untuk menaikkannya sendiri gunakan `escalation`.',
    },
    en: {
      title: 'No proposal',
      detail: 'No proposal waits for an answer. Reload the case; to raise it yourself use `escalation`.',
    },
  },
  level_not_above: {
    status: 422,
    id: {
      title: 'Bukan tingkat di atas',
      detail: '`to` harus tingkat di atas yang sekarang memegang kasus. Muat ulang kasus, lalu pilih lagi.',
    },
    en: {
      title: 'Not a level above',
      detail: '`to` must be above the level that holds the case now. Reload the case and choose again.',
    },
  },
  level_not_below: {
    status: 422,
    id: {
      title: 'Bukan tingkat di bawah',
      detail: '`to` harus tingkat di bawah yang sekarang memegang kasus. Muat ulang kasus, lalu pilih lagi.',
    },
    en: {
      title: 'Not a level below',
      detail: '`to` must be below the level that holds the case now. Reload the case and choose again.',
    },
  },
  level_without_office: {
    status: 422,
    id: {
      title: 'Tidak ada kantor di tingkat itu',
      detail:
        'Di tingkat itu tidak ada kantor yang dapat memegang kasus: wilayahnya tidak sedalam itu, atau kantor itu terlapor. Pilih tingkat yang lebih atas.',
    },
    en: {
      title: 'No office at that level',
      detail:
        'No office at that level can hold the case: its area is not known that deep, or that office is accused. Choose a higher level.',
    },
  },
  acknowledged_by_missing: {
    status: 422,
    id: {
      title: 'Sebutkan siapa',
      detail:
        'Isi `by` dengan pimpinan atau petugas piket tingkat yang memegang kasus, yang menyatakan mengetahuinya.',
    },
    en: {
      title: 'Say who',
      detail: 'Give in `by` the head or duty officer of the level that holds the case who acknowledged it.',
    },
  },
  not_of_the_holding_level: {
    status: 422,
    id: {
      title: 'Bukan pemegang kasus',
      detail:
        'Orang di `by` bukan pimpinan atau petugas piket tingkat yang sekarang memegang kasus. Periksa pengenalnya dan jadwal piket.',
    },
    en: {
      title: 'Not of the holding level',
      detail:
        'The person in `by` is neither head nor duty officer of the level that holds the case now. Check the id and the roster.',
    },
  },
  acknowledged_in_app: {
    status: 422,
    id: {
      title: 'Cara konfirmasi tidak cocok',
      detail:
        'Atas nama orang lain konfirmasi dicatat dari PHONE, WHATSAPP, RADIO atau IN_PERSON; lewat APP yang bersangkutan melakukannya sendiri.',
    },
    en: {
      title: 'Way does not fit',
      detail:
        'For another person an acknowledgement is recorded from PHONE, WHATSAPP, RADIO or IN_PERSON; in the APP they do it themselves.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
