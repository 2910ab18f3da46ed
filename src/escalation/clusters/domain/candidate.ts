import { depthOf } from '../../../kernel/grant.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';
import type { LeftBecause, Member } from './cluster.events.js';

/** A case as the rules of clusters look at it. */
export interface Candidate {
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly severity: number;
  readonly area: string;
  /** RFC 3339, UTC: `occurredAt`, or `receivedAt` where it is not known to the hour. */
  readonly at: string;
  /** Why it counts nowhere; null where it counts. */
  readonly out: Extract<LeftBecause, 'rejected' | 'duplicate' | 'warning' | 'archived'> | null;
  readonly closed: boolean;
  /** SHA-256 of the canonical form of each link. */
  readonly links: readonly string[];
  /** Number of the polling station as plain digits. */
  readonly tps: string | null;
}

/** Where a rule counts a case: one area of its depth and, where the cases share a link, one link. */
export interface Scope {
  /** `""` is the whole country. */
  readonly area: string;
  readonly link: string | null;
}

/** The code of the area of a depth in which an area lies; null where it is known less deeply. */
export function areaAt(area: string, depth: number): string | null {
  return depthOf(area) < depth ? null : area.split('.').slice(0, depth).join('.');
}

/** Where the rule counts the case; nowhere where the case is not of the rule's kind. */
export function scopesOf(rule: ClusterRule, candidate: Candidate): Scope[] {
  if (whyNot(rule, candidate) !== null) return [];
  const area = rule.within === null ? '' : areaAt(candidate.area, rule.within);
  if (area === null) return [];
  if (rule.sameLink !== true) return [{ area, link: null }];
  return candidate.links.map((link) => ({ area, link }));
}

/** Why the rule does not count the case, or not in this scope; null where it does. Times are judged elsewhere. */
export function whyOutside(rule: ClusterRule, scope: Scope, candidate: Candidate): LeftBecause | null {
  const why = whyNot(rule, candidate);
  if (why !== null) return why;
  if (rule.within !== null && areaAt(candidate.area, rule.within) !== scope.area) return 'moved';
  if (scope.link !== null && !candidate.links.includes(scope.link)) return 'content';
  return null;
}

/** A case as a cluster keeps it. */
export function memberOf({ id, at, category }: Candidate): Member {
  return { id, at, category };
}

function whyNot(rule: ClusterRule, { out, ...it }: Candidate): LeftBecause | null {
  if (out !== null) return out;
  const { categories, subcategories, minSeverity, counts } = rule;
  if (!categories.includes(it.category)) return 'recategorised';
  if (subcategories !== undefined && !subcategories.includes(it.subcategory)) return 'recategorised';
  if (it.severity < minSeverity) return 'severity';
  if (counts === 'tps' && it.tps === null) return 'content';
  if (typeof counts === 'object' && areaAt(it.area, counts.areasOfDepth) === null) return 'moved';
  return null;
}
