import { type Fault, KINDS } from './fault.js';
import type { Ledger } from './ledger.js';
import type { Scene } from './scene.js';

/** What a whole run did and found, over all of its data directories. */
export class Tally {
  readonly faults: Fault[] = [];
  points = 0;
  private readonly began = Date.now();
  private readonly victims = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private readonly spent = new Map<string, number>();

  /** Runs one part of a point, and remembers how long it took. */
  async timed<T>(part: string, work: Promise<T>): Promise<T> {
    const began = Date.now();
    try {
      return await work;
    } finally {
      add(this.spent, part, Date.now() - began);
    }
  }

  point(victim: string): void {
    this.points += 1;
    add(this.victims, victim, 1);
  }

  /** Adds what a data directory saw, when nothing happens in it any more. */
  scene(
    { ledger, counts }: Scene,
    { events, cases }: { readonly events: number; readonly cases: number },
  ): void {
    for (const [what, count] of [
      ...countsOf(ledger),
      ['events', events],
      ['cases', cases],
      ...counts,
    ] as const) {
      add(this.counts, what, count);
    }
  }

  get seconds(): number {
    return Math.round((Date.now() - this.began) / 1_000);
  }

  /** Of each kind, for example `0 lost, 0 doubled`. */
  get verdict(): string {
    return KINDS.map((kind) => `${this.faults.filter((fault) => fault.kind === kind).length} ${kind}`).join(
      ', ',
    );
  }

  /** A few lines with everything that was counted. */
  get summary(): string {
    const perPoint = [...this.spent].map(
      ([part, ms]) => `${part} ${Math.round(ms / Math.max(1, this.points))}`,
    );
    return [
      `killed: ${listed(this.victims)}`,
      `seen: ${listed(this.counts)}`,
      `ms per point: ${perPoint.join(', ')}`,
      `found: ${this.verdict}`,
    ].join('\n  ');
  }
}

function countsOf({ commands, acknowledged, open, spreadsheets }: Ledger): [string, number][] {
  return [
    ['commands', commands.length],
    ['acknowledged', acknowledged.length],
    ['sent again', commands.filter(({ tries }) => tries > 1).length],
    ['never answered', open.size],
    ['spreadsheets', spreadsheets.length],
    ['tries of spreadsheets', spreadsheets.reduce((sum, { tries }) => sum + tries, 0)],
  ];
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ');
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
