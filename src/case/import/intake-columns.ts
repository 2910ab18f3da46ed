import { DomainError } from '../../kernel/domain-error.js';

/** Every column that is read, by its name in the header; others are passed over. */
export const INTAKE_COLUMNS = {
  no: 'No',
  occurredDate: 'Tanggal Kejadian',
  occurredTime: 'Jam Kejadian',
  knownDate: 'Tanggal Diketahui',
  knownTime: 'Jam Diketahui',
  receivedDate: 'Tanggal Diterima',
  receivedTime: 'Jam Diterima',
  regency: 'Kabupaten/Kota',
  district: 'Kecamatan',
  village: 'Kelurahan/Desa',
  place: 'Lokasi',
  category: 'Kategori',
  subcategory: 'Sub Kategori',
  severity: 'Tingkat',
  description: 'Uraian Kejadian',
  latitude: 'Lintang',
  longitude: 'Bujur',
  source: 'Sumber',
  itemCount: 'Jumlah',
  itemType: 'Jenis APK',
  contest: 'Kontes',
  participant: 'Peserta',
  tps: 'TPS',
  link: 'Tautan',
  dead: 'Meninggal',
  injured: 'Luka',
} as const;

export type IntakeColumn = keyof typeof INTAKE_COLUMNS;

/** The cells of a row exactly as the file holds them; empty where the column is missing. */
export type IntakeCells = Readonly<Record<IntakeColumn, string>>;

const REQUIRED: readonly IntakeColumn[] = [
  'no',
  'occurredDate',
  'regency',
  'category',
  'subcategory',
  'description',
  'source',
];

const BY_NAME = new Map(Object.entries(INTAKE_COLUMNS).map(([column, name]) => [normalised(name), column]));

/** Where the columns of one file stand. */
export class IntakeHeader {
  private constructor(
    /** Fields of a row. */
    readonly width: number,
    private readonly places: ReadonlyMap<IntakeColumn, number>,
  ) {}

  /** How many of the names are columns that are read. */
  static known(names: readonly string[]): number {
    return names.filter((name) => BY_NAME.has(normalised(name))).length;
  }

  /** Throws `missing_header`, `missing_column` with the names of those that lack, `duplicate_column`. */
  static of(names: readonly string[]): IntakeHeader {
    const places = new Map<IntakeColumn, number>();
    names.forEach((name, place) => {
      const column = BY_NAME.get(normalised(name)) as IntakeColumn | undefined;
      if (column === undefined) return;
      if (places.has(column)) throw new DomainError('duplicate_column', { column: INTAKE_COLUMNS[column] });
      places.set(column, place);
    });
    const lacking = REQUIRED.filter((column) => !places.has(column)).map((column) => INTAKE_COLUMNS[column]);
    if (lacking.length === REQUIRED.length) throw new DomainError('missing_header');
    if (lacking.length > 0) throw new DomainError('missing_column', { columns: lacking.join(', ') });
    return new IntakeHeader(names.length, places);
  }

  cells(fields: readonly string[]): IntakeCells {
    const cells: Partial<Record<IntakeColumn, string>> = {};
    for (const column of Object.keys(INTAKE_COLUMNS) as IntakeColumn[]) {
      cells[column] = fields[this.places.get(column) ?? -1] ?? '';
    }
    return cells as IntakeCells;
  }
}

/** Names are compared without case and with any white space counted as one blank, none around a slash. */
function normalised(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/');
}
