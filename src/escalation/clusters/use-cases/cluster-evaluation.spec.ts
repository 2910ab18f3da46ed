import fc from 'fast-check';
import { ClusterModel, type ModelCluster } from '../../../../test/support/cluster-model.js';
import { type CaseRow, ClusterWorld, Killed } from '../../../../test/support/cluster-world.js';
import type { LocalPeriod } from '../../../calendar/area-calendar.js';
import { inLanes } from '../../../projection/lanes.js';
import { POLICY_1 } from '../../policy/policy-1.js';
import type { Candidate } from '../domain/candidate.js';
import type { ClusterEvaluation } from './cluster-evaluation.js';

const START = Date.parse('2026-11-20T00:00:00Z');
const HOUR = 3_600_000;
const LANES = 4;
/** Two days of voting and counting, and a repeated vote a week later. */
const STAGES: readonly LocalPeriod[] = [
  stage('voting', '2026-11-22T00:00', '2026-11-22T13:00'),
  stage('counting', '2026-11-22T13:00', '2026-11-23T12:00'),
  stage('revote', '2026-11-29T00:00', '2026-11-30T00:00'),
];
const MODEL_STAGES = [
  { contest: 'P', from: Date.parse('2026-11-21T17:00:00Z'), until: Date.parse('2026-11-23T05:00:00Z') },
  { contest: 'P', from: Date.parse('2026-11-28T17:00:00Z'), until: Date.parse('2026-11-29T17:00:00Z') },
];

const AREAS = [
  '33.74.10.1001',
  '33.74.10.1002',
  '33.74.10.1003',
  '33.74.11.1001',
  '33.74.12.1001',
  '33.75.01.1001',
  '33.16.02.2001',
  '33.74.10',
  '33.74',
];
const KINDS = [
  { category: 'GROUP_CLASH', subcategory: 'BRAWL' },
  { category: 'INTIMIDATION', subcategory: 'VOTER' },
  { category: 'CONTENT', subcategory: 'HOAX' },
  { category: 'LOGISTICS', subcategory: 'DELAY' },
  { category: 'TPS_DISPUTE', subcategory: 'DOUBLE_VOTE' },
  { category: 'APK_PLACEMENT', subcategory: 'TREE_NAILED' },
];

const report = fc.record({
  area: fc.constantFrom(...AREAS),
  kind: fc.constantFrom(...KINDS.slice(0, 2), ...KINDS),
  severity: fc.integer({ min: 1, max: 4 }),
  hours: fc.integer({ min: 0, max: 240 }),
  links: fc.subarray(['a', 'b']),
  tps: fc.constantFrom('1', '2'),
});
const nth = fc.nat(30);
const change = fc.oneof(
  fc.record({ area: fc.constantFrom(...AREAS) }),
  fc.constantFrom(...KINDS),
  fc.record({ severity: fc.integer({ min: 1, max: 4 }) }),
  fc.integer({ min: 0, max: 240 }).map((hours) => ({ at: instant(hours) })),
  fc.constantFrom(
    { out: 'rejected' },
    { out: 'duplicate' },
    { out: null },
    { closed: true },
    { closed: false },
  ),
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('record' as const), report }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), nth, change }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('evaluate' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      death: fc.record({ n: fc.nat(2), after: fc.boolean() }),
      back: fc.nat(6),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), nth }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function stage(name: LocalPeriod['stage'], from: string, until: string): LocalPeriod {
  return { contest: 'P', regime: 'PILKADA', stage: name, from, until };
}

function instant(hours: number): string {
  return new Date(START + hours * HOUR).toISOString();
}

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function candidate(n: number, given: typeof report extends fc.Arbitrary<infer T> ? T : never): Candidate {
  const { area, kind, severity, hours, links, tps } = given;
  const isStation = kind.category === 'TPS_DISPUTE' && area.split('.').length === 4;
  return {
    id: uuid(n),
    ...kind,
    severity,
    area,
    at: instant(hours),
    out: null,
    closed: false,
    links: kind.category === 'CONTENT' ? links : [],
    tps: isStation ? tps : null,
  };
}

