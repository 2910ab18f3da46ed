/** WIB, the zone of the number's year wherever the case lies: UTC+7, without summer time. */
const WIB_MS = 7 * 3_600_000;

const NUMBER = /^(\d{4})-(\d{7,})$/;

/**
 * The number by which people call a case: `<year of recordedAt in WIB>-<7 digits>`. The serial runs on over the years
 * and is unique in the installation, so the number never changes and says nothing of the place.
 */
export function caseNumber(recordedAt: Date | string, serial: number): string {
  const year = new Date(new Date(recordedAt).getTime() + WIB_MS).getUTCFullYear();
  return `${year}-${String(serial).padStart(7, '0')}`;
}

/** Year and serial of a number, null for any other text. */
export function parseCaseNumber(text: string): { readonly year: number; readonly serial: number } | null {
  const [, year, serial] = NUMBER.exec(text) ?? [];
  if (year === undefined || serial === undefined) return null;
  return { year: Number(year), serial: Number(serial) };
}
