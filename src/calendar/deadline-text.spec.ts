import { at, calendarIn, JAYAPURA, SEMARANG } from '../../test/support/area-calendars.js';
import type { Clock, ClockKind } from './clock.js';
import { deadlineText, timeText } from './deadline-text.js';
import { type HoursWindow, hoursDeadline } from './hours-deadline.js';
import { referralClockOf, type StatutoryFacts, statutoryClocksOf } from './statutory-clocks.js';

const RUNNING = ['quiet_days', 'voting', 'counting', 'revote'] as const;

function policyClock(
  kind: ClockKind,
  local: string,
  window: Partial<HoursWindow> = {},
  area = SEMARANG,
): Clock {
  const startedAt = at(local, area);
  const calendar = hoursDeadline(
    { startedAt, minutes: 240, inStage: { voting: 15 }, runningStages: RUNNING, ...window },
    calendarIn(area),
  );
  return { kind, rule: 'x', policyVersion: 1, startedAt: startedAt.toISOString(), calendar };
}

function statutory(facts: Partial<StatutoryFacts>): Clock[] {
  const common = { recordedAt: at('2024-11-22T11:00').toISOString(), clockAhead: false, policyVersion: 1 };
  return statutoryClocksOf(
    { category: 'APK_PLACEMENT', subcategory: 'X', regime: 'PILKADA', shareLeft: 0.25, ...common, ...facts },
    calendarIn(SEMARANG),
  );
}

const textsOf = (clocks: readonly Clock[]) => clocks.map((clock) => deadlineText(clock));

it('tells the service hours, and the weekend that they left out', () => {
  expect(deadlineText(policyClock('acknowledge', '2024-10-18T16:00'))).toEqual({
    id: 'Tenggat konfirmasi 21 Oktober 2024, 11.30 WIB: 4 jam layanan sejak 18 Oktober 2024, 16.00 WIB. Tidak dihitung: 19 Oktober 2024–20 Oktober 2024 (Sabtu, Minggu).',
    en: 'To be acknowledged by 21 October 2024, 11:30 WIB: 4 service hours since 18 October 2024, 16:00 WIB. Not counted: 19 October 2024–20 October 2024 (Saturday, Sunday).',
  });
});

it('tells a stage that tightened from the minute in which it began, on the clocks of the place', () => {
  expect(deadlineText(policyClock('handle', '2024-11-26T22:00', {}, JAYAPURA))).toEqual({
    id: 'Tenggat mulai ditangani 27 November 2024, 00.15 WIT: 15 menit (pemungutan suara) sejak 27 November 2024, 00.00 WIT.',
    en: 'To be taken up by 27 November 2024, 00:15 WIT: 15 minutes (voting) since 27 November 2024, 00:00 WIT.',
  });
});

it('tells working days, all days of the leave as one, and the rule of law', () => {
  const knownAt = at('2024-04-04T16:30').toISOString();
  expect(textsOf(statutory({ regime: 'PEMILU', knownAt }))).toEqual([
    {
      id: 'Batas waktu saksi melapor sendiri ke Bawaslu 23 April 2024, 16.00 WIB: 7 hari kerja sejak diketahui 04 April 2024, 16.30 WIB. Tidak dihitung: 06 April 2024–15 April 2024 (Sabtu, Minggu, Cuti bersama Idul Fitri, Idul Fitri 1445 H); 20 April 2024–21 April 2024 (Sabtu, Minggu). Dasar: UU 7/2017 Pasal 454 (sumber: online.flipbuilder.com/cmvf/wgnv/files/basic-html/page312.html).',
      en: 'A witness can report to Bawaslu in person until 23 April 2024, 16:00 WIB: 7 working days since it was known 04 April 2024, 16:30 WIB. Not counted: 06 April 2024–15 April 2024 (Saturday, Sunday, Cuti bersama Idul Fitri, Idul Fitri 1445 H); 20 April 2024–21 April 2024 (Saturday, Sunday). Rule: UU 7/2017 Pasal 454 (sumber: online.flipbuilder.com/cmvf/wgnv/files/basic-html/page312.html).',
    },
  ]);
});

it('tells the end of a day by that day, and counts from voting day', () => {
  const facts = {
    category: 'TPS_DISPUTE',
    subcategory: 'DOUBLE_VOTE',
    knownAt: at('2024-11-27T11:00').toISOString(),
  };
  const [text] = textsOf(statutory(facts));
  expect(text?.id).toMatch(
    /^Batas waktu pemungutan suara ulang 06 Desember 2024, 24\.00 WIB: 9 hari kalender sejak hari pemungutan suara 27 November 2024\. Dasar: keterangan KPU/,
  );
});

it('says where the time of knowing is not on record, and where a clock was ahead', () => {
  const occurredAt = at('2024-11-20T06:00').toISOString();
  const [byOccurrence] = textsOf(statutory({ occurredAt }));
  expect(byOccurrence?.id).toContain(
    'sejak kejadian (waktu diketahui tidak dicatat) 20 November 2024, 06.00 WIB',
  );
  const [ahead] = textsOf(statutory({ knownAt: at('2024-11-22T14:00').toISOString(), clockAhead: true }));
  expect(ahead?.id).toContain('sejak dicatat (jam perangkat mendahului) 22 November 2024, 11.00 WIB');
});

it('says that the table of holidays ends instead of guessing', () => {
  const text = deadlineText(policyClock('acknowledge', '2026-12-31T15:00'));
  expect(text.id).toContain('Daftar hari libur belum mencakup semua hari yang dihitung');
  expect(text.en).toContain('does not cover every day counted');
});

it.each([
  [{ minutes: 90 }, '1 jam 30 menit', '1 hour 30 minutes'],
  [{ minutes: 72 * 60 }, '72 jam', '72 hours'],
])('says a window of %j as %s', (window, id, en) => {
  const text = deadlineText(policyClock('progress', '2024-06-01T08:00', { ...window, runningStages: null }));
  expect([text.id.includes(`: ${id} sejak`), text.en.includes(`: ${en} since`)]).toEqual([true, true]);
});

it('tells what an outside body has time for', () => {
  const clock = referralClockOf(
    {
      body: 'BAWASLU',
      as: 'TRANSFER',
      at: at('2024-11-18T10:00').toISOString(),
      regime: 'PILKADA',
      policyVersion: 1,
      fallback: null,
    },
    calendarIn(SEMARANG),
  );
  expect(clock && deadlineText(clock).id).toMatch(
    /^Batas waktu penanganan oleh Bawaslu, termasuk keterangan tambahan 23 November 2024, 24\.00 WIB: 5 hari kalender sejak diterima 18 November 2024, 10\.00 WIB/,
  );
});

it('writes a time as screens do', () => {
  expect(timeText('2024-04-04T09:30:00Z', 'WIB', 'id')).toBe('04 April 2024, 16.30 WIB');
  expect(timeText('2024-12-31T16:30:00Z', 'WITA', 'en')).toBe('01 January 2025, 00:30 WITA');
});
