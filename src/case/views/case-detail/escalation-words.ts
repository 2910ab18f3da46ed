import type { ZoneLabel } from '../../../area/area.js';
import type { ClockKind } from '../../../calendar/clock.js';
import { timeText } from '../../../calendar/deadline-text.js';
import { STAGE_WORDS, type Words } from '../../../calendar/deadline-words.js';
import type { EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import type { NextStep } from '../../domain/ladder/next-step.js';
import type { EscalationStep } from './escalation-steps.js';
import type { TitleWords } from './timeline-titles.js';

const LEVELS: Readonly<Record<EscalationLevel, Words>> = {
  E0: { id: 'Kelurahan/Desa', en: 'the village' },
  E1: { id: 'Kecamatan', en: 'the district' },
  E2: { id: 'Kab/Kota', en: 'the regency or city' },
  E3: { id: 'Provinsi', en: 'the province' },
  E4: { id: 'Nasional', en: 'the national level' },
};

/** What has not happened when a clock runs out. */
const UNLESS: Readonly<Record<ClockKind, Words>> = {
  acknowledge: { id: 'bila belum dikonfirmasi', en: 'unless it is acknowledged' },
  handle: { id: 'bila belum ditangani', en: 'unless it is taken up' },
  progress: { id: 'bila belum ada kemajuan', en: 'unless there is progress' },
  proposal: { id: 'bila usulan belum dijawab', en: 'unless the proposal is answered' },
  assignment: { id: 'bila disposisi belum selesai', en: 'unless the assignment is done' },
  review: { id: 'bila belum ditinjau', en: 'unless it is reviewed' },
  referral: { id: 'bila belum ada kabar dari instansi penerima', en: 'unless the outside body answers' },
  statutory: {
    id: 'karena tenggat menurut aturan sudah dekat, bila belum diteruskan',
    en: 'because a term of law is near, unless it is handed over',
  },
};

/** What a rule found, for a step that no person took. */
const RULES: Readonly<Record<string, Words>> = {
  severity: { id: 'tingkat keparahannya {severity}', en: 'its severity is {severity}' },
  area_depth: {
    id: 'wilayah kejadian hanya diketahui sampai tingkat ini',
    en: 'its area is known no deeper than this level',
  },
  accused_office: {
    id: 'kantor di bawahnya menjadi terlapor',
    en: 'the office below is accused',
  },
  held_before: { id: 'sudah dipegang tingkat ini', en: 'this level held it before' },
  deaths_arson_weapons: {
    id: 'ada korban jiwa, pembakaran, atau senjata',
    en: 'there are deaths, arson or weapons',
  },
  report_corrected: { id: 'laporan dikoreksi', en: 'the report was corrected' },
};

/** The same where a clock ran out. */
const RAN_OUT: Readonly<Record<string, Words>> = {
  not_acknowledged: { id: 'belum dikonfirmasi', en: 'nobody had acknowledged it' },
  not_handled: { id: 'belum ditangani', en: 'nobody had taken it up' },
  no_progress: { id: 'belum ada kemajuan', en: 'there was no progress' },
};

/** Why a case is where it is, in the reader's language: `Naik dari Kecamatan ke Kab/Kota (Kota Semarang) karena …`. */
export function stepText(step: EscalationStep, zone: ZoneLabel, words: TitleWords): string {
  const { language } = words;
  const sentence = `${movement(step, words)} ${reasonText(step, zone, words)}.`;
  if (!step.late || step.calendar === null) return sentence;
  const due = timeText(step.calendar.dueAt, zone, language);
  return language === 'en'
    ? `${sentence} This was due on ${due} and was processed late.`
    : `${sentence} Seharusnya terjadi pada ${due}; diproses terlambat.`;
}

/** `Naik ke Kab/Kota (Kota Semarang) pada 23 November 2026, 08.00 WIB bila belum ditangani.` */
export function nextText(next: NextStep, zone: ZoneLabel, words: TitleWords): string {
  const { language } = words;
  const at = timeText(next.at, zone, language);
  const office = officeText(next.to, next.area, words);
  const unless = ifText(next, words);
  if (language === 'en') {
    return next.mode === 'auto'
      ? `Goes up to ${office} on ${at} ${unless}.`
      : `Going up to ${office} is proposed on ${at} ${unless}.`;
  }
  return next.mode === 'auto'
    ? `Naik ke ${office} pada ${at} ${unless}.`
    : `Diusulkan naik ke ${office} pada ${at} ${unless}.`;
}

/** The condition alone. */
export function ifText({ clock }: NextStep, { language }: TitleWords): string {
  return UNLESS[clock][language];
}

/** Why the next level was proposed. */
export function proposalText(rule: string, { language }: TitleWords): string {
  return (RAN_OUT[rule] ?? { id: rule, en: rule })[language];
}

function movement({ from, to, area, trigger, rule }: EscalationStep, words: TitleWords): string {
  const office = officeText(to, area, words);
  const isEnglish = words.language === 'en';
  if (trigger === 'start' && from === null) return isEnglish ? `Began at ${office}` : `Dimulai di ${office}`;
  const before = from === null ? '' : LEVELS[from][words.language];
  if (rule === 'lowered') {
    return isEnglish ? `Given back by ${before} to ${office}` : `Diturunkan dari ${before} ke ${office}`;
  }
  if (from === to) return isEnglish ? `Now held by ${office}` : `Kini dipegang ${office}`;
  return isEnglish ? `Went up from ${before} to ${office}` : `Naik dari ${before} ke ${office}`;
}

function reasonText(step: EscalationStep, zone: ZoneLabel, words: TitleWords): string {
  const { trigger, rule, inputs, reason, calendar } = step;
  const isEnglish = words.language === 'en';
  const because = isEnglish ? 'because' : 'karena';
  if (trigger === 'manual' && rule !== 'report_corrected') {
    const wrote = reason === null ? '' : `: ${reason.replace(/[.\s]+$/, '')}`;
    return isEnglish ? `by a person's decision${wrote}` : `atas keputusan petugas${wrote}`;
  }
  if (trigger === 'statutory') {
    const due = calendar === null ? '' : timeText(calendar.dueAt, zone, words.language);
    return isEnglish
      ? `${because} little is left of a term of law, or it has passed: ${due}`
      : `${because} tenggat menurut aturan sudah dekat atau lewat: ${due}`;
  }
  if (trigger === 'time') return `${because} ${ranOutText(step, zone, words)}`;
  const found = RULES[rule]?.[words.language] ?? (isEnglish ? `rule ${rule} says so` : `aturan ${rule}`);
  return `${because} ${found.replace('{severity}', severityText(inputs.severity, words))}`;
}

/** `belum dikonfirmasi sampai 23 November 2026, 11.30 WIB (masa tenang)` */
function ranOutText({ rule, calendar }: EscalationStep, zone: ZoneLabel, words: TitleWords): string {
  const what = proposalText(rule, words);
  if (calendar === null) return what;
  const stage = calendar.stage === null ? '' : ` (${STAGE_WORDS[calendar.stage][words.language]})`;
  const due = timeText(calendar.dueAt, zone, words.language);
  return words.language === 'en' ? `${what} by ${due}${stage}` : `${what} sampai ${due}${stage}`;
}

function severityText(severity: unknown, words: TitleWords): string {
  return `${String(severity)} (${words.word('severities', String(severity))})`;
}

function officeText(level: EscalationLevel, area: string, words: TitleWords): string {
  return `${LEVELS[level][words.language]} (${words.area(area)})`;
}
