import type { ZoneLabel } from '../area/area.js';
import { DAY_MS, dateOf, type LocalMs, localOf, MINUTE_MS, midnightOf, toLocal } from './area-calendar.js';
import type { CalendarUsed, Clock, SkippedDay } from './clock.js';
import {
  CLOCK_WORDS,
  FROM_WORDS,
  type Lang,
  MINUTE_WORDS,
  MONTHS,
  PURPOSE_WORDS,
  STAGE_WORDS,
  UNCOVERED_WORDS,
  UNIT_WORDS,
  WEEKEND_WORDS,
  type Words,
} from './deadline-words.js';
import { statutoryRow } from './statutory-clocks.js';

/**
 * A deadline as a person reads it: what is awaited, by when on the clocks of the area, how that was counted, which days
 * were left out and why, and under which rule. Where the table of holidays ends it says so.
 */
export function deadlineText(clock: Clock): Words {
  return { id: textIn('id', clock), en: textIn('en', clock) };
}

/** `04 April 2024, 16.30 WIB` on the clocks of a zone; English puts a colon between hour and minute. */
export function timeText(instant: string, zone: ZoneLabel, lang: Lang): string {
  const local = toLocal(new Date(instant), zone);
  return `${dayText(local, lang)}, ${clockText(new Date(local).toISOString().slice(11, 16), lang)} ${zone}`;
}

function textIn(lang: Lang, clock: Clock): string {
  const { calendar, citation } = clock;
  const purpose = statutoryRow(clock.rule)?.purpose;
  const head = purpose === undefined ? CLOCK_WORDS[clock.kind] : PURPOSE_WORDS[purpose];
  return [
    `${head[lang]} ${dueText(calendar, lang)}: ${countText(clock, lang)}.`,
    skippedText(calendar.skipped, lang),
    calendar.uncovered === true ? UNCOVERED_WORDS[lang] : '',
    citation === undefined ? '' : `${lang === 'id' ? 'Dasar' : 'Rule'}: ${citation}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** A day that ends at midnight ends at 24.00 of that day, not at 00.00 of the next. */
function dueText({ dueAt, zone, kind }: CalendarUsed, lang: Lang): string {
  const local = toLocal(new Date(dueAt), zone);
  const endsWithDay = kind.endsWith('_days') && local === midnightOf(local);
  if (!endsWithDay) return timeText(dueAt, zone, lang);
  return `${dayText(local - DAY_MS, lang)}, ${clockText('24:00', lang)} ${zone}`;
}

/** `15 menit dalam pemungutan suara sejak 27 November 2024, 00.00 WIB`. A stage's window counts from its first minute. */
function countText({ calendar, startedAt, countedFrom }: Clock, lang: Lang): string {
  const { window, kind, stage, zone, dueAt } = calendar;
  const minutes = minutesOf(window);
  const began =
    kind === 'running_hours' && minutes !== null
      ? new Date(Date.parse(dueAt) - minutes * MINUTE_MS).toISOString()
      : startedAt;
  const during = stage === null ? '' : ` (${STAGE_WORDS[stage][lang]})`;
  const since = countedFrom === undefined ? { id: 'sejak', en: 'since' } : FROM_WORDS[countedFrom];
  return `${lengthText(window, kind, lang)}${during} ${since[lang]} ${beganText(began, countedFrom, zone, lang)}`;
}

/** A voting day is a day, without an hour. */
function beganText(began: string, from: Clock['countedFrom'], zone: ZoneLabel, lang: Lang): string {
  if (from === 'votingDay') return dayText(toLocal(new Date(began), zone), lang);
  return timeText(began, zone, lang);
}

/** `PT4H` in service hours: `4 jam layanan`. */
function lengthText(window: string, kind: CalendarUsed['kind'], lang: Lang): string {
  const minutes = minutesOf(window);
  if (minutes === null) return countedText(Number(window.slice(1, -1)), UNIT_WORDS[kind][lang], lang);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const inHours = countedText(hours, UNIT_WORDS[kind][lang], lang);
  const inMinutes = countedText(rest, MINUTE_WORDS[lang], lang);
  if (hours === 0) return inMinutes;
  return rest === 0 ? inHours : `${inHours} ${inMinutes}`;
}

/** English takes the s off one hour. */
function countedText(count: number, units: string, lang: Lang): string {
  return `${count} ${lang === 'en' && count === 1 ? units.replace(/s$/, '') : units}`;
}

/** Null for a term in days. */
function minutesOf(window: string): number | null {
  const [, hours, minutes] = /^PT(?:(\d+)H)?(?:([\d.]+)M)?$/.exec(window) ?? [];
  if (hours === undefined && minutes === undefined) return null;
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

/** `Tidak dihitung: 06 April 2024–07 April 2024 (Sabtu, Minggu).` Days that follow each other are told together. */
function skippedText(skipped: readonly SkippedDay[], lang: Lang): string {
  if (skipped.length === 0) return '';
  const runs = runsOf(skipped).map((run) => {
    const [first, last] = [run[0]?.date ?? '', run.at(-1)?.date ?? ''];
    const days = [...new Set([first, last])].map((date) => dayText(localOf(date), lang)).join('–');
    const reasons = new Set(run.map(({ why }) => (lang === 'en' ? (WEEKEND_WORDS[why] ?? why) : why)));
    return `${days} (${[...reasons].join(', ')})`;
  });
  return `${lang === 'id' ? 'Tidak dihitung' : 'Not counted'}: ${runs.join('; ')}.`;
}

/** Days that follow each other. */
function runsOf(skipped: readonly SkippedDay[]): SkippedDay[][] {
  const runs: SkippedDay[][] = [];
  for (const day of skipped) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && nextDate(before.date) === day.date) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

function nextDate(date: string): string {
  return dateOf(localOf(date) + DAY_MS);
}

function dayText(local: LocalMs, lang: Lang): string {
  const date = new Date(local);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${MONTHS[lang][date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

function clockText(time: string, lang: Lang): string {
  return lang === 'id' ? time.replace(':', '.') : time;
}
