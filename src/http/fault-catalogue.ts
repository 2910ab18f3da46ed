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
};

/** For a code that has no sentence of its own. */
export const ANY_FAULT: Sentences = {
  id: 'Nilai ini tidak dapat diterima.',
  en: 'This value cannot be accepted.',
};
