import { zoneOf } from '../../src/area/area-zone.js';
import type { AreaCalendar, LocalPeriod } from '../../src/calendar/area-calendar.js';
import { HOLIDAYS } from '../../src/calendar/holidays.js';
import type { Stage } from '../../src/election/domain/election.events.js';

/** An area of each zone. */
export const SEMARANG = '33.74';
export const MAKASSAR = '73.71';
export const JAYAPURA = '91.71';

/** The stages of the regional elections of 2024 as the program ships them. */
export const PILKADA: readonly LocalPeriod[] = [
  pilkada('campaign', '2024-09-25T00:00', '2024-11-24T00:00'),
  pilkada('quiet_days', '2024-11-24T00:00', '2024-11-27T00:00'),
  pilkada('voting', '2024-11-27T00:00', '2024-11-27T13:00'),
  pilkada('counting', '2024-11-27T13:00', '2024-11-28T12:00'),
  pilkada('recapitulation', '2024-11-28T12:00', '2024-12-17T00:00'),
];

/** Those of the general election of 2024. */
export const PEMILU: readonly LocalPeriod[] = [
  pemilu('campaign', '2023-11-28T00:00', '2024-02-11T00:00'),
  pemilu('quiet_days', '2024-02-11T00:00', '2024-02-14T00:00'),
  pemilu('voting', '2024-02-14T00:00', '2024-02-14T13:00'),
  pemilu('counting', '2024-02-14T13:00', '2024-02-15T12:00'),
];

export function calendarIn(area: string, stages: readonly LocalPeriod[] = [...PEMILU, ...PILKADA]) {
  return { zone: zoneOf(area), stages, days: HOLIDAYS } satisfies AreaCalendar;
}

/** The instant at which the clocks of an area show a local time; written with offsets, not reckoned. */
export function at(local: string, area: string = SEMARANG): Date {
  const offsets = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' };
  return new Date(`${local}:00${offsets[zoneOf(area).label]}`);
}

/** What the clocks of an area show at an instant, in the words of the tz database. */
export function shown(instant: string, area: string = SEMARANG): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zoneOf(area).iana }).slice(0, 16);
}

function pilkada(stage: Stage, from: string, until: string): LocalPeriod {
  return { contest: 'PILKADA_2024', regime: 'PILKADA', stage, from, until };
}

function pemilu(stage: Stage, from: string, until: string): LocalPeriod {
  return { contest: 'PEMILU_2024', regime: 'PEMILU', stage, from, until };
}
