import type { OperationExample } from '../../http/example.js';

const SPREADSHEET = [
  'No;Tanggal Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber',
  '1;17/10/2024;Kota Semarang;APK_PLACEMENT;TREE_NAILED;Tiga spanduk dipaku pada pohon;LAPORAN_WARGA',
  '2;18/10/2024;Kota Semarangg;APK_PLACEMENT;TREE_NAILED;Spanduk di pagar sekolah;LAPORAN_WARGA',
  '',
].join('\n');

const RUN = {
  id: 'db517247-bf97-4248-b736-0f7efd696efb',
  source: 'rekap-desk-pilkada',
  mode: 'open',
  state: 'DONE',
  rows: 2,
  recorded: 1,
  alreadyRecorded: 0,
  changed: 0,
  refused: 1,
  results: [
    { line: 2, no: 1, outcome: 'recorded', caseId: '23f1ed2c-ad8b-573e-b94a-9a3ede8fe478' },
    {
      line: 3,
      no: 2,
      outcome: 'refused',
      code: 'unknown_area',
      suggestions: [{ code: '33.74', name: 'Kota Semarang', path: ['Jawa Tengah', 'Kota Semarang'] }],
      detail:
        'Kabupaten/kota, kecamatan atau desa/kelurahan ini tidak ada. Periksa ejaannya, atau pakai kodenya.',
    },
  ],
};

/** The number of a row is text where it is no plain number, null where it cannot be told. */
const MEMBERS = { no: { type: ['integer', 'string', 'null'] } };

export const IMPORT: OperationExample = {
  requestAs: { 'text/csv': SPREADSHEET },
  response: RUN,
  members: MEMBERS,
  headers: ['Kondusif-Position'],
};

export const IMPORT_PROGRESS: OperationExample = {
  response: RUN,
  members: MEMBERS,
  headers: ['Kondusif-Position'],
};