/** The evaluator beside the plain model. */
class Run {
  private readonly world = new ClusterWorld(POLICY_1, STAGES);
  private readonly model = new ClusterModel(POLICY_1.clusters, MODEL_STAGES);
  private evaluation: ClusterEvaluation = this.world.process();
  private checkpoint = '';
  private readonly handled: CaseRow[] = [];

  async take(one: Step): Promise<void> {
    const cases = [...this.world.cases.values()];
    switch (one.do) {
      case 'record':
        return this.world.put(candidate(cases.length, one.report));
      case 'change': {
        const row = cases[one.nth % Math.max(cases.length, 1)];
        if (row !== undefined) this.world.put({ ...row.now, ...one.change } as Candidate);
        return;
      }
      case 'evaluate':
        return this.evaluate();
      case 'kill':
        return this.killAndRestart(one.death, one.back);
      case 'end':
        return this.end(one.nth);
    }
  }

  async evaluate(): Promise<void> {
    const rows = this.world.changedAfter(this.checkpoint);
    await this.look(rows);
    for (const row of rows) this.judge(row);
  }

  /** As the process does: cases that share a place one after the other, others beside each other. */
  private async look(rows: readonly CaseRow[]): Promise<void> {
    const places = new Map(
      await Promise.all(rows.map(async (row) => [row, await this.evaluation.placesOf(row)] as const)),
    );
    await inLanes(
      rows,
      (row) => places.get(row) ?? [],
      LANES,
      (row) => this.evaluation.evaluate(row),
    );
  }

