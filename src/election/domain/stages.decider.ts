import type { Decider } from '../../kernel/decider.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { covers } from '../../kernel/grant.js';
import type { Contest, StagePeriod, StagesSet } from './election.events.js';
import { isLocalTime } from './local-time.js';

export interface SetStages {
  readonly contest: Contest;
  readonly stages: readonly StagePeriod[];
  /** Areas of `stages` that are not in the register of areas. */
  readonly unknownAreas: ReadonlySet<string>;
  /** True where the writer says which calendar is replaced. */
  readonly matched: boolean;
}

/** Null before the first calendar of the contest. */
export type StagesState = readonly StagePeriod[] | null;

/**
 * The calendar of one contest. A second calendar replaces the first only for somebody who has seen it
 * (`if_match_missing`). Errors in it: `invalid` with a pointer to each.
 */
export const stagesDecider: Decider<SetStages, StagesState, StagesSet> = {
  initial: null,

  decide(command, state) {
    if (state !== null && !command.matched) throw new DomainError('if_match_missing');
    const errors = command.stages.flatMap((period, index) => faultsOf(period, `/stages/${index}`, command));
    if (errors.length === 0) errors.push(...overlaps(command.stages));
    if (errors.length > 0) throw new DomainError('invalid', {}, errors);
    const stages = command.stages.map(inMemberOrder).sort(byAreaAndTime);
    if (state !== null && JSON.stringify(stages) === JSON.stringify(state)) return [];
    return [{ type: 'StagesSet', data: { contest: command.contest.id, stages } }];
  },

  evolve: (_state, { data }) => data.stages.map(inMemberOrder),
};

function faultsOf(period: StagePeriod, at: string, { contest, unknownAreas }: SetStages): FieldError[] {
  const errors: FieldError[] = [];
  if (unknownAreas.has(period.area)) errors.push({ pointer: `${at}/area`, code: 'unknown_area' });
  else if (!covers(contest.area, period.area))
    errors.push({ pointer: `${at}/area`, code: 'outside_contest' });
  for (const member of ['from', 'until'] as const) {
    if (!isLocalTime(period[member])) errors.push({ pointer: `${at}/${member}`, code: 'not_a_local_time' });
  }
  if (errors.length === 0 && period.from >= period.until) {
    errors.push({ pointer: `${at}/until`, code: 'not_after_from' });
  }
  return errors;
}

/** In one area a contest is in one stage at a time; local times sort as texts. */
function overlaps(stages: readonly StagePeriod[]): FieldError[] {
  const sorted = stages
    .map((period, index) => ({ period, index }))
    .sort((a, b) => byAreaAndTime(a.period, b.period));
  return sorted.flatMap(({ period, index }, nth) => {
    const before = sorted[nth - 1]?.period;
    if (before === undefined || before.area !== period.area || period.from >= before.until) return [];
    return [{ pointer: `/stages/${index}/from`, code: 'stages_overlap' }];
  });
}

function byAreaAndTime(a: StagePeriod, b: StagePeriod): number {
  if (a.area !== b.area) return a.area < b.area ? -1 : 1;
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
}

/** Stored members come back in the order of their names; the comparison above wants one order. */
function inMemberOrder({ area, stage, from, until, source }: StagePeriod): StagePeriod {
  return { area, stage, from, until, source };
}
