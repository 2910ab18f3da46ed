import type { Candidate } from '../../src/escalation/clusters/domain/candidate.js';
import type { ClusterRule } from '../../src/escalation/policy/escalation-policy.js';

/** A cluster as the model knows it. */
export interface ModelCluster {
  readonly rule: string;
  readonly scope: string;
  open: boolean;
  members: Map<string, { readonly at: number; readonly category: string }>;
  /** First and last case; where all have left, of those that were. */
  window: readonly [number, number];
}

/** Stages by contest, in milliseconds. */
export interface ModelStage {
  readonly contest: string;
  readonly from: number;
  readonly until: number;
}

const HOUR = 3_600_000;

/**
 * Clusters reckoned the plain way: every look goes over all cases that there ever were, in every window that any two of
 * them span. It knows no ranges, no indexes and no neighbours, and it is only for tests.
 */
export class ClusterModel {
  readonly clusters: ModelCluster[] = [];

  constructor(
    private readonly rules: readonly ClusterRule[],
    private readonly stages: readonly ModelStage[],
  ) {}

  /** A case has changed; `all` are all cases as they stand. */
  changed(id: string, all: readonly Candidate[]): void {
    const one = all.find((other) => other.id === id) as Candidate;
    for (const rule of this.rules) {
      this.leaveOrStay(rule, one);
      for (const scope of scopes(rule, one)) this.gather(rule, scope, one, all);
    }
  }

  /** Every window that reaches a rule's threshold, of all cases. */
  *reached(all: readonly Candidate[]): Iterable<{ rule: string; scope: string; cases: Candidate[] }> {
    for (const rule of this.rules) {
      for (const scope of new Set(all.flatMap((one) => scopes(rule, one)))) {
        for (const cases of this.windows(rule, scope, all)) yield { rule: rule.id, scope, cases };
      }
    }
  }

  private leaveOrStay(rule: ClusterRule, one: Candidate): void {
    for (const cluster of this.clusters) {
      const known = cluster.members.get(one.id);
      if (cluster.rule !== rule.id || !cluster.open || known === undefined) continue;
      const others = [...cluster.members].filter(([id]) => id !== one.id).map(([, { at }]) => at);
      const isWithin = rule.hours !== null || this.contests(time(one)).length > 0;
      const isNear = others.length === 0 ? isWithin : others.some((at) => this.near(rule, at, time(one)));
      const stays = scopes(rule, one).includes(cluster.scope) && (known.at === time(one) || isNear);
      if (stays) cluster.members.set(one.id, { at: time(one), category: one.category });
      else cluster.members.delete(one.id);
      remeasure(cluster);
    }
  }

  private gather(rule: ClusterRule, scope: string, one: Candidate, all: readonly Candidate[]): void {
    const here = this.clusters.filter((cluster) => cluster.rule === rule.id && cluster.scope === scope);
    const told = new Set(here.filter(({ open }) => !open).flatMap(({ members }) => [...members.keys()]));
    const together = new Map<string, Candidate>();
    for (const window of this.windows(rule, scope, all)) {
      if (!window.includes(one) || window.every(({ id }) => told.has(id))) continue;
      for (const candidate of window) together.set(candidate.id, candidate);
    }
    if (together.size === 0) return;
    const touched = here.filter(
      (cluster) => cluster.open && this.touches(rule, cluster, [...together.values()]),
    );
    if (touched.length === 0 && [...together.values()].every(({ closed }) => closed)) return;
    const [into = this.add(rule, scope), ...others] = touched;
    for (const other of others) {
      for (const [id, member] of other.members) if (!into.members.has(id)) into.members.set(id, member);
      other.open = false;
    }
    for (const [id, candidate] of together) {
      if (!into.members.has(id)) into.members.set(id, { at: time(candidate), category: candidate.category });
    }
    remeasure(into);
  }

  private touches(rule: ClusterRule, cluster: ModelCluster, together: readonly Candidate[]): boolean {
    if (together.some(({ id }) => cluster.members.has(id))) return true;
    const [first, last] = cluster.window;
    const theirs = together.map(time);
    if (rule.hours === null) {
      return [first, last].some((at) => theirs.some((other) => this.near(rule, at, other)));
    }
    const gap = Math.max(Math.min(...theirs) - last, first - Math.max(...theirs));
    return gap <= rule.hours * HOUR;
  }

  private *windows(rule: ClusterRule, scope: string, all: readonly Candidate[]): Iterable<Candidate[]> {
    const own = all.filter((one) => scopes(rule, one).includes(scope));
    if (rule.hours === null) {
      for (const contest of new Set(this.stages.map((stage) => stage.contest))) {
        const within = own.filter((one) => this.contests(time(one)).includes(contest));
        if (amount(rule, within) >= rule.threshold) yield within;
      }
      return;
    }
    for (const from of own.map(time)) {
      for (const until of own.map(time)) {
        if (until < from || until - from > rule.hours * HOUR) continue;
        const within = own.filter((one) => time(one) >= from && time(one) <= until);
        if (amount(rule, within) >= rule.threshold) yield within;
      }
    }
  }

  private near(rule: ClusterRule, a: number, b: number): boolean {
    if (rule.hours !== null) return Math.abs(a - b) <= rule.hours * HOUR;
    return this.contests(a).some((contest) => this.contests(b).includes(contest));
  }

  private contests(at: number): string[] {
    return this.stages.filter(({ from, until }) => from <= at && at < until).map(({ contest }) => contest);
  }

  private add(rule: ClusterRule, scope: string): ModelCluster {
    const cluster: ModelCluster = { rule: rule.id, scope, open: true, members: new Map(), window: [0, 0] };
    this.clusters.push(cluster);
    return cluster;
  }
}

function remeasure(cluster: ModelCluster): void {
  const times = [...cluster.members.values()].map(({ at }) => at);
  if (times.length > 0) cluster.window = [Math.min(...times), Math.max(...times)];
}

/** Where a rule counts a case, as `<area> <link>`. */
function scopes(rule: ClusterRule, one: Candidate): string[] {
  const parts = one.area.split('.');
  const deepest = typeof rule.counts === 'object' ? rule.counts.areasOfDepth : (rule.within ?? 0);
  const fits =
    one.out === null &&
    rule.categories.includes(one.category) &&
    (rule.subcategories?.includes(one.subcategory) ?? true) &&
    one.severity >= rule.minSeverity &&
    parts.length >= deepest &&
    (rule.counts !== 'tps' || one.tps !== null);
  if (!fits) return [];
  const area = parts.slice(0, rule.within ?? 0).join('.');
  return rule.sameLink === true ? one.links.map((link) => `${area} ${link}`) : [`${area} `];
}

function amount({ counts }: ClusterRule, cases: readonly Candidate[]): number {
  if (counts === 'cases') return cases.length;
  const units = cases.map(({ area, tps }) =>
    counts === 'tps' ? `${area}/${tps}` : area.split('.').slice(0, counts.areasOfDepth).join('.'),
  );
  return new Set(units).size;
}

function time({ at }: Candidate): number {
  return Date.parse(at);
}
