/** Where a writer says that the stream ends. */
export type Expected = number | 'any' | 'no-stream' | 'stream-exists';

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly meta: Uint8Array;
}

export interface Logged extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** Offset in the log: strictly increasing, not dense. */
  readonly position: bigint;
  /** Bytes up to the next record. */
  readonly size: bigint;
  /** 100 ns since 1970. */
  readonly created: bigint;
}

export type Verdict =
  | { readonly result: 'stored'; readonly revision: number; readonly position: bigint }
  | { readonly result: 'wrong-version'; readonly current: number | 'no-stream' }
  /** A repeat of what is stored but not indexed yet: the real server says nothing. */
  | { readonly result: 'dropped' };

const FIRST_POSITION = 733n;
const NONE = new Uint8Array();

/** The log as a real server keeps it, as far as its clients can see (24.2: `IndexWriter.CheckCommit`). */
export class DoubleLog {
  readonly events: Logged[] = [];
  /** Told when there is more to be read. */
  readonly listeners = new Set<() => void>();
  private readonly streams = new Map<string, Logged[]>();
  private end = FIRST_POSITION;
  /** Events up to here can be read; those behind are stored but not indexed. */
  indexed = 0;
  /** Added to the clock. */
  clockAheadMs = 0;
  /** Between the events of one append: the real server stamps each by itself. */
  stampedApartMs = 0;

  constructor() {
    this.clear();
  }

  /** A new database: it holds one event of its own. */
  clear(): void {
    this.events.length = 0;
    this.streams.clear();
    this.end = 548n;
    const metadata = {
      id: '00000000-0000-4000-8000-000000000000',
      type: '$metadata',
      data: NONE,
      meta: NONE,
    };
    this.store('$$$scavenges', [{ ...metadata, contentType: 'application/json' }]);
    this.end = FIRST_POSITION;
    this.index();
  }

  /** An older copy is put in place: the last events are gone. */
  truncate(count: number): void {
    const gone = this.events.splice(this.events.length - count);
    for (const event of gone) this.streams.get(event.stream)?.pop();
    this.end = gone[0]?.position ?? this.end;
    this.index();
  }

  index(): void {
    this.indexed = this.events.length;
    for (const listener of [...this.listeners]) listener();
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): Verdict {
    const standing = this.streams.get(stream) ?? [];
    const current = standing.length - 1;
    const wrong: Verdict = { result: 'wrong-version', current: current < 0 ? 'no-stream' : current };
    if (expected === 'stream-exists' && current < 0) return wrong;
    if (expected === 'any' || expected === 'stream-exists') {
      const [known] = events.map(({ id }) => standing.findIndex((event) => event.id === id));
      if (known === undefined || known < 0) return this.stored(this.store(stream, events));
      return this.repeated(standing, known, events) ?? wrong;
    }
    const exact = expected === 'no-stream' ? -1 : expected;
    if (exact === current) return this.stored(this.store(stream, events));
    return (exact < current ? this.repeated(standing, exact + 1, events) : undefined) ?? wrong;
  }

  /** The events of a stream that can be read; undefined where there is no such stream. */
  stream(name: string): readonly Logged[] | undefined {
    return this.streams.get(name)?.filter((event) => this.isIndexed(event));
  }

  all(): readonly Logged[] {
    return this.events.slice(0, this.indexed);
  }

  /** True where a record begins, and behind the last one. */
  isBoundary(position: bigint): boolean {
    if (position === 0n) return true;
    const last = this.all().at(-1);
    return (
      (last !== undefined && position > last.position) ||
      this.all().some((event) => event.position === position)
    );
  }

  private isIndexed({ position }: Logged): boolean {
    const last = this.events[this.indexed - 1];
    return last !== undefined && position <= last.position;
  }

  private repeated(
    standing: readonly Logged[],
    first: number,
    events: readonly Proposed[],
  ): Verdict | undefined {
    const equal = events.every(({ id }, index) => standing[first + index]?.id === id);
    const last = standing[first + events.length - 1];
    if (!equal || last === undefined) return undefined;
    return this.isIndexed(last) ? this.stored(last) : { result: 'dropped' };
  }

  private stored({ revision, position }: Logged): Verdict {
    return { result: 'stored', revision, position };
  }

  private store(stream: string, events: readonly Proposed[]): Logged {
    const standing = this.streams.get(stream) ?? [];
    this.streams.set(stream, standing);
    const begun = BigInt(Date.now() + this.clockAheadMs) * 10_000n + BigInt(this.events.length % 10_000);
    for (const [index, event] of events.entries()) {
      const created = begun + BigInt(index * this.stampedApartMs) * 10_000n;
      const size = BigInt(80 + stream.length + event.type.length + event.data.length + event.meta.length);
      const logged = { ...event, stream, revision: standing.length, position: this.end, size, created };
      this.end += size;
      standing.push(logged);
      this.events.push(logged);
    }
    const last = standing.at(-1);
    if (last === undefined) throw new Error('The double takes no append without events.');
    return last;
  }
}
