import { zoneOf } from '../../area/area-zone.js';
import { dateOf, toLocal } from '../../calendar/area-calendar.js';
import { ancestryOf, depthOf } from '../../kernel/grant.js';
import type { Share, Totals } from '../../projection/projection.js';
import { isOverdue } from './board-clocks.js';
import type { CaseBoardRow } from './case-board.row.js';

const VILLAGE = 4;

/** Violence and tension: only these make the situation of an area. */
export const TENSION: readonly string[] = [
  'GROUP_CLASH',
  'INTIMIDATION',
  'COMMUNITY_CONFLICT',
  'SOCIAL_TENSION',
];

/** What a board counts, each a column of the totals. Only open cases count. */
export const BOARD_COUNTERS = [
  'open',
  'e0',
  'e1',
  'e2',
  'e3',
  'e4',
  'unacknowledged',
  'overdue',
  'handled',
  'tension_1',
  'tension_2',
  'tension_3',
  'tension_4',
  'not_handled',
  'no_progress',
  'statutory_near',
  'statutory_passed',
  'assignment_late',
  'assignment_refused',
  'proposal_open',
  'body_silent',
] as const;

export type BoardCounter = (typeof BOARD_COUNTERS)[number];
export type BoardCounters = Readonly<Record<BoardCounter, number>>;

export const NO_COUNTERS = Object.fromEntries(BOARD_COUNTERS.map((name) => [name, 0])) as BoardCounters;

/** Categories whose cases of a day are compared with those of the days before; where a policy has clusters, it does not. */
export const COUNTED_CATEGORIES = [
  'APK_PLACEMENT',
  'APK_TIMING',
  'APK_DAMAGE',
  'CAMPAIGN_PLACE',
  'STATE_RESOURCE',
  'NEUTRALITY',
  'MONEY_POLITICS',
  'CONTENT',
  'VOTER_LIST',
  'TPS_DISPUTE',
  'LOGISTICS',
  'OFFICER_WELFARE',
  'HAZARD',
  'GROUP_CLASH',
  'INTIMIDATION',
  'COMMUNITY_CONFLICT',
  'SOCIAL_TENSION',
] as const;

/** The key of the cases known to lie in an area itself, in no area below it. */
export function exactly(area: string): string {
  return `${area}=`;
}

/** The areas whose boards have a row in which a case of the area counts; the country is no row of any board. */
export function boardKeys(area: string): string[] {
  const above = ancestryOf(area);
  return depthOf(area) < VILLAGE ? [...above, exactly(area)] : above;
}

/** The calendar day that an area has at an instant, `2026-11-22`. */
export function localDay(instant: Date, area: string): string {
  return dateOf(toLocal(instant, zoneOf(area).label));
}

/** What one case adds to each counter; nothing where it is not open. */
export function countsOf(row: CaseBoardRow): Partial<BoardCounters> {
  if (!row.open) return {};
  const level = row.level === null ? {} : { [row.level.toLowerCase()]: 1 };
  const tension = TENSION.includes(row.category) ? { [`tension_${row.severity}`]: 1 } : {};
  return { open: 1, ...level, ...tension, ...(row.handled && { handled: 1 }), ...waits(row) };
}

/** What the case waits for, as reasons why its area waits. */
function waits(row: CaseBoardRow): Partial<BoardCounters> {
  const passed = (kind: string, moment: string): boolean =>
    row.status !== 'RESOLVED' && row.marks.some((mark) => mark.kind === kind && mark.moment === moment);
  return counting({
    unacknowledged: row.level !== null && !row.acknowledged,
    overdue: isOverdue(row),
    not_handled: passed('handle', 'due'),
    no_progress: passed('progress', 'due'),
    statutory_near: passed('statutory', 'alarm'),
    statutory_passed: passed('statutory', 'due'),
    assignment_late: passed('assignment', 'due'),
    assignment_refused: row.refused_assignment !== null,
    proposal_open: row.proposal !== null,
    body_silent: passed('referral', 'due'),
  });
}

/** Counts of the open cases by area, for any instant; `latest` is when a person last did something in the area. */
export const areaTotals: Totals<CaseBoardRow> = {
  name: 'by_area',
  key: { area: 'text collate "C"', access: 'text' },
  counters: BOARD_COUNTERS,
  of: (row) => {
    if (row.archived) return [];
    const counters = countsOf(row);
    return boardKeys(row.area).map((area) => ({ key: [area, row.access], counters, latest: row.heard_at }));
  },
};

/** Cases recorded on a day of their area, by category, whatever became of them. */
export const dayTotals: Totals<CaseBoardRow> = {
  name: 'by_day',
  key: { area: 'text collate "C"', access: 'text', day: 'text collate "C"' },
  counters: COUNTED_CATEGORIES.map((category) => category.toLowerCase()),
  of: (row): readonly Share[] => {
    if (row.archived || !COUNTED_CATEGORIES.some((category) => category === row.category)) return [];
    const counters = { [row.category.toLowerCase()]: 1 };
    const day = localDay(new Date(row.recorded_at), row.area);
    return boardKeys(row.area).map((area) => ({ key: [area, row.access, day], counters }));
  },
};

function counting(all: Readonly<Partial<Record<BoardCounter, boolean>>>): Partial<BoardCounters> {
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, counts]) => counts)
      .map(([name]) => [name, 1]),
  );
}
