import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OPEN_STATUSES } from '../../../../case/views/case-list/case-list.row.js';
import { rank } from '../../../policy/check/finding.js';
import type { ClusterRule, EscalationPolicy, TimeRule } from '../../../policy/escalation-policy.js';
import * as told from './count-words.js';
import type { RecentCounts, RuleCount } from './recent-counts.js';
import { BY_CLUSTER, BY_START, BY_TIME, DAYS, MOST_CASES } from './recent-sql.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SEVERITIES = ['1', '2', '3', '4'] as const;
/** Clocks whose waiting the list of cases tells. */
const TOLD: readonly TimeRule['clock'][] = ['acknowledge', 'handle', 'progress'];

interface Row {
  readonly family: string;
  readonly rule: string;
  readonly cases: number;
  readonly clusters?: number;
}

/** Reckons what the rules of a policy would have done lately: one statement a family of rules. */
@Injectable()
export class RecentCases {
  constructor(private readonly dataSource: DataSource) {}

  /** Looks at the 30 days before `now`, at 20,000 cases at most. */
  async count(policy: EscalationPolicy, now: Date): Promise<RecentCounts> {
    const common = commonParameters(policy, now);
    const timed = JSON.stringify(policy.time.filter(isTold).map(timedRule));
    const gathered = JSON.stringify(policy.clusters.filter(isCountable).map(clusterRule));
    const families = await Promise.all([
      this.dataSource.query<Row[]>(BY_START, common),
      this.dataSource.query<Row[]>(BY_TIME, [...common, timed, OPEN_STATUSES]),
      this.dataSource.query<Row[]>(BY_CLUSTER, [...common, gathered]),
    ]);
    const rows = families.flat();
    const cases = rows.reduce((sum, row) => sum + (row.family === 'severity' ? row.cases : 0), 0);
    return { days: DAYS, cases, more: cases >= MOST_CASES, rules: ruleCounts(policy, rows) };
  }
}

function commonParameters({ start }: EscalationPolicy, now: Date): unknown[] {
  const heights = SEVERITIES.map((severity) => rank(start.bySeverity[severity]));
  const overrides = start.overrides.map(({ id, level, when }) => ({
    id,
    height: rank(level),
    categories: when.categories ?? [],
    subcategories: when.subcategories ?? [],
  }));
  return [new Date(now.getTime() - DAYS * DAY_MS), now, heights, JSON.stringify(overrides)];
}

function isTold({ clock }: TimeRule): boolean {
  return TOLD.includes(clock);
}

function timedRule({ id, clock, minutes, levels }: TimeRule) {
  return { id, clock, minutes, heights: levels.map(rank) };
}

/** Links, polling stations and stages do not stand in the list of cases. */
function isCountable({ hours, sameLink, counts }: ClusterRule): boolean {
  return hours !== null && sameLink !== true && counts !== 'tps';
}

function clusterRule({
  id,
  categories,
  subcategories,
  minSeverity,
  within,
  counts,
  threshold,
  hours,
}: ClusterRule) {
  return {
    id,
    categories,
    subcategories: subcategories ?? null,
    severity: minSeverity,
    within: within ?? 0,
    part: typeof counts === 'object' ? counts.areasOfDepth : null,
    threshold,
    hours,
  };
}

/** Every rule of the policy with its number; a rule without a row had no case. */
function ruleCounts(
  { start, time, statutory, clusters }: EscalationPolicy,
  rows: readonly Row[],
): RuleCount[] {
  const rowOf = (family: RuleCount['family'], rule: string) =>
    rows.find((row) => row.family === family && row.rule === rule);
  const casesOf = (family: RuleCount['family'], rule: string) => rowOf(family, rule)?.cases ?? 0;
  const count = (family: RuleCount['family'], rule: string, more: Omit<RuleCount, 'family' | 'rule'>) => ({
    family,
    rule,
    ...more,
  });
  return [
    ...SEVERITIES.map((severity) => {
      const cases = casesOf('severity', severity);
      return count('severity', severity, {
        cases,
        text: told.severity(severity, start.bySeverity[severity], cases),
      });
    }),
    ...start.overrides.map((rule) => {
      const cases = casesOf('override', rule.id);
      return count('override', rule.id, { cases, text: told.override(rule, cases) });
    }),
    ...time.map((rule) => {
      const cases = isTold(rule) ? casesOf('time', rule.id) : null;
      return count('time', rule.id, { cases, text: told.time(rule, cases) });
    }),
    count('statutory', statutory.id, { cases: null, text: told.statutory }),
    ...clusters.map((rule) => {
      if (!isCountable(rule)) return count('cluster', rule.id, { cases: null, text: told.uncountable });
      const { cases = 0, clusters: found = 0 } = rowOf('cluster', rule.id) ?? {};
      return count('cluster', rule.id, { cases, clusters: found, text: told.cluster(rule, found, cases) });
    }),
  ];
}
