import type { Decider } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { depthOf } from '../../kernel/grant.js';
import type { Contest, ContestKind, ContestRegistered } from './election.events.js';

export interface RegisterContest {
  readonly contest: Contest;
  /** Whether the area, and the election where one is named, stand in their registers. */
  readonly areaExists: boolean;
  readonly electionExists: boolean;
}

/** Null before it is registered. */
export type ContestState = Contest | null;

/**
 * Depth of the area of contests that belong to one level of government. Seats of parliaments follow electoral
 * districts, which are no administrative areas, so they are free.
 */
const DEPTHS: Readonly<Partial<Record<ContestKind, number>>> = {
  PRESIDENT: 0,
  GOVERNOR: 1,
  REGENT_MAYOR: 2,
  VILLAGE_HEAD: 4,
};

export const contestDecider: Decider<RegisterContest, ContestState, ContestRegistered> = {
  initial: null,

  decide({ contest, areaExists, electionExists }, state) {
    if (state !== null) throw new DomainError('id_taken');
    if (!areaExists) refuse('/area', 'unknown_area');
    if (!electionExists) refuse('/election', 'unknown_election');
    const depth = DEPTHS[contest.kind];
    if (depth !== undefined && depthOf(contest.area) !== depth) refuse('/area', 'wrong_area_level');
    return [{ type: 'ContestRegistered', data: contest }];
  },

  evolve: (_state, { data }) => data,
};

function refuse(pointer: string, code: string): never {
  throw new DomainError('invalid', {}, [{ pointer, code }]);
}
