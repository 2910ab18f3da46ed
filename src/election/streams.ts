import type { StreamFold } from '../event-store/decision.js';
import { type ContestState, contestDecider } from './domain/contest.decider.js';
import type { ContestRegistered, ParticipantRegistered, StagesSet } from './domain/election.events.js';
import { upcast, versionOf } from './domain/election.upcasters.js';
import { type ParticipantState, participantDecider } from './domain/participant.decider.js';
import { type StagesState, stagesDecider } from './domain/stages.decider.js';

export const CONTEST_FOLD: StreamFold<ContestState, ContestRegistered> = {
  initial: contestDecider.initial,
  evolve: contestDecider.evolve,
  upcast: (event) => upcast<ContestRegistered>(event),
  versionOf,
};

export const PARTICIPANT_FOLD: StreamFold<ParticipantState, ParticipantRegistered> = {
  initial: participantDecider.initial,
  evolve: participantDecider.evolve,
  upcast: (event) => upcast<ParticipantRegistered>(event),
  versionOf,
};

export const STAGES_FOLD: StreamFold<StagesState, StagesSet> = {
  initial: stagesDecider.initial,
  evolve: stagesDecider.evolve,
  upcast: (event) => upcast<StagesSet>(event),
  versionOf,
};

export function contestStream(id: string): string {
  return `contest-${id}`;
}

export function participantStream(id: string): string {
  return `participant-${id}`;
}

export function stagesStream(contest: string): string {
  return `stages-${contest}`;
}
