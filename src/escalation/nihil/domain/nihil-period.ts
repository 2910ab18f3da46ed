/** A period that was written down: instants in RFC 3339, UTC, `until` exclusive; `month` is that of its beginning. */
export interface NihilPeriod {
  readonly from: string;
  readonly until: string;
  readonly month: string;
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The whole of a day of an area. `utcOffset`: hours by which its clocks are ahead of UTC; Indonesia's never change.
 * The text is a date that exists.
 */
export function dayPeriod(day: string, utcOffset: number): NihilPeriod {
  const [, year, month, date] = DAY.exec(day)?.map(Number) ?? [];
  const from = Date.UTC(Number(year), Number(month) - 1, Number(date)) - utcOffset * HOUR_MS;
  return periodOf(from, from + DAY_MS, utcOffset);
}

/** From one instant until before another. */
export function intervalPeriod(from: Date, until: Date, utcOffset: number): NihilPeriod {
  return periodOf(from.getTime(), until.getTime(), utcOffset);
}

function periodOf(from: number, until: number, utcOffset: number): NihilPeriod {
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    month: new Date(from + utcOffset * HOUR_MS).toISOString().slice(0, 7),
  };
}
