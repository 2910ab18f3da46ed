import { zoneOf } from '../../area/area-zone.js';
import { localTimeOf } from '../../election/domain/local-time.js';

const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];

/** An instant (RFC 3339) as people of the area read it: `Minggu, 22 November 2026, 18.05 WIB`. */
export function localMoment(instant: string, area: string): string {
  const { iana, label } = zoneOf(area);
  const local = localTimeOf(new Date(instant), iana);
  const [date = '', time = ''] = local.split('T');
  const [year, month, day] = date.split('-').map(Number);
  const weekday = DAYS[new Date(`${date}T00:00Z`).getUTCDay()];
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year}, ${time.replace(':', '.')} ${label}`;
}
