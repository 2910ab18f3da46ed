import type { Decider } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers } from '../../kernel/grant.js';
import type { Contest, Participant, ParticipantRegistered } from './election.events.js';

export interface RegisterParticipant {
  readonly participant: Participant;
  /** The contest in which it stands. */
  readonly contest: Contest;
  readonly areaExists: boolean;
}

/** Null before it is registered. */
export type ParticipantState = Participant | null;

export const participantDecider: Decider<RegisterParticipant, ParticipantState, ParticipantRegistered> = {
  initial: null,

  decide({ participant, contest, areaExists }, state) {
    if (state !== null) throw new DomainError('id_taken');
    if (!areaExists) refuse('unknown_area');
    if (!covers(contest.area, participant.area)) refuse('outside_contest');
    return [{ type: 'ParticipantRegistered', data: participant }];
  },

  evolve: (_state, { data }) => data,
};

function refuse(code: string): never {
  throw new DomainError('invalid', {}, [{ pointer: '/area', code }]);
}
