import type { Stage } from '../election/domain/election.events.js';
import type { Clock, ClockKind, CountingKind } from './clock.js';
import type { StatutoryRow } from './statutory-rows.js';

/** One thing said in both languages. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

export type Lang = keyof Words;

/** What a clock waits for, as the first words of its sentence. */
export const CLOCK_WORDS: Readonly<Record<ClockKind, Words>> = {
  acknowledge: { id: 'Tenggat konfirmasi', en: 'To be acknowledged by' },
  handle: { id: 'Tenggat mulai ditangani', en: 'To be taken up by' },
  progress: { id: 'Tenggat kemajuan penanganan', en: 'Progress expected by' },
  proposal: { id: 'Tenggat jawaban atas usulan', en: 'Proposal to be answered by' },
  assignment: { id: 'Tenggat disposisi', en: 'Assignment due by' },
  review: { id: 'Tenggat tinjauan peringatan dini', en: 'Early warning to be reviewed by' },
  referral: { id: 'Tenggat kabar dari instansi yang menerima', en: 'Word of the outside body expected by' },
  statutory: { id: 'Tenggat menurut aturan', en: 'Term of law ends' },
};

/** The same for terms of law. */
export const PURPOSE_WORDS: Readonly<Record<StatutoryRow['purpose'], Words>> = {
  report_to_bawaslu: {
    id: 'Batas waktu saksi melapor sendiri ke Bawaslu',
    en: 'A witness can report to Bawaslu in person until',
  },
  repeat_voting: {
    id: 'Batas waktu pemungutan suara ulang',
    en: 'Repeat voting can be held until',
  },
  bawaslu_handling: {
    id: 'Batas waktu penanganan oleh Bawaslu, termasuk keterangan tambahan',
    en: "Bawaslu's term, further statements included, ends",
  },
  removal_notice: { id: 'Batas waktu menurunkan sendiri', en: 'To be taken down by its owner by' },
  investigation: { id: 'Batas waktu penyidikan', en: 'Investigation ends' },
};

export const STAGE_WORDS: Readonly<Record<Stage, Words>> = {
  pre_campaign: { id: 'sebelum kampanye', en: 'before the campaign' },
  campaign: { id: 'kampanye', en: 'campaign' },
  quiet_days: { id: 'masa tenang', en: 'quiet days' },
  voting: { id: 'pemungutan suara', en: 'voting' },
  counting: { id: 'penghitungan suara', en: 'counting' },
  recapitulation: { id: 'rekapitulasi', en: 'recapitulation' },
  revote: { id: 'pemungutan suara ulang', en: 'repeat voting' },
  disputes: { id: 'sengketa hasil', en: 'disputes over the result' },
};

/** Units of a window by how it is counted. */
export const UNIT_WORDS: Readonly<Record<CountingKind, Words>> = {
  running_hours: { id: 'jam', en: 'hours' },
  service_hours: { id: 'jam layanan', en: 'service hours' },
  calendar_days: { id: 'hari kalender', en: 'calendar days' },
  working_days: { id: 'hari kerja', en: 'working days' },
};

export const MINUTE_WORDS: Words = { id: 'menit', en: 'minutes' };

/** From what a clock counts. */
export const FROM_WORDS: Readonly<Record<NonNullable<Clock['countedFrom']>, Words>> = {
  knownAt: { id: 'sejak diketahui', en: 'since it was known' },
  occurredAt: {
    id: 'sejak kejadian (waktu diketahui tidak dicatat)',
    en: 'since it happened (when it was known is not on record)',
  },
  recordedAt: {
    id: 'sejak dicatat (jam perangkat mendahului)',
    en: "since it was recorded (the device's clock was ahead)",
  },
  votingDay: { id: 'sejak hari pemungutan suara', en: 'since voting day' },
  receipt: { id: 'sejak diterima', en: 'since it was received' },
};

export const UNCOVERED_WORDS: Words = {
  id: 'Daftar hari libur belum mencakup semua hari yang dihitung; tenggat dapat jatuh lebih lambat.',
  en: 'The table of holidays does not cover every day counted; the deadline may lie later.',
};

/** Indonesian names of days off stay as they are: they are names. Weekends are words. */
export const WEEKEND_WORDS: Readonly<Record<string, string>> = { Sabtu: 'Saturday', Minggu: 'Sunday' };

export const MONTHS: Readonly<Record<Lang, readonly string[]>> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};
