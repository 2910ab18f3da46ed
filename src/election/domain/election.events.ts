/** What is voted on. `ELECTION` is an election day as a whole, whose calendar its contests share. */
export const CONTEST_KINDS = [
  'ELECTION',
  'PRESIDENT',
  'DPR',
  'DPD',
  'DPRD_PROVINCE',
  'DPRD_REGENCY',
  'GOVERNOR',
  'REGENT_MAYOR',
  'VILLAGE_HEAD',
] as const;

export type ContestKind = (typeof CONTEST_KINDS)[number];

/** Who stands: a pair of candidates, a party, a candidate on a list, or somebody who is not registered yet. */
export const PARTICIPANT_KINDS = ['PAIR', 'PARTY', 'LIST_CANDIDATE', 'PROSPECTIVE'] as const;

export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number];

export const STAGES = [
  'pre_campaign',
  'campaign',
  'quiet_days',
  'voting',
  'counting',
  'recapitulation',
  'revote',
  'disputes',
] as const;

export type Stage = (typeof STAGES)[number];

export interface Contest {
  readonly id: string;
  readonly kind: ContestKind;
  /** Area code in which it is held; `""` is the whole country. */
  readonly area: string;
  readonly name: string;
  /** The `ELECTION` to which it belongs, e.g. `PILKADA_2024`. */
  readonly election: string | null;
}

export interface Participant {
  readonly id: string;
  readonly contest: string;
  readonly area: string;
  readonly kind: ParticipantKind;
  /** Ballot number. It says nothing without the contest: "02" stands for governor and for mayor. */
  readonly number: number | null;
  /** As the election commission published it. */
  readonly name: string;
}

/** A stage from `from` up to, not including, `until`. */
export interface StagePeriod {
  readonly area: string;
  readonly stage: Stage;
  /** Time on the clocks of the place, without offset: `2024-11-27T00:00`. */
  readonly from: string;
  readonly until: string;
  /** Where it was read. */
  readonly source: string | null;
}

/** First and only event of a stream `contest-<id>`. */
export interface ContestRegistered {
  readonly type: 'ContestRegistered';
  readonly data: Contest;
}

/** First and only event of a stream `participant-<id>`. */
export interface ParticipantRegistered {
  readonly type: 'ParticipantRegistered';
  readonly data: Participant;
}

/** The whole calendar of a contest from now on, in its stream `stages-<contest id>`. */
export interface StagesSet {
  readonly type: 'StagesSet';
  readonly data: { readonly contest: string; readonly stages: readonly StagePeriod[] };
}

export type ElectionEvent = ContestRegistered | ParticipantRegistered | StagesSet;
