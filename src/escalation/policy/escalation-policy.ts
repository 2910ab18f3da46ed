import type { Stage } from '../../election/domain/election.events.js';

/** E0 kelurahan/desa, E1 kecamatan, E2 kab/kota, E3 province, E4 country: the deepest first. */
export const ESCALATION_LEVELS = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;

export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/** Who must act at a level: the head of an area of this depth (4 kelurahan/desa … 1 province, 0 country). */
export interface LevelRule {
  readonly role: 'HEAD';
  readonly depth: 0 | 1 | 2 | 3 | 4;
}

/** A case to which any of the three applies: its category, its sub-category, or a member of its details. */
export interface CaseMatch {
  readonly categories?: readonly string[];
  readonly subcategories?: readonly string[];
  /** Members of `details`: a number above zero, or a text or list that says anything (`weapons: "celurit"`), matches. */
  readonly details?: readonly string[];
}

/** Where a case that matches starts, whatever its severity says; the deepest rule that asks for more wins. */
export interface StartOverride {
  readonly id: string;
  readonly when: CaseMatch;
  readonly level: EscalationLevel;
  readonly inform: readonly EscalationLevel[];
}

export interface StartRules {
  /** By severity 1 to 4. */
  readonly bySeverity: Readonly<Record<'1' | '2' | '3' | '4', EscalationLevel>>;
  /** From this severity on the level above is informed at once, without moving the holder. */
  readonly informAboveFrom: number;
  readonly overrides: readonly StartOverride[];
}

/** What happens when a clock runs out: the next level holds it, is informed, is proposed, or it is shown only. */
export type TimeStep = 'raise' | 'inform' | 'propose' | 'show';

/** A clock of a level: what it waits for, how long (minutes), and what follows. */
export interface TimeRule {
  readonly id: string;
  readonly clock: 'acknowledge' | 'handle' | 'progress' | 'proposal' | 'review' | 'referral';
  readonly levels: readonly EscalationLevel[];
  readonly minutes: number;
  /** Shorter windows of a stage, counted in running hours from its first minute at the latest. */
  readonly inStage: Partial<Readonly<Record<Stage, number>>>;
  readonly step: TimeStep;
}

/** What a statutory clock does: to cases of `raiseFrom` when a share of its time is left; others are marked. */
export interface StatutoryRule {
  readonly id: string;
  /** Share of the whole term, 0 to 1, that is left when the rule acts; it acts again where the term has passed. */
  readonly shareLeft: number;
  readonly raiseFrom: readonly EscalationLevel[];
  readonly raiseTo: EscalationLevel;
}

/** Which clocks run in service hours; all others run in running hours. */
export interface HoursRule {
  readonly serviceSeverities: readonly number[];
  /** In these stages everything runs in running hours. */
  readonly runningStages: readonly Stage[];
  /** Clocks that count days of the calendar, not of the office, whatever the severity. */
  readonly runningClocks?: readonly TimeRule['clock'][];
}

/** Local times between which notifications wait, and what does not wait. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
  readonly exceptSeverities: readonly number[];
  readonly exceptStages: readonly Stage[];
}

/** How many cases of which kind, how near to each other, make a cluster. */
export interface ClusterRule {
  readonly id: string;
  readonly categories: readonly string[];
  readonly subcategories?: readonly string[];
  readonly minSeverity: number;
  /** Within one area of this depth (1 province, 2 kab/kota, 3 kecamatan); null: anywhere. */
  readonly within: 1 | 2 | 3 | null;
  /** What is counted: cases, distinct areas of a depth, distinct polling stations. */
  readonly counts: 'cases' | 'tps' | { readonly areasOfDepth: 2 | 3 };
  readonly threshold: number;
  /** Length of the window; `stages`: within these stages of one election instead. */
  readonly hours: number | null;
  readonly stages?: readonly Stage[];
  /** Only cases that share a canonical link. */
  readonly sameLink?: true;
  readonly level: EscalationLevel;
}

/** Minutes in which the holder of a cluster is to acknowledge it, as for cases. */
export interface ClusterClock {
  readonly minutes: number;
  readonly inStage: Partial<Readonly<Record<Stage, number>>>;
}

/** The whole policy as data: numbers are ours, to be calibrated. Active versions never change. */
export interface EscalationPolicy {
  readonly version: number;
  readonly levels: Readonly<Record<EscalationLevel, LevelRule>>;
  readonly start: StartRules;
  readonly time: readonly TimeRule[];
  readonly statutory: StatutoryRule;
  readonly hours: HoursRule;
  readonly quietHours: QuietHours;
  readonly clusters: readonly ClusterRule[];
  readonly clusterClock: ClusterClock;
  /** Categories without clusters: the board compares today with the area's own last days. */
  readonly aboveUsual: { readonly days: number; readonly factor: number; readonly atLeast: number };
}
