import type { AboveUsual } from './above-usual.js';
import type { BoardReason } from './board-words.js';
import type { NearDeadline } from './near-deadlines.js';

/** Something that can be named: an area, an agency, a category. */
export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

export type LevelCounts = Readonly<Record<'E0' | 'E1' | 'E2' | 'E3' | 'E4', number>>;

export type Response = 'WAITING' | 'HANDLED' | 'CLEAR';
export type Situation = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** How a row differs from what it was. */
export interface BoardChange {
  readonly open: number;
  readonly levels: LevelCounts;
  readonly worstBefore: keyof LevelCounts | null;
}

/** What a row says besides what it is a row of. */
export interface BoardRowNumbers {
  readonly open: number;
  readonly levels: LevelCounts;
  /** The highest level at which a case stands; null where none is open. */
  readonly worst: keyof LevelCounts | null;
  readonly response: Response;
  readonly situation: Situation;
  readonly silent: boolean;
  readonly lastHeardAt: string | null;
  readonly unacknowledged: number;
  readonly overdue: number;
  readonly handled: number;
  readonly clusters: readonly BoardCluster[];
  readonly reasons: readonly BoardReason[];
  readonly aboveUsual: readonly AboveUsual[];
  readonly nextDeadline: NearDeadline | null;
  readonly change?: BoardChange;
}

/** A row of the board. One of `area`, `agency` and `category`, by what was asked. */
export interface BoardRow extends BoardRowNumbers {
  readonly area?: CodeAndName;
  /** Cases known to lie in the area itself only, in none below it. */
  readonly here?: true;
  /** The parts of the area to which the reader's numbers are limited. */
  readonly within?: readonly string[];
  /** Null where no agency was assigned. */
  readonly agency?: CodeAndName | null;
  readonly category?: CodeAndName;
}

/** A cluster on the board. */
export interface BoardCluster {
  readonly id: string;
  readonly level: string;
  readonly category: string | null;
  readonly cases: number;
}

export interface BoardDecision {
  readonly kind: string;
  /** Null for a direction that is about no case. */
  readonly caseId: string | null;
  readonly directionId?: string;
  readonly text: string;
  readonly since: string;
}

/** The board of an area at an instant, as a person may read it. */
export interface Board {
  readonly area: CodeAndName;
  /** The past instant or position that was asked for; null for now. */
  readonly asOf: string | null;
  readonly at: string;
  readonly position: string;
  readonly compareTo: string | null;
  readonly stale: boolean;
  readonly policyVersion: number;
  /** Restricted cases are missing from the numbers. */
  readonly partial?: true;
  readonly rows: readonly BoardRow[];
  readonly totals: { readonly open: number; readonly levels: LevelCounts; readonly change?: BoardChange };
  /** Clusters of the area as a whole; those below it stand in their rows. */
  readonly clusters: readonly BoardCluster[];
  readonly decisions: readonly BoardDecision[];
}
