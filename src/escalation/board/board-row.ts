import type { LanguageCode } from '../../http/language.js';
import type { OpenCluster } from '../clusters/views/clusters-at.query.js';
import type { AboveUsual } from './above-usual.js';
import type {
  BoardChange,
  BoardCluster,
  BoardRowNumbers,
  LevelCounts,
  Response,
  Situation,
} from './board.js';
import { BOARD_COUNTERS, type BoardCounters, NO_COUNTERS } from './board-totals.js';
import { reasonsOf } from './board-words.js';
import type { NearDeadline } from './near-deadlines.js';

const SILENT_AFTER_MS = 24 * 3_600_000;
const LEVELS = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;
/** From the gravest. */
const SITUATIONS: readonly (readonly [keyof BoardCounters, Situation])[] = [
  ['tension_4', 'CRITICAL'],
  ['tension_3', 'HIGH'],
  ['tension_2', 'MEDIUM'],
  ['tension_1', 'LOW'],
];

/** What a row is made of. */
export interface RowFacts {
  readonly counters: BoardCounters;
  /** False for rows that are no place of their own. */
  readonly maySilence: boolean;
  /** When a person last did something there, or said that nothing had happened. */
  readonly lastHeardAt: Date | null;
  readonly nextDeadline: NearDeadline | null;
  readonly aboveUsual: readonly AboveUsual[];
  readonly clusters: readonly OpenCluster[];
  /** The numbers of the instant to compare with. */
  readonly before: BoardCounters | null;
}

/** The row, its words in the reader's language. */
export function rowOf(facts: RowFacts, at: Date, language: LanguageCode): BoardRowNumbers {
  const { counters, before, lastHeardAt } = facts;
  const waiting = facts.clusters.filter(({ acknowledged }) => !acknowledged).length;
  const silent = facts.maySilence && isSilent(lastHeardAt, at);
  return {
    open: counters.open,
    levels: levelsOf(counters),
    worst: worstOf(counters),
    response: responseOf(counters, silent, waiting),
    situation: SITUATIONS.find(([name]) => counters[name] > 0)?.[1] ?? 'NONE',
    silent,
    lastHeardAt: lastHeardAt?.toISOString() ?? null,
    unacknowledged: counters.unacknowledged,
    overdue: counters.overdue,
    handled: counters.handled,
    clusters: facts.clusters.map(clusterOf),
    reasons: reasonsOf(counters, { silent, clusters: waiting }, language),
    aboveUsual: facts.aboveUsual,
    nextDeadline: facts.nextDeadline,
    ...(before !== null && { change: changeOf(counters, before) }),
  };
}

/** How the numbers differ from those before. */
export function changeOf(now: BoardCounters, before: BoardCounters): BoardChange {
  const levels = LEVELS.map((level) => [level, levelsOf(now)[level] - levelsOf(before)[level]]);
  return {
    open: now.open - before.open,
    levels: Object.fromEntries(levels) as LevelCounts,
    worstBefore: worstOf(before),
  };
}

export function levelsOf({ e0, e1, e2, e3, e4 }: BoardCounters): LevelCounts {
  return { E0: e0, E1: e1, E2: e2, E3: e3, E4: e4 };
}

/** The sum of all rows. */
export function sumOf(all: readonly BoardCounters[]): BoardCounters {
  const sum: Record<string, number> = { ...NO_COUNTERS };
  for (const one of all) {
    for (const name of BOARD_COUNTERS) sum[name] = (sum[name] ?? 0) + one[name];
  }
  return sum as BoardCounters;
}

/** A cluster as a row shows it. */
export function clusterOf({ id, level, category, cases }: OpenCluster): BoardCluster {
  return { id, level, category, cases };
}

function worstOf(counters: BoardCounters): keyof LevelCounts | null {
  const levels = levelsOf(counters);
  return LEVELS.findLast((level) => levels[level] > 0) ?? null;
}

/** Who is not heard of may have everything to tell: silence waits for an answer. */
function responseOf(counters: BoardCounters, silent: boolean, clusters: number): Response {
  if (counters.open === 0) return silent || clusters > 0 ? 'WAITING' : 'CLEAR';
  const waits = clusters > 0 || counters.unacknowledged > 0 || counters.overdue > 0;
  return !waits && counters.handled === counters.open ? 'HANDLED' : 'WAITING';
}

function isSilent(lastHeardAt: Date | null, at: Date): boolean {
  return lastHeardAt === null || at.getTime() - lastHeardAt.getTime() > SILENT_AFTER_MS;
}

/** The later of two instants, where there is one. */
export function laterOf(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
