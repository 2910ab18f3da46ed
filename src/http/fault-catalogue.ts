import type { Sentences } from './words.js';

/** What can be wrong with one value: the sentences of `errors[].detail`. */
export const FAULTS: Readonly<Record<string, Sentences>> = {
  required: { id: 'Wajib diisi.', en: 'This is required.' },
  unknown_property: { id: 'Isian ini tidak dikenal.', en: 'This property is not known.' },
  unknown_parameter: { id: 'Parameter ini tidak dikenal.', en: 'This parameter is not known.' },
  given_twice: { id: 'Hanya boleh diberikan sekali.', en: 'This may be given only once.' },
  not_text: { id: 'Harus berupa teks.', en: 'This must be text.' },
  unreadable_text: {
    id: 'Memuat huruf yang rusak (NUL atau setengah karakter).',
    en: 'This holds broken characters (NUL or half a character).',
  },
  blank: { id: 'Tidak boleh kosong.', en: 'This may not be blank.' },
  too_long: { id: 'Paling banyak {max} karakter.', en: 'At most {max} characters.' },
  not_a_uuid: { id: 'Harus berupa UUID.', en: 'This must be a UUID.' },
  not_a_sha256: {
    id: 'Harus berupa SHA-256: 64 angka heksadesimal huruf kecil.',
    en: 'This must be a SHA-256: 64 lower-case hexadecimal digits.',
  },
  not_a_field: {
    id: 'Harus berupa nama isian laporan, misalnya occurredAt.',
    en: 'This must be the name of a field of the report, e.g. occurredAt.',
  },
  not_an_area_code: {
    id: 'Harus berupa kode wilayah, misalnya 33.74.10.1004.',
    en: 'This must be an area code, e.g. 33.74.10.1004.',
  },
  unknown_area: { id: 'Wilayah ini tidak ada.', en: 'This area does not exist.' },
  not_an_instant: {
    id: 'Harus berupa tanggal dan jam RFC 3339, misalnya 2024-10-17T14:05:00+07:00.',
    en: 'This must be a date and time in RFC 3339, e.g. 2024-10-17T14:05:00+07:00.',
  },
  offset_missing: {
    id: 'Selisih zona waktu tidak ada; tambahkan +07:00, +08:00, +09:00 atau Z.',
    en: 'The offset is missing; add +07:00, +08:00, +09:00 or Z.',
  },
  no_such_date: { id: 'Tanggal atau jam ini tidak ada.', en: 'There is no such date or time.' },
  not_a_date: {
    id: 'Harus berupa tanggal yang ada, misalnya 2024-10-20.',
    en: 'This must be a date that exists, e.g. 2024-10-20.',
  },
  not_one_of: { id: 'Harus salah satu dari: {values}.', en: 'This must be one of: {values}.' },
  not_a_whole_number: { id: 'Harus berupa bilangan bulat.', en: 'This must be a whole number.' },
  not_a_number: { id: 'Harus berupa bilangan.', en: 'This must be a number.' },
  out_of_range: { id: 'Harus antara {min} dan {max}.', en: 'This must lie between {min} and {max}.' },
  coordinates_out_of_range: {
    id: 'Di luar Indonesia: harus antara {min} dan {max}.',
    en: 'Outside Indonesia: this must lie between {min} and {max}.',
  },
  not_a_boolean: { id: 'Harus true atau false.', en: 'This must be true or false.' },
  not_a_list: { id: 'Harus berupa daftar.', en: 'This must be a list.' },
  too_few: { id: 'Paling sedikit {min} butir.', en: 'At least {min} items.' },
  too_many: { id: 'Paling banyak {max} butir.', en: 'At most {max} items.' },
  not_an_object: { id: 'Harus berupa objek.', en: 'This must be an object.' },
  not_a_box: {
    id: 'Harus empat angka: barat,selatan,timur,utara.',
    en: 'This must be four numbers: west,south,east,north.',
  },
  not_a_username: {
    id: 'Harus 2–64 huruf kecil, angka, titik, garis bawah atau tanda hubung; diawali huruf atau angka.',
    en: 'This must be 2–64 lower-case letters, digits, dots, underscores or hyphens, beginning with a letter or digit.',
  },
  not_an_email: {
    id: 'Harus berupa alamat surel, misalnya siti.rahma@example.go.id.',
    en: 'This must be an e-mail address, e.g. siti.rahma@example.go.id.',
  },
  not_a_code: {
    id: 'Harus berupa kode huruf besar, misalnya SATPOL_PP.',
    en: 'This must be a code in capital letters, e.g. SATPOL_PP.',
  },
  too_short: { id: 'Paling sedikit {min} karakter.', en: 'At least {min} characters.' },
  agency_missing: {
    id: 'OFFICER dan LIAISON memerlukan instansi.',
    en: 'OFFICER and LIAISON need an agency.',
  },
  agency_not_allowed: {
    id: 'Hanya OFFICER dan LIAISON yang memiliki instansi.',
    en: 'Only OFFICER and LIAISON have an agency.',
  },
  unknown_agency: {
    id: 'Instansi atau badan ini tidak dikenal untuk peran ini.',
    en: 'This agency or body is not known for this role.',
  },
  in_the_past: { id: 'Waktu ini sudah lewat.', en: 'This lies in the past.' },
  username_taken: { id: 'Sudah dipakai orang lain.', en: 'Somebody else has it already.' },
  wrong_password: { id: 'Tidak cocok.', en: 'This does not fit.' },
  not_a_link: {
    id: 'Harus berupa tautan http atau https yang lengkap.',
    en: 'This must be a complete http or https address.',
  },
  not_a_register_id: {
    id: 'Harus 2–64 huruf, angka, titik, garis bawah atau tanda hubung, diawali huruf atau angka.',
    en: 'This must be 2 to 64 letters, digits, dots, underscores or hyphens, beginning with a letter or digit.',
  },
  not_a_local_time: {
    id: 'Harus waktu setempat tanpa selisih zona, misalnya 2024-11-27T00:00.',
    en: 'This must be a local time without an offset, e.g. 2024-11-27T00:00.',
  },
  not_after_from: { id: 'Harus sesudah `from`.', en: 'This must lie after `from`.' },
  stages_overlap: {
    id: 'Bertumpang tindih dengan tahapan lain di wilayah yang sama.',
    en: 'This overlaps another stage of the same area.',
  },
  unknown_contest: { id: 'Kontes ini belum terdaftar.', en: 'This contest is not registered.' },
  unknown_election: {
    id: 'Pemilihan ini belum terdaftar sebagai kontes jenis ELECTION.',
    en: 'This election is not registered as a contest of kind ELECTION.',
  },
  wrong_area_level: {
    id: 'Kontes jenis ini tidak diadakan di tingkat wilayah ini.',
    en: 'A contest of this kind is not held at this level of area.',
  },
  outside_contest: {
    id: 'Wilayah ini di luar wilayah kontesnya.',
    en: 'This area lies outside the area of the contest.',
  },
  another_contest: {
    id: 'Harus kontes yang sama dengan alamatnya.',
    en: 'This must be the contest of the address.',
  },
  missing: {
    id: 'Wajib diisi; tulis null untuk mengosongkan.',
    en: 'This is required; write null to empty the field.',
  },
  empty: { id: 'Tidak boleh kosong.', en: 'This may not be empty.' },
  invalid_type: { id: 'Jenis nilainya salah.', en: 'This has the wrong type.' },
  not_allowed: {
    id: 'Nilai ini tidak ada dalam daftar yang dikenal.',
    en: 'This is not one of the known values.',
  },
  invalid_link: {
    id: 'Harus berupa tautan http atau https yang lengkap.',
    en: 'This must be a complete http or https address.',
  },
  invalid_date: {
    id: 'Tanggal atau jam ini tidak ada, atau tanpa selisih zona waktu.',
    en: 'There is no such date or time, or its offset is missing.',
  },
  not_an_id: { id: 'Harus berupa nomor pengenal yang terdaftar.', en: 'This must be a registered id.' },
  unknown_participant: { id: 'Peserta ini belum terdaftar.', en: 'This participant is not registered.' },
  unknown_person: {
    id: 'Tidak ada orang dengan pengenal ini yang dapat masuk.',
    en: 'Nobody who may sign in has this id.',
  },
  not_of_the_area: {
    id: 'Orang ini tidak bertugas di wilayah ini; beri dahulu peran di sini.',
    en: 'This person does not serve in this area; grant them a role here first.',
  },
  not_the_level_of_the_area: {
    id: 'Bukan tingkat wilayah ini: E0 kelurahan/desa, E1 kecamatan, E2 kab/kota, E3 provinsi, E4 nasional.',
    en: 'Not the level of this area: E0 kelurahan/desa, E1 kecamatan, E2 kab/kota, E3 province, E4 country.',
  },
  longer_than_31_days: { id: 'Paling lama 31 hari.', en: 'At most 31 days.' },
  unknown_case: {
    id: 'Kasus ini tidak ada atau tidak dapat Anda lihat.',
    en: 'This case does not exist, or you may not see it.',
  },
  unknown_cluster: { id: 'Kelompok kasus ini tidak ada.', en: 'This cluster does not exist.' },
  agency_or_role: {
    id: 'Sebut salah satu: instansi (`agency`) atau jabatan (`role`).',
    en: 'Name one of the two: an `agency` or a `role`.',
  },
  not_the_scale_of_the_area: {
    id: 'Skala tidak sesuai wilayah: REGENCY kab/kota, PROVINCE provinsi, NATIONAL seluruh negeri ("").',
    en: 'The scale does not fit the area: REGENCY a kab/kota, PROVINCE a province, NATIONAL the country ("").',
  },
  not_the_office_of_the_scale: {
    id: 'Pejabat tidak sesuai skala: REGENCY REGENT_MAYOR, PROVINCE GOVERNOR, NATIONAL PRESIDENT.',
    en: 'The office does not fit the scale: REGENCY REGENT_MAYOR, PROVINCE GOVERNOR, NATIONAL PRESIDENT.',
  },
  dated_ahead: { id: 'Tanggal ini belum tiba.', en: 'This date has not come yet.' },
  after_the_decree: {
    id: 'Konsultasi mendahului keputusan; tanggal ini sesudahnya.',
    en: 'The consultation comes before the decree; this date lies after it.',
  },
  before_the_decree: {
    id: 'Tanggal ini sebelum keputusan pertama.',
    en: 'This date lies before the first decree.',
  },
  longer_than_the_term: { id: 'Paling lama 90 hari.', en: 'At most 90 days.' },
  longer_than_an_extension: {
    id: 'Perpanjangan ini lebih panjang daripada yang diterima sistem. Periksa tanggalnya.',
    en: 'This extension is longer than the system accepts. Check the date.',
  },
  not_after_its_end: {
    id: 'Harus sesudah akhir yang sekarang berlaku.',
    en: 'This must lie after the end that counts now.',
  },
  not_a_period: {
    id: 'Harus sebuah tanggal (2026-11-22) atau dua waktu RFC 3339 dipisah garis miring.',
    en: 'This must be a day (2026-11-22), or two RFC 3339 instants with a slash between them.',
  },
  ends_before_it_begins: { id: 'Berakhir sebelum dimulai.', en: 'This ends before it begins.' },
  not_passed_yet: { id: 'Periode ini belum lewat.', en: 'This period has not passed yet.' },
  too_long_ago: { id: 'Terlalu lama berlalu.', en: 'This is too long ago.' },
  too_far_ahead: { id: 'Terlalu jauh di masa depan.', en: 'This lies too far ahead.' },
  not_a_rule_id: {
    id: 'Harus 2–64 huruf kecil, angka atau garis bawah, diawali huruf, misalnya not_acknowledged.',
    en: 'This must be 2–64 lower-case letters, digits or underscores, beginning with a letter, e.g. not_acknowledged.',
  },
  not_a_detail: {
    id: 'Harus nama rincian laporan, misalnya dead.',
    en: 'This must be the name of a member of details, e.g. dead.',
  },
  not_a_local_hour: {
    id: 'Harus jam setempat, misalnya 22:00.',
    en: 'This must be a local time of day, e.g. 22:00.',
  },
  not_countable: {
    id: 'Harus cases, tps atau {"areasOfDepth": 2 atau 3}.',
    en: 'This must be cases, tps or {"areasOfDepth": 2 or 3}.',
  },
  unknown_topic: {
    id: 'Topik harus berupa board:<wilayah>, cases:<wilayah>, case:<id> atau mine.',
    en: 'A topic is board:<area>, cases:<area>, case:<id> or mine.',
  },
};

/** For a code that has no sentence of its own. */
export const ANY_FAULT: Sentences = {
  id: 'Nilai ini tidak dapat diterima.',
  en: 'This value cannot be accepted.',
};
