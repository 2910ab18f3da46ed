import type { ClockKind } from '../calendar/clock.js';
import type { EscalationLevel } from '../escalation/policy/escalation-policy.js';

/** The office that is told: the people of an area in a role, of one agency where the role needs one. */
export interface Office {
  readonly area: string;
  readonly role: 'HEAD' | 'SECRETARIAT' | 'OFFICER' | 'LIAISON' | 'DESK' | 'OPERATOR' | 'VERIFIER';
  readonly agency?: string;
}

/** Something that has to be done by an instant (RFC 3339, UTC). */
export interface Deadline {
  readonly kind: ClockKind;
  readonly dueAt: string;
}

/** Why a level was told: the trigger of a step on the ladder, or what a person did. */
export type Why = 'start' | 'severity' | 'time' | 'statutory' | 'manual' | 'moved' | 'lowered';

/** What a case looked like when somebody had to be told of it. No text that a person wrote is in it. */
export interface CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly subcategory: string;
  readonly area: string;
  readonly severity: number;
  readonly restricted: boolean;
}

interface OfLevel {
  readonly level: EscalationLevel;
  readonly office: Office;
}

/** The office holds the case from now on. */
export interface HeldNews extends OfLevel {
  readonly kind: 'held';
  readonly case: CaseFacts;
  readonly why: Why;
  readonly rule: string | null;
  readonly deadlines: readonly Deadline[];
}

/** The office is told; another one holds the case. */
export interface InformedNews extends OfLevel {
  readonly kind: 'informed';
  readonly case: CaseFacts;
  readonly holder: { readonly level: EscalationLevel; readonly area: string };
  readonly rule: string | null;
}

/** The office holds the case and has to say whether it goes to the level `to`. */
export interface ProposedNews extends OfLevel {
  readonly kind: 'proposed';
  readonly case: CaseFacts;
  readonly to: EscalationLevel;
  readonly rule: string | null;
  readonly deadlines: readonly Deadline[];
}

/** Cases near to each other became one thing of its own. */
export interface ClusterNews extends OfLevel {
  readonly kind: 'cluster';
  readonly cluster: {
    readonly id: string;
    readonly rule: string;
    /** Null where the categories are mixed. */
    readonly category: string | null;
    readonly area: string;
    readonly cases: number;
  };
  readonly deadlines: readonly Deadline[];
}

/** A direction was given to the office. Its words stand in the service only. */
export interface DirectionNews {
  readonly kind: 'direction';
  readonly level: null;
  readonly office: Office;
  readonly direction: { readonly id: string; readonly area: string; readonly dueAt: string };
}

/** A declared *keadaan konflik* ends soon, and who decides has to extend it or let it end. */
export interface ConflictStatusNews {
  readonly kind: 'conflict_status';
  readonly level: null;
  readonly office: Office;
  readonly conflictStatus: { readonly id: string; readonly area: string; readonly until: string };
}

/** What an office has to be told, frozen when that was decided: codes and numbers only, never personal data. */
export type News = HeldNews | InformedNews | ProposedNews | ClusterNews | DirectionNews | ConflictStatusNews;

/** The news of a case. */
export type CaseNews = HeldNews | InformedNews | ProposedNews;

/** The area whose clocks and stages count for the news. */
export function areaOf(news: News): string {
  switch (news.kind) {
    case 'cluster':
      return news.cluster.area;
    case 'direction':
      return news.direction.area;
    case 'conflict_status':
      return news.conflictStatus.area;
    default:
      return news.case.area;
  }
}
