import type { ClusterRule } from '../../policy/escalation-policy.js';
import type { Candidate } from './candidate.js';
import type { Member } from './cluster.events.js';
import { contestsAt, courseOf, type StageSpan } from './stage-spans.js';
import { gathered, timeOf, windowMs } from './threshold.js';

/** A cluster of a rule and scope as far as its neighbours have to know it. */
export interface NearCluster {
  readonly id: string;
  readonly open: boolean;
  readonly members: readonly Member[];
  /** RFC 3339, UTC: its first and last case; where all have left it, those that were. */
  readonly from: string;
  readonly until: string;
  /** Position of its detection. */
  readonly detectedAt: string;
}

/** What is near to a case in one scope of a rule. */
export interface Surroundings {
  readonly rule: ClusterRule;
  /** All that the rule counts in the scope, at least within a window before and after the case. */
  readonly candidates: readonly Candidate[];
  /** All clusters of the rule and scope within two windows before and after. */
  readonly clusters: readonly NearCluster[];
  /** For a rule that counts within stages. */
  readonly spans: readonly StageSpan[];
}

/** More cases say no more to whoever has to act, and a cluster stays short. */
export const MOST_MEMBERS = 200;
/** The first event of a cluster and those that follow it in one append. */
const MOST_DETECTED = 100;

/** Where cases go that reached the threshold. */
export interface Placement {
  /** Null: they are a new cluster. */
  readonly cluster: string | null;
  /** Those that are not in it yet. */
  readonly cases: readonly Candidate[];
  /** Open clusters that the case has made one with it; their members go there too. */
  readonly absorbs: readonly NearCluster[];
}

/**
 * Where a case goes with those that reach the threshold with it: into the oldest open cluster whose window they touch,
 * else into a new one; null where there is nothing to do. Cases of a cluster that has ended were told already: they count
 * again together with one that was not, but never by themselves. What is all closed makes no new cluster.
 */
export function placementOf(one: Candidate, surroundings: Surroundings): Placement | null {
  const { rule, candidates, clusters, spans } = surroundings;
  const told = new Set(
    clusters.filter(({ open }) => !open).flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const together = gathered(rule, one, candidates, spans, ({ id }) => !told.has(id));
  if (together.length === 0) return null;
  const open = clusters.filter((cluster) => cluster.open && touches(surroundings, one, together, cluster));
  const [cluster, ...absorbs] = open.sort(oldestFirst);
  if (cluster === undefined) {
    if (together.every(({ closed }) => closed)) return null;
    return { cluster: null, cases: nearest(one, together).slice(0, MOST_DETECTED), absorbs: [] };
  }
  const missing = together.filter(({ id }) => !cluster.members.some((member) => member.id === id));
  const cases = nearest(one, missing).slice(0, roomIn(cluster));
  return cases.length === 0 && absorbs.length === 0 ? null : { cluster: cluster.id, cases, absorbs };
}

/** How many more cases the cluster takes. */
export function roomIn({ members }: Pick<NearCluster, 'members'>): number {
  return Math.max(0, MOST_MEMBERS - members.length);
}

/** True where the case lies within an open cluster that takes no more. */
export function isFull(one: Candidate, cluster: NearCluster): boolean {
  return cluster.open && roomIn(cluster) === 0 && cluster.from <= one.at && one.at <= cluster.until;
}

/** True where a member whose time was put right is still no further than a window from the others. */
export function staysIn(
  one: Candidate,
  cluster: NearCluster,
  rule: ClusterRule,
  spans: readonly StageSpan[],
): boolean {
  const others = cluster.members.filter(({ id }) => id !== one.id);
  if (rule.hours === null) {
    const contests = contestsAt(spans, timeOf(one));
    const ofOthers = others.flatMap((other) => contestsAt(spans, timeOf(other)));
    return others.length === 0 ? contests.length > 0 : contests.some((contest) => ofOthers.includes(contest));
  }
  return others.length === 0 || others.some((other) => isNear(timeOf(one), timeOf(other), rule));
}

/** They are in it already, or lie no further than a window from it; for a rule of stages: in the same contest. */
function touches(
  { rule, spans }: Surroundings,
  one: Candidate,
  together: readonly Candidate[],
  { members, from, until }: NearCluster,
): boolean {
  if (together.some(({ id }) => members.some((member) => member.id === id))) return true;
  const [first, last] = [Date.parse(from), Date.parse(until)];
  if (rule.hours === null) {
    return contestsAt(spans, timeOf(one)).some((contest) => {
      const course = courseOf(spans, contest);
      return first < course.until && last >= course.from;
    });
  }
  const gap = windowMs(rule, 0);
  const times = together.map(timeOf);
  return Math.min(...times) - last <= gap && first - Math.max(...times) <= gap;
}

/** Those nearest in time first, the case itself before all. */
function nearest(one: Candidate, cases: readonly Candidate[]): Candidate[] {
  const distance = (other: Candidate) => (other.id === one.id ? -1 : Math.abs(timeOf(other) - timeOf(one)));
  return [...cases].sort((a, b) => distance(a) - distance(b));
}

function isNear(a: number, b: number, rule: ClusterRule): boolean {
  return Math.abs(a - b) <= windowMs(rule, 0);
}

/** Positions of one log are ordered as text. */
function oldestFirst(a: NearCluster, b: NearCluster): number {
  return `${a.detectedAt} ${a.id}` < `${b.detectedAt} ${b.id}` ? -1 : 1;
}
