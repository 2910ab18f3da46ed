import type { RecordableCase } from './case-recorder.js';
import type { IntakeCells } from './intake-columns.js';
import { refuse } from './intake-refusal.js';
import type { IntakeRegisters } from './intake-registers.js';

const ORIGINS: Readonly<Record<string, RecordableCase['origin']>> = {
  TEMUAN: 'OWN_OBSERVATION',
  LAPORAN_WARGA: 'CITIZEN',
  ORMAS: 'ORGANISATION',
  PENGAWAS_PARTISIPATIF: 'PARTICIPATORY',
  MEDIA: 'MEDIA',
};

const MOST_ITEMS = 100_000;

/** Category and sub-category by code or name; an empty Tingkat takes the sub-category's severity. */
export function kindOf(
  cells: IntakeCells,
  registers: IntakeRegisters,
): Pick<RecordableCase, 'category' | 'subcategory' | 'severity'> {
  const category = registers.category(cells.category.trim()) ?? refuse('unknown_category');
  const subcategory =
    registers.subcategory(category, cells.subcategory.trim()) ?? refuse('unknown_subcategory');
  const severity = cells.severity.trim();
  if (severity !== '' && !/^[1-4]$/.test(severity)) refuse('invalid_severity');
  return {
    category,
    subcategory: subcategory.code,
    severity: severity === '' ? subcategory.severity : Number(severity),
  };
}

/** Who brought it, by the words of the column Sumber. */
export function originOf(cells: IntakeCells): RecordableCase['origin'] {
  const word = cells.source.trim().toUpperCase().replace(/\s+/g, '_');
  return (Object.hasOwn(ORIGINS, word) ? ORIGINS[word] : undefined) ?? refuse('unknown_source');
}

/** `Jumlah` and `Jenis APK` say one thing together; one without the other says nothing that could be recorded. */
export function itemsOf(cells: IntakeCells, registers: IntakeRegisters): RecordableCase['items'] {
  const count = cells.itemCount.trim();
  const named = cells.itemType.trim();
  if (count === '' && named === '') return [];
  const type = registers.itemType(named);
  const isCount = /^\d{1,6}$/.test(count) && Number(count) >= 1 && Number(count) <= MOST_ITEMS;
  if (type === undefined || !isCount) refuse('invalid_items');
  return [{ type, count: Number(count) }];
}
