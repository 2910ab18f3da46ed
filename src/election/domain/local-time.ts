const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/;

/** True for a minute that exists on a calendar and a clock, written `2024-11-27T00:00`, without offset. */
export function isLocalTime(text: string): boolean {
  const [, year, month, day, hour, minute] = LOCAL.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
  return isDay && Number(hour) < 24 && Number(minute) < 60;
}

/** The minute that the clocks of a zone (tz database) show at an instant; such texts sort as the times do. */
export function localTimeOf(instant: Date, zone: string): string {
  return formatOf(zone).format(instant).replace(' ', 'T');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish dates are ISO 8601. Making a format is slow, so each zone's is kept. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}