  /** The process dies in the midst of a batch; another begins some rows before, and comes to the same. */
  private async killAndRestart(death: { n: number; after: boolean }, back: number): Promise<void> {
    this.evaluation = this.world.process(death);
    try {
      await this.evaluate();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    this.evaluation = this.world.process();
    const from = this.handled.at(-1 - back)?.since ?? '';
    const rows = this.world.changedAfter(from);
    await this.look(rows);
    for (const row of rows) if (row.since > this.checkpoint) this.judge(row);
  }

  private judge(row: CaseRow): void {
    this.model.changed(row.now.id, this.all());
    this.handled.push(row);
    this.checkpoint = row.since;
  }

  private async end(nth: number): Promise<void> {
    await this.evaluate();
    await this.world.follow();
    const open = this.world.seen.filter(({ status }) => status === 'OPEN');
    const row = open[nth % Math.max(open.length, 1)];
    if (row === undefined) return;
    const same = this.model.clusters.find(
      (cluster) => cluster.open && told(cluster) === seen({ ...row, status: 'OPEN' }),
    );
    await this.world.end(row.id);
    if (same !== undefined) same.open = false;
  }

  all(): Candidate[] {
    return [...this.world.cases.values()].map(({ now }) => now);
  }

  /** Clusters as they are and as they should be, in one form. */
  async clusters(): Promise<{ are: string[]; should: string[] }> {
    await this.world.follow();
    const are = this.world.seen.map(seen).sort();
    return { are, should: this.model.clusters.map(told).sort() };
  }

  /** Windows that reach a threshold without being told of: those of open cases that are in no cluster. */
  untold(): string[] {
    return [...this.model.reached(this.all())].flatMap(({ rule, scope, cases }) => {
      if (cases.every(({ closed }) => closed)) return [];
      const clusters = this.model.clusters.filter((one) => one.rule === rule && one.scope === scope);
      const missing = cases.filter(({ id }) => !clusters.some(({ members }) => members.has(id)));
      return missing.map(({ id }) => `${rule} ${scope} ${id}`);
    });
  }

  async openTwice(): Promise<string[]> {
    const places = this.world.seen
      .filter(({ status }) => status === 'OPEN')
      .flatMap(({ rule, area, link, member_ids }) => member_ids.map((id) => `${rule} ${area} ${link} ${id}`));
    return places.filter((place, index) => places.indexOf(place) !== index);
  }

  /** Nothing is left to do: evaluating everything again records nothing. */
  async recordedByAnotherLook(): Promise<number> {
    const before = (await this.world.events()).length;
    const evaluation = this.world.process();
    for (const row of this.world.changedAfter('')) await evaluation.evaluate(row);
    return (await this.world.events()).length - before;
  }
}

function seen(row: ClusterWorld['seen'][number]): string {
  const members = row.members.map(({ id, at, category }) => `${id}@${Date.parse(at)}/${category}`);
  return form(row.rule, `${row.area} ${row.link ?? ''}`, row.status === 'OPEN', members);
}

function told({ rule, scope, open, members }: ModelCluster): string {
  const all = [...members].map(([id, { at, category }]) => `${id}@${at}/${category}`);
  return form(rule, scope, open, all);
}

function form(rule: string, scope: string, open: boolean, members: readonly string[]): string {
  return `${rule} ${scope} ${open ? 'open' : 'ended'} ${[...members].sort().join(' ')}`;
}

/** Three or more quarrels in one kecamatan at these hours, in the order in which they were recorded. */
function quarrels(world: ClusterWorld, ...hours: readonly number[]): void {
  for (const hour of hours) {
    const kind = { category: 'GROUP_CLASH', subcategory: 'BRAWL' };
    const [area, tps] = ['33.74.10.1001', '1'] as const;
    world.put(candidate(world.cases.size, { area, kind, severity: 3, hours: hour, links: [], tps }));
  }
}

async function evaluated(world: ClusterWorld, evaluation = world.process(), from = ''): Promise<void> {
  for (const row of world.changedAfter(from)) await evaluation.evaluate(row);
  await world.follow();
}

const DISORDER = { ...POLICY_1, clusters: POLICY_1.clusters.filter(({ id }) => id === 'repeated_disorder') };

describe('the evaluation of clusters', () => {
  it('makes one cluster of two that a late case lies between', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    quarrels(world, 100, 101, 102);
    await evaluated(world);
    expect(world.seen.map(({ status, members }) => [status, members.length])).toEqual([
      ['OPEN', 3],
      ['OPEN', 3],
    ]);
    quarrels(world, 50, 60);
    await evaluated(world);
    const [older, younger] = world.seen;
    expect(older).toMatchObject({ status: 'OPEN', from_at: instant(0), until_at: instant(102) });
    expect(older?.members).toHaveLength(8);
    expect(younger?.ended).toMatchObject({ by: 'rule', reason: 'merged', into: older?.id });
  });

  it('takes along the cases of the younger that lie too far from the one between', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    quarrels(world, 100, 101, 102, 160);
    await evaluated(world);
    quarrels(world, 50);
    await evaluated(world);
    expect(world.seen.map(({ status, members }) => [status, members.length])).toEqual([
      ['OPEN', 8],
      ['ENDED', 4],
    ]);
  });

  it('finds what another process recorded before it died, also from an earlier row on', async () => {
    for (const after of [false, true]) {
      const world = new ClusterWorld(DISORDER);
      quarrels(world, 0, 1, 2);
      const [, , third] = world.changedAfter('');
      await expect(world.process({ n: 0, after }).evaluate(third as CaseRow)).rejects.toThrow(Killed);
      await evaluated(world);
      expect(world.seen.map(({ members }) => members.length)).toEqual([3]);
      expect(await world.events()).toHaveLength(1);
    }
  });

