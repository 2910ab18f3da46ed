import fc from 'fast-check';
import type { Totals } from './projection.js';
import {
  foldTotals,
  keysOf,
  type StandingTotals,
  type TotalsChange,
  type TotalsLine,
  totalsSteps,
} from './totals-fold.js';

interface Thing {
  readonly place: string;
  readonly weight: number;
  readonly seenAt: string;
}

/** Counts things and their weight at their place and in the whole country. */
const totals: Totals<Thing> = {
  name: 'by_place',
  key: { place: 'text' },
  counters: ['things', 'weight'],
  of: ({ place, weight, seenAt }) =>
    weight < 0
      ? []
      : [place, 'all'].map((key) => ({ key: [key], counters: { things: 1, weight }, latest: seenAt })),
};

/** A table of lines, as the view keeps it. */
class Lines {
  readonly all: TotalsLine[] = [];

  standing(keys: readonly (readonly string[])[]): StandingTotals[] {
    return keys.flatMap(([key]) => this.upTo(key as string, '~') ?? []);
  }

  upTo(key: string, position: string): TotalsLine | undefined {
    return this.all
      .filter((line) => line.key[0] === key && line.position <= position)
      .toSorted((a, b) => (a.position < b.position ? -1 : 1))
      .at(-1);
  }

  write(changes: readonly TotalsChange[]): void {
    const { lines, late } = foldTotals(this.standing(keysOf(changes)), changes, totals.counters.length);
    for (const change of late) this.raise(change);
    this.all.push(...lines);
  }

  /** What the database does with a change that comes late. */
  private raise({ key, position, differences, latest }: TotalsChange): void {
    const before = this.upTo(key[0] as string, position);
    if (before?.position !== position) {
      this.all.push({ key, position, counters: before?.counters ?? [0, 0], latest: before?.latest ?? null });
    }
    for (const [index, line] of this.all.entries()) {
      if (line.key[0] !== key[0] || line.position < position) continue;
      const counters = line.counters.map((value, at) => value + (differences[at] ?? 0));
      const isLater = latest !== null && (line.latest === null || latest > line.latest);
      this.all[index] = { ...line, counters, latest: isLater ? latest : line.latest };
    }
  }
}

interface Step {
  readonly id: number;
  readonly thing: Thing;
  readonly position: string;
}

const things = fc.record({
  place: fc.constantFrom('a', 'b', 'c'),
  weight: fc.integer({ min: -1, max: 5 }),
});

const histories = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), things), { minLength: 1, maxLength: 40 })
  .map((changes) =>
    changes.map(([id, thing], index): Step => {
      const position = String(index).padStart(4, '0');
      return { id, thing: { ...thing, seenAt: new Date(index * 1_000).toISOString() }, position };
    }),
  );

/** What every step changes, each thing for itself. */
function changesOf(steps: readonly Step[]): TotalsChange[][] {
  const rows = new Map<number, Thing>();
  const step = totalsSteps(totals);
  return steps.map(({ id, thing, position }) => {
    const changes = step(rows.get(id) ?? null, thing, position);
    rows.set(id, thing);
    return changes;
  });
}

/** The sums over the rows as they stood at a position, counted one by one. */
function recount(steps: readonly Step[], key: string, position: string): readonly number[] {
  const rows = new Map(steps.filter((step) => step.position <= position).map(({ id, thing }) => [id, thing]));
  const counted = [...rows.values()].filter(
    ({ place, weight }) => weight >= 0 && (key === 'all' || place === key),
  );
  return [counted.length, counted.reduce((sum, { weight }) => sum + weight, 0)];
}

function expectRecounted(lines: Lines, steps: readonly Step[]): void {
  for (const { position } of steps) {
    for (const key of ['a', 'b', 'c', 'all']) {
      expect(lines.upTo(key, position)?.counters ?? [0, 0]).toEqual(recount(steps, key, position));
    }
  }
}

/** Cuts a list into pieces of the given sizes. */
function cut<T>(all: readonly T[], sizes: readonly number[]): T[][] {
  const pieces: T[][] = [];
  for (let at = 0, piece = 0; at < all.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    pieces.push(all.slice(at, at + size));
    at += size;
  }
  return pieces;
}

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

describe('running totals', () => {
  it('are at any position what a recount of the rows gives, however the log was cut into batches', () => {
    fc.assert(
      fc.property(histories, sizes, (steps, cuts) => {
        const lines = new Lines();
        for (const batch of cut(changesOf(steps), cuts)) lines.write(batch.flat());
        expectRecounted(lines, steps);
      }),
    );
  });

  it('are what a rebuild makes after streams that were parked have been read again', () => {
    fc.assert(
      fc.property(histories, sizes, fc.integer({ min: 0, max: 5 }), (steps, cuts, parked) => {
        const changes = changesOf(steps);
        const isParked = (_: unknown, index: number) => steps[index]?.id === parked;
        const lines = new Lines();
        const others = changes.filter((one, index) => !isParked(one, index));
        for (const batch of cut(others, cuts)) lines.write(batch.flat());
        lines.write(changes.filter(isParked).flat());
        const rebuilt = new Lines();
        rebuilt.write(changes.flat());
        expect(sorted(lines)).toEqual(sorted(rebuilt));
        expectRecounted(lines, steps);
      }),
    );
  });

  it('keep the latest instant of a place, also where the thing that told it has left', () => {
    const lines = new Lines();
    const at = (second: number) => new Date(second * 1_000).toISOString();
    const steps: Step[] = [
      { id: 1, thing: { place: 'a', weight: 1, seenAt: at(1) }, position: '1' },
      { id: 1, thing: { place: 'b', weight: 1, seenAt: at(2) }, position: '2' },
      { id: 2, thing: { place: 'a', weight: 1, seenAt: at(1) }, position: '3' },
    ];
    lines.write(changesOf(steps).flat());
    expect(lines.upTo('a', '3')).toMatchObject({ counters: [1, 1], latest: at(1) });
    expect(lines.upTo('b', '3')).toMatchObject({ counters: [1, 1], latest: at(2) });
    expect(lines.upTo('all', '3')).toMatchObject({ counters: [2, 2], latest: at(2) });
  });

  it('write nothing where a row adds what it added before', () => {
    const thing = { place: 'a', weight: 1, seenAt: new Date(0).toISOString() };
    expect(totalsSteps(totals)(thing, { ...thing }, '1')).toEqual([]);
  });
});

function sorted(lines: Lines): TotalsLine[] {
  const name = ({ key, position }: TotalsLine): string => `${key[0]} ${position}`;
  return lines.all.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
}
