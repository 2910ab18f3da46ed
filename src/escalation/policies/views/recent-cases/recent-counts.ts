import type { FindingText } from '../../../policy/check/finding.js';

/** What one rule would have done with the cases of the last days. */
export interface RuleCount {
  readonly family: 'severity' | 'override' | 'time' | 'statutory' | 'cluster';
  /** Id of the rule; of the family `severity` the severity itself. */
  readonly rule: string;
  /** Cases that the rule would have started there, raised, shown or gathered; null where the records do not tell. */
  readonly cases: number | null;
  /** Of the family `cluster`: how many clusters. */
  readonly clusters?: number;
  /** How the number came about, and what it leaves out. */
  readonly text: FindingText;
}

/** What the rules of a version would have done with the cases of the last days. */
export interface RecentCounts {
  readonly days: number;
  /** How many cases were looked at. */
  readonly cases: number;
  /** True where there are more, which were not looked at: the newest were. */
  readonly more: boolean;
  readonly rules: readonly RuleCount[];
}