  it('counts a case that was told before together with a new one, never by itself', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    await evaluated(world);
    await world.end(world.seen[0]?.id ?? '');
    await evaluated(world);
    expect(world.seen).toHaveLength(1);
    quarrels(world, 3);
    await evaluated(world);
    expect(world.seen.map(({ status, members }) => [status, members.length])).toEqual([
      ['ENDED', 3],
      ['OPEN', 4],
    ]);
  });

  it('starts the clock of the end when the last case is closed, and stops it when one is opened again', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    await evaluated(world);
    const cases = [...world.cases.values()].map(({ now }) => now);
    const due: (boolean | undefined)[] = [];
    for (const one of cases) {
      world.put({ ...one, closed: true });
      await evaluated(world);
      due.push(world.seen[0]?.all_closed);
    }
    world.put({ ...(cases[0] as Candidate), closed: false });
    await evaluated(world);
    expect([...due, world.seen[0]?.all_closed]).toEqual([false, false, true, false]);
  });

  it('takes two hundred cases and no more, until there is room again', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, ...Array.from({ length: 205 }, (_, n) => n / 4));
    await evaluated(world);
    expect(world.seen.map(({ members }) => members.length)).toEqual([200]);
    const [first] = [...world.cases.values()].map(({ now }) => now);
    world.put({ ...(first as Candidate), out: 'rejected' });
    await evaluated(world);
    expect(world.seen.map(({ members }) => members.length)).toEqual([199]);
    quarrels(world, 60);
    await evaluated(world);
    expect(world.seen.map(({ members }) => members.length)).toEqual([200]);
  });

  it('makes no cluster of what was all closed before anybody looked', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    for (const { now } of world.cases.values()) world.put({ ...now, closed: true });
    await evaluated(world);
    expect(world.seen).toEqual([]);
  });

  it('says why a case left, and keeps the cluster', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2, 3, 4);
    await evaluated(world);
    const [first, second, third, fourth] = [...world.cases.values()].map(({ now }) => now) as Candidate[];
    world.put({ ...(first as Candidate), out: 'rejected' });
    world.put({ ...(second as Candidate), area: '33.74.11.1001' });
    world.put({ ...(third as Candidate), category: 'LOGISTICS' });
    world.put({ ...(fourth as Candidate), at: instant(200) });
    await evaluated(world);
    const left = (await world.events()).filter(({ type }) => type === 'ClusterCaseLeft');
    expect(left.map(({ data }) => (data as { why: string }).why)).toEqual([
      'rejected',
      'moved',
      'recategorised',
      'time',
    ]);
    expect(world.seen).toMatchObject([{ status: 'OPEN', member_ids: [uuid(4)] }]);
  });

  it('makes one cluster of cases of one place that are looked at at once', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2, 3);
    const evaluation = world.process();
    await Promise.all(world.changedAfter('').map((row) => evaluation.evaluate(row)));
    await world.follow();
    expect(world.seen.map(({ members }) => members.length)).toEqual([4]);
  });

  it('names the places of a case, and where it was counted before it moved', async () => {
    const world = new ClusterWorld(DISORDER);
    quarrels(world, 0, 1, 2);
    const evaluation = world.process();
    await evaluated(world, evaluation);
    const [, second, third] = [...world.cases.values()] as [CaseRow, CaseRow, CaseRow];
    world.put({ ...third.now, area: '33.75.01.1001' });
    const moved = world.cases.get(third.now.id) as CaseRow;
    expect(await evaluation.placesOf(second)).toEqual(['repeated_disorder/33.74.10/']);
    expect(await evaluation.placesOf(moved)).toEqual([
      'repeated_disorder/33.75.01/',
      'repeated_disorder/33.74.10/',
    ]);
  });

  it('comes to what a plain recomputation over the whole history comes to, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const run = new Run();
        for (const one of steps) await run.take(one);
        await run.evaluate();
        const { are, should } = await run.clusters();
        expect(are).toEqual(should);
        expect(run.untold()).toEqual([]);
        expect(await run.openTwice()).toEqual([]);
        expect(await run.recordedByAnotherLook()).toBe(0);
      }),
      { numRuns: 80 },
    );
  });
});
