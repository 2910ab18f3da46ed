import type { RecordableCase } from './case-recorder.js';
import type { IntakeCells } from './intake-columns.js';
import { refuse } from './intake-refusal.js';
import type { IntakeRegisters } from './intake-registers.js';

/** The code of the area that the columns name together. */
export function areaOf(cells: IntakeCells, { areas }: IntakeRegisters): string {
  const found = areas.resolve({
    regency: textOf(cells.regency),
    district: textOf(cells.district),
    village: textOf(cells.village),
  });
  if (found.ok) return found.code;
  const { ok: _, code, ...more } = found;
  return refuse(code, more);
}

/** Decimal comma or point, WGS 84, within Indonesia (API, "geo"); swapped ones are outside. */
export function coordinatesOf(cells: IntakeCells): RecordableCase['coordinates'] {
  const latitude = cells.latitude.trim();
  const longitude = cells.longitude.trim();
  if (latitude === '' && longitude === '') return undefined;
  const lat = degrees(latitude);
  const lng = degrees(longitude);
  if (lat >= -12 && lat <= 7 && lng >= 94 && lng <= 142) return { lng, lat };
  return refuse('coordinates_out_of_range');
}

function degrees(text: string): number {
  return /^[-+\u2212]?\d{1,3}([.,]\d{1,15})?$/.test(text)
    ? Number(text.replace('\u2212', '-').replace(',', '.'))
    : Number.NaN;
}

/** What a cell says; undefined where it is empty. */
export function textOf(cell: string): string | undefined {
  const text = cell.trim();
  return text === '' ? undefined : text;
}
