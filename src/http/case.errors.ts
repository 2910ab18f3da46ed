import type { ErrorEntry } from './error-entry.js';

/** Why a case cannot be logged so, or cannot be acted on so. */
export const CASE_ERRORS = {
  four_eyes: {
    status: 403,
    id: {
      title: 'Perlu orang kedua',
      detail:
        'Anda sendiri yang menemukan atau menyelesaikannya. Mintalah orang lain memeriksanya; bila 24 jam tidak ada orang lain yang bertindak, Anda boleh melakukannya sendiri.',
    },
    en: {
      title: 'A second person is needed',
      detail:
        'You saw it or resolved it yourself. Ask another person to check it; after 24 hours in which nobody else acted, you may do it yourself.',
    },
  },
  outside_scope: {
    status: 403,
    id: {
      title: 'Di luar wilayah Anda',
      detail:
        'Wilayah kasus ini di luar wilayah tugas Anda. Pilih wilayah lain, atau minta petugas wilayah itu mencatatnya.',
    },
    en: {
      title: 'Outside your area',
      detail:
        'The area of this case lies beyond the area of your role. Choose another area, or ask an officer of that area to log it.',
    },
  },
  not_in_status: {
    status: 409,
    id: {
      title: 'Tidak bisa pada status ini',
      detail:
        'Tindakan ini tidak bisa dilakukan pada kasus berstatus {status}. Muat ulang kasus, lalu pilih tindakan lain.',
    },
    en: {
      title: 'Not possible in this status',
      detail: 'This cannot be done while the case is {status}. Reload the case and choose another action.',
    },
  },
  not_verified_yet: {
    status: 409,
    id: {
      title: 'Belum diverifikasi',
      detail:
        'Kasus ini belum diverifikasi. Hanya kasus tingkat 3–4, atau pada pemungutan dan penghitungan suara, yang boleh langsung ditangani. Verifikasi dahulu.',
    },
    en: {
      title: 'Not verified yet',
      detail:
        'Nobody has verified this case. Only severity 3 and 4, and cases in voting or counting, may be acted on at once. Verify it first.',
    },
  },
  already_verified: {
    status: 409,
    id: {
      title: 'Sudah diverifikasi',
      detail: 'Kasus ini sudah diverifikasi. Muat ulang kasus untuk melihat hasilnya.',
    },
    en: { title: 'Already verified', detail: 'This case was verified before. Reload it to see the outcome.' },
  },
  already_answered: {
    status: 409,
    id: {
      title: 'Sudah dijawab',
      detail:
        'Jawaban untuk ini sudah tercatat. Muat ulang kasus; tambahkan catatan bila ada yang perlu disampaikan lagi.',
    },
    en: {
      title: 'Already answered',
      detail: 'An answer to this stands already. Reload the case; add a note if there is more to say.',
    },
  },
  not_assigned_to_agency: {
    status: 409,
    id: {
      title: 'Bukan penugasan instansi ini',
      detail: 'Kasus ini tidak ditugaskan kepada instansi Anda. Muat ulang kasus untuk melihat penugasannya.',
    },
    en: {
      title: 'Not assigned to this agency',
      detail: 'The case is not assigned to your agency. Reload it to see its assignment.',
    },
  },
  not_restricted: {
    status: 409,
    id: {
      title: 'Kasus tidak terbatas',
      detail:
        'Orang hanya perlu diberi akses pada kasus terbatas. Kasus ini terbuka bagi petugas wilayahnya.',
    },
    en: {
      title: 'Case is not restricted',
      detail: 'People are named on restricted cases only. This one is open to the officers of its area.',
    },
  },
  promotion_needed: {
    status: 409,
    id: {
      title: 'Gunakan promosi',
      detail:
        'Peringatan dini yang dipantau menjadi kejadian melalui `promotion` dengan waktu kejadiannya, bukan melalui koreksi.',
    },
    en: {
      title: 'Promote it instead',
      detail:
        'A monitored early warning becomes an incident by `promotion`, with the time it happened, not by a correction.',
    },
  },
  in_the_future: {
    status: 422,
    id: {
      title: 'Waktu di masa depan',
      detail: 'Waktu ini lebih dari 24 jam di depan. Periksa tanggal dan jamnya.',
    },
    en: { title: 'Time lies ahead', detail: 'This time lies more than 24 hours ahead. Check date and time.' },
  },
  occurred_after_known: {
    status: 422,
    id: {
      title: 'Diketahui sebelum terjadi',
      detail: '`occurredAt` lebih lambat daripada `knownAt`. Periksa keduanya; yang salah perlu diperbaiki.',
    },
    en: {
      title: 'Known before it happened',
      detail: '`occurredAt` is later than `knownAt`. Check both and repair the wrong one.',
    },
  },
  occurred_at_missing: {
    status: 422,
    id: {
      title: 'Waktu kejadian belum ada',
      detail: 'Isi `occurredAt`, atau beri `occurredPrecision` UNKNOWN bila waktunya tidak diketahui.',
    },
    en: {
      title: 'Time of the incident is missing',
      detail: 'Give `occurredAt`, or `occurredPrecision` UNKNOWN where the time is not known.',
    },
  },
  until_before_from: {
    status: 422,
    id: {
      title: 'Berakhir sebelum mulai',
      detail: 'Waktu akhir lebih awal daripada waktu mulainya. Periksa keduanya.',
    },
    en: {
      title: 'Ends before it begins',
      detail: 'The end is earlier than the beginning. Check both times.',
    },
  },
  accused_office_everywhere: {
    status: 422,
    id: {
      title: 'Kantor terlapor terlalu luas',
      detail:
        'Seluruh negara sebagai `accusedOffice` menutup kasus ini bagi semua orang. Sebutkan wilayah atau instansinya.',
    },
    en: {
      title: 'Accused office too wide',
      detail:
        'The whole country as `accusedOffice` would hide the case from everybody. Name its area or its agency.',
    },
  },
  reason_missing: {
    status: 422,
    id: { title: 'Alasan belum ada', detail: 'Tulis alasan (`reason`) untuk hasil selain VERIFIED.' },
    en: { title: 'Reason is missing', detail: 'Give a `reason` for every outcome but VERIFIED.' },
  },
  duplicate_of_missing: {
    status: 422,
    id: { title: 'Kasus pertama belum disebut', detail: 'Sebutkan kasus yang sama di `duplicateOf`.' },
    en: { title: 'First case is missing', detail: 'Name the case that this one repeats in `duplicateOf`.' },
  },
  duplicate_of_unexpected: {
    status: 422,
    id: {
      title: 'duplicateOf tidak pada tempatnya',
      detail: '`duplicateOf` hanya untuk hasil DUPLICATE. Hapus, atau ganti hasilnya.',
    },
    en: {
      title: 'duplicateOf is out of place',
      detail: '`duplicateOf` goes with the outcome DUPLICATE only. Leave it out, or change the outcome.',
    },
  },
  duplicate_not_found: {
    status: 422,
    id: {
      title: 'Kasus pertama tidak ditemukan',
      detail: 'Kasus di `duplicateOf` tidak ada atau tidak dapat Anda lihat. Periksa pengenalnya.',
    },
    en: {
      title: 'First case not found',
      detail: 'The case in `duplicateOf` does not exist, or you may not see it. Check its id.',
    },
  },
  duplicate_of_itself: {
    status: 422,
    id: {
      title: 'Duplikat dari dirinya sendiri',
      detail: '`duplicateOf` menunjuk kasus ini sendiri. Sebutkan kasus yang lain.',
    },
    en: { title: 'Duplicate of itself', detail: '`duplicateOf` names this very case. Name the other one.' },
  },
  duplicate_of_duplicate: {
    status: 422,
    id: {
      title: 'Kasus itu juga duplikat',
      detail: 'Kasus di `duplicateOf` sendiri sebuah duplikat. Sebutkan kasus pertama yang ditunjuknya.',
    },
    en: {
      title: 'That case is a duplicate too',
      detail: 'The case in `duplicateOf` is a duplicate itself. Name the first case, to which it points.',
    },
  },
  person_unknown: {
    status: 422,
    id: {
      title: 'Orang tidak dikenal',
      detail: 'Tidak ada petugas aktif dengan pengenal ini. Periksa `person`.',
    },
    en: { title: 'Person unknown', detail: 'There is no active person with this id. Check `person`.' },
  },
  field_not_correctable: {
    status: 422,
    id: {
      title: 'Isian tidak dapat dikoreksi',
      detail: '`field` harus nama salah satu isian kasus, selain `id`.',
    },
    en: {
      title: 'Field cannot be corrected',
      detail: '`field` must be the name of a field of the case, other than `id`.',
    },
  },
  field_needed: {
    status: 422,
    id: { title: 'Isian wajib', detail: 'Isian ini tidak boleh dikosongkan. Kirim nilai yang benar.' },
    en: { title: 'Field is needed', detail: 'This field cannot be emptied. Send the right value.' },
  },
  subcategory_of_another_category: {
    status: 422,
    id: {
      title: 'Subkategori dari kategori lain',
      detail:
        'Subkategori ini bukan bagian dari kategori kasus. Koreksi `category` dahulu, lalu `subcategory`.',
    },
    en: {
      title: 'Sub-category of another category',
      detail:
        'This sub-category does not belong to the category of the case. Correct `category` first, then `subcategory`.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
