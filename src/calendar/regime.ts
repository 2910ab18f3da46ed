import type { ContestKind } from '../election/domain/election.events.js';
import { type AreaCalendar, type LocalPeriod, localOf, type Regime, toLocal } from './area-calendar.js';

const REGIMES: Readonly<Record<ContestKind, Regime | null>> = {
  ELECTION: null,
  PRESIDENT: 'PEMILU',
  DPR: 'PEMILU',
  DPD: 'PEMILU',
  DPRD_PROVINCE: 'PEMILU',
  DPRD_REGENCY: 'PEMILU',
  GOVERNOR: 'PILKADA',
  REGENT_MAYOR: 'PILKADA',
  VILLAGE_HEAD: null,
};
const PREFIXES: readonly (readonly [string, Regime])[] = [
  ['PILKADA_', 'PILKADA'],
  ['PEMILU_', 'PEMILU'],
];

/** The one regime of contests of these kinds; null where they have none or more than one. */
export function regimeOfKinds(kinds: readonly ContestKind[]): Regime | null {
  const [only, ...more] = new Set(kinds.map((kind) => REGIMES[kind]).filter((regime) => regime !== null));
  return only !== undefined && more.length === 0 ? only : null;
}

/**
 * The regime of a contest that has a calendar, by its kind; of an election by its member contests, else by how its id
 * begins: `PILKADA_2024`. Null for others, such as the election of a village head.
 */
export function regimeOfContest(
  id: string,
  kind: ContestKind | null,
  members: readonly ContestKind[],
): Regime | null {
  if (kind !== null && kind !== 'ELECTION') return REGIMES[kind];
  return regimeOfKinds(members) ?? PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null;
}

/**
 * Under which law a case stands: that of the contests it names; where these do not tell, that of the election between
 * whose first and last stage the instant lies (of two, the one that began later). Null between elections.
 */
export function regimeOf(
  contestKinds: readonly ContestKind[],
  calendar: AreaCalendar,
  instant: Date,
): Regime | null {
  return regimeOfKinds(contestKinds) ?? surrounding(calendar, instant);
}

function surrounding({ zone, stages }: AreaCalendar, instant: Date): Regime | null {
  const local = toLocal(instant, zone.label);
  const contests = [...new Set(stages.map(({ contest }) => contest))];
  const [latest] = contests
    .map((id) => lifeOf(stages.filter(({ contest }) => contest === id)))
    .filter(({ regime, from, until }) => regime !== null && from <= local && local < until)
    .sort((a, b) => b.from - a.from);
  return latest?.regime ?? null;
}

/** From the first stage of a contest to its last. */
function lifeOf(periods: readonly LocalPeriod[]) {
  return {
    regime: periods[0]?.regime ?? null,
    from: Math.min(...periods.map(({ from }) => localOf(from))),
    until: Math.max(...periods.map(({ until }) => localOf(until))),
  };
}
