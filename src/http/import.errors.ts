import type { ErrorEntry } from './error-entry.js';

/** Why a spreadsheet is not imported, and why one of its rows is not recorded. */
export const IMPORT_ERRORS = {
  source_taken: {
    status: 409,
    id: {
      title: 'Nama sumber sudah dipakai',
      detail: 'Nama sumber ini sudah dipakai untuk impor dari wilayah lain. Pilih nama sumber yang lain.',
    },
    en: {
      title: 'Source already in use',
      detail:
        'This source is already in use for imports of another area. Choose another name for the source.',
    },
  },
  not_utf8: {
    status: 422,
    id: {
      title: 'Bukan CSV UTF-8',
      detail:
        'Berkas ini bukan teks UTF-8. Di Excel, pilih Simpan Sebagai, lalu "CSV UTF-8", dan kirim berkas itu.',
    },
    en: {
      title: 'Not CSV in UTF-8',
      detail:
        'This file is not text in UTF-8. In Excel choose Save As, then "CSV UTF-8", and send that file.',
    },
  },
  missing_header: {
    status: 422,
    id: {
      title: 'Baris judul tidak ada',
      detail:
        'Baris pertama berkas harus berisi nama-nama kolom, misalnya No;Tanggal Kejadian;Kabupaten/Kota.',
    },
    en: {
      title: 'Header missing',
      detail:
        'The first row of the file must hold the names of the columns, e.g. No;Tanggal Kejadian;Kabupaten/Kota.',
    },
  },
  missing_column: {
    status: 422,
    id: {
      title: 'Kolom tidak ada',
      detail: 'Kolom wajib ini tidak ada: {columns}. Tambahkan, lalu kirim lagi berkasnya.',
    },
    en: {
      title: 'Column missing',
      detail: 'These required columns are missing: {columns}. Add them and send the file again.',
    },
  },
  duplicate_column: {
    status: 422,
    id: {
      title: 'Kolom ganda',
      detail: 'Kolom {column} ada lebih dari sekali. Hapus atau ganti nama salah satunya.',
    },
    en: {
      title: 'Column named twice',
      detail: 'The column {column} is there more than once. Remove or rename one of them.',
    },
  },
  too_many_rows: {
    status: 422,
    id: {
      title: 'Terlalu banyak baris',
      detail:
        'Satu berkas paling banyak {limit} baris. Bagi menjadi beberapa berkas dengan sumber yang sama.',
    },
    en: {
      title: 'Too many rows',
      detail: 'A file may have {limit} rows. Split it into several files with the same source.',
    },
  },
  malformed_row: {
    status: 422,
    id: {
      title: 'Baris rusak',
      detail:
        'Tanda kutip pada baris ini tidak berpasangan, atau barisnya terlalu panjang. Perbaiki tanda kutipnya.',
    },
    en: {
      title: 'Malformed row',
      detail: 'The quotes of this row do not match, or the row is too long. Correct its quotes.',
    },
  },
  wrong_field_count: {
    status: 422,
    id: {
      title: 'Jumlah kolom salah',
      detail:
        'Baris ini memiliki lebih banyak atau lebih sedikit kolom daripada baris judul. Samakan jumlahnya.',
    },
    en: {
      title: 'Wrong number of fields',
      detail: 'This row has more or fewer fields than the header. Give it the same number.',
    },
  },
  invalid_number: {
    status: 422,
    id: {
      title: 'Nomor tidak sah',
      detail: 'Kolom No kosong atau lebih dari 64 karakter. Beri setiap baris nomornya sendiri.',
    },
    en: {
      title: 'Invalid number',
      detail: 'The column No is empty or longer than 64 characters. Give each row a number of its own.',
    },
  },
  duplicate_number: {
    status: 422,
    id: {
      title: 'Nomor ganda',
      detail: 'Nomor ini sudah ada pada baris sebelumnya di berkas yang sama. Beri baris ini nomor lain.',
    },
    en: {
      title: 'Duplicate number',
      detail: 'An earlier row of the same file has this number. Give this row another number.',
    },
  },
  missing_description: {
    status: 422,
    id: {
      title: 'Uraian kosong',
      detail: 'Kolom Uraian Kejadian kosong. Tuliskan apa yang terjadi.',
    },
    en: {
      title: 'Description missing',
      detail: 'The column Uraian Kejadian is empty. Write what happened.',
    },
  },
  invalid_text: {
    status: 422,
    id: {
      title: 'Teks tidak sah',
      detail:
        'Ada teks yang terlalu panjang (uraian 10.000, tautan 2.000, lainnya 300 karakter) atau memuat huruf rusak. Perbaiki teksnya.',
    },
    en: {
      title: 'Invalid text',
      detail:
        'Some text is too long (description 10,000, link 2,000, others 300 characters) or holds broken characters. Correct it.',
    },
  },
  unknown_category: {
    status: 422,
    id: {
      title: 'Kategori tidak dikenal',
      detail: 'Kategori ini tidak ada. Pakai kode atau nama dari daftar kategori.',
    },
    en: {
      title: 'Unknown category',
      detail: 'There is no such category. Use a code or a name of the taxonomy.',
    },
  },
  unknown_subcategory: {
    status: 422,
    id: {
      title: 'Subkategori tidak dikenal',
      detail: 'Subkategori ini tidak ada dalam kategorinya. Pakai kode atau nama dari daftar kategori.',
    },
    en: {
      title: 'Unknown sub-category',
      detail: 'The category has no such sub-category. Use a code or a name of the taxonomy.',
    },
  },
  invalid_severity: {
    status: 422,
    id: { title: 'Tingkat tidak sah', detail: 'Tingkat harus 1, 2, 3 atau 4, atau dikosongkan.' },
    en: { title: 'Invalid severity', detail: 'Tingkat must be 1, 2, 3 or 4, or empty.' },
  },
  unknown_source: {
    status: 422,
    id: {
      title: 'Sumber tidak dikenal',
      detail: 'Sumber harus TEMUAN, LAPORAN_WARGA, ORMAS, PENGAWAS_PARTISIPATIF atau MEDIA.',
    },
    en: {
      title: 'Unknown origin',
      detail: 'Sumber must be TEMUAN, LAPORAN_WARGA, ORMAS, PENGAWAS_PARTISIPATIF or MEDIA.',
    },
  },
  invalid_items: {
    status: 422,
    id: {
      title: 'Jumlah atau jenis APK tidak sah',
      detail:
        'Isi Jumlah (bilangan bulat dari 1) dan Jenis APK bersama-sama, dengan jenis yang dikenal, atau kosongkan keduanya.',
    },
    en: {
      title: 'Invalid items',
      detail:
        'Fill in Jumlah (a whole number from 1) and Jenis APK together, with a known type, or leave both empty.',
    },
  },
  missing_area: {
    status: 422,
    id: { title: 'Wilayah kosong', detail: 'Kolom Kabupaten/Kota kosong. Isi nama atau kodenya.' },
    en: { title: 'Area missing', detail: 'The column Kabupaten/Kota is empty. Fill in its name or code.' },
  },
  unknown_area: {
    status: 422,
    id: {
      title: 'Wilayah tidak dikenal',
      detail:
        'Kabupaten/kota, kecamatan atau desa/kelurahan ini tidak ada. Periksa ejaannya, atau pakai kodenya.',
    },
    en: {
      title: 'Unknown area',
      detail:
        'There is no such kabupaten/kota, kecamatan or village there. Check the spelling, or use its code.',
    },
  },
  ambiguous_area: {
    status: 422,
    id: {
      title: 'Wilayah bermakna ganda',
      detail:
        'Lebih dari satu wilayah bernama demikian. Tulis Kota atau Kabupaten, atau pakai salah satu kode calon.',
    },
    en: {
      title: 'Ambiguous area',
      detail: 'More than one area has this name. Write Kota or Kabupaten, or use one of the codes offered.',
    },
  },
  invalid_date: {
    status: 422,
    id: {
      title: 'Tanggal atau jam tidak sah',
      detail:
        'Tulis tanggal yang ada sebagai 27/11/2024, 27-11-2024 atau 2024-11-27, dan jam sebagai 14.05 atau 14:05.',
    },
    en: {
      title: 'Invalid date or time',
      detail:
        'Write a date that exists as 27/11/2024, 27-11-2024 or 2024-11-27, and a time as 14.05 or 14:05.',
    },
  },
  row_changed: {
    status: 422,
    id: {
      title: 'Isi berubah',
      detail:
        'Nomor ini sudah tercatat dengan isi lain; baris ini tidak ditulis. Ajukan koreksi pada kasusnya.',
    },
    en: {
      title: 'Row changed',
      detail:
        'This number stands recorded with other content; the row was not written. Correct the case itself.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
