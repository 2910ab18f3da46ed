import { type Check, error, rank, warning } from './finding.js';
import { overHead } from './start-rules.js';

const LOCAL_HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY_MINUTES = 24 * 60;
/** A night is not longer than this. */
const LONG_NIGHT_MINUTES = 12 * 60;

/** Which clocks run in which hours. */
export const hoursRules: Check = ({ hours }) =>
  hours.serviceSeverities.flatMap((severity, index) =>
    severity < 3
      ? []
      : [
          warning(
            'urgent_in_service_hours',
            `/hours/serviceSeverities/${index}`,
            `Keparahan ${severity} hanya dihitung pada jam layanan; laporan Jumat sore baru berjalan hari Senin.`,
            `Severity ${severity} runs in service hours only; what comes in on Friday evening waits until Monday.`,
          ),
        ],
  );

/** Quiet hours exist, are a night, and hold nothing that cannot wait. */
export const quietHours: Check = ({ quietHours: { from, until, exceptSeverities } }) => {
  for (const [member, time] of Object.entries({ from, until })) {
    if (LOCAL_HOUR.test(time)) continue;
    return [
      error(
        'not_a_time',
        `/quietHours/${member}`,
        `${time} bukan jam; tulis misalnya 22:00.`,
        `${time} is not a time of day; write e.g. 22:00.`,
      ),
    ];
  }
  if (from === until) {
    return [
      error(
        'quiet_hours_empty',
        '/quietHours/until',
        'Jam tenang mulai dan berakhir pada jam yang sama: entah sepanjang hari entah tidak pernah.',
        'Quiet hours begin and end at the same time: all day or never, nobody can tell.',
      ),
    ];
  }
  const length = (minutesOf(until) - minutesOf(from) + DAY_MINUTES) % DAY_MINUTES;
  return [
    ...(length <= LONG_NIGHT_MINUTES ? [] : [longNight(length)]),
    ...(exceptSeverities.includes(4) ? [] : [gravestWaits()]),
  ];
};

function longNight(minutes: number) {
  return warning(
    'quiet_hours_long',
    '/quietHours/until',
    `Pemberitahuan ditahan ${Math.round(minutes / 60)} jam setiap hari; mungkin from dan until tertukar.`,
    `Notifications are held ${Math.round(minutes / 60)} hours a day; perhaps from and until are swapped.`,
  );
}

function gravestWaits() {
  return warning(
    'gravest_waits',
    '/quietHours/exceptSeverities',
    'Keparahan 4 ikut ditahan pada jam tenang: bentrokan tengah malam baru diberitahukan pagi hari.',
    'Severity 4 is held in quiet hours too: a clash at midnight is told in the morning.',
  );
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Clocks of law raise upward, and not from the first minute. */
export const statutoryRule: Check = ({ statutory: { raiseFrom, raiseTo, shareLeft } }) => [
  ...raiseFrom.flatMap((level, index) =>
    rank(level) < rank(raiseTo)
      ? []
      : [
          error(
            'raise_leads_back',
            `/statutory/raiseFrom/${index}`,
            `Dari ${level} aturan ini menaikkan ke ${raiseTo}, yang sama atau lebih rendah; langkahnya akan berulang tanpa akhir.`,
            `From ${level} this raises to ${raiseTo}, which is the same or lower; the step would repeat without end.`,
          ),
        ],
  ),
  ...(shareLeft < 1
    ? []
    : [
        error(
          'acts_at_once',
          '/statutory/shareLeft',
          'Sisa waktu 1 berarti seluruhnya: aturan ini bertindak begitu tenggat mulai.',
          'A share of 1 is the whole term: the rule would act as soon as the clock starts.',
        ),
      ]),
  ...overHead(raiseTo, '/statutory/raiseTo'),
];

/** "Above usual" is more than usual. */
export const aboveUsual: Check = ({ aboveUsual: { factor } }) =>
  factor > 1
    ? []
    : [
        error(
          'usual_is_above',
          '/aboveUsual/factor',
          'Faktor harus lebih dari 1; kalau tidak, hari biasa pun ditandai di atas biasanya.',
          'The factor must be more than 1; otherwise a usual day is called above usual.',
        ),
      ];
