import { type Commit, START } from './log-position.js';

/** An event as far as time is concerned. */
export interface Tick {
  readonly commit: Commit;
  readonly id: string;
  /** Milliseconds by the server's clock; may go back along the log. */
  readonly created: number;
}

/** A place in the log with what holds up to it. */
export interface ClockMark {
  readonly commit: Commit;
  readonly id: string;
  /** How many events stand up to here. */
  readonly number: number;
  /** The running maximum of `created`, in milliseconds. */
  readonly at: number;
}

/** One mark for so many events: so many are read at most to find an instant. */
export const MARK_EVERY = 1_000;
/** Events whose times are kept in memory: between once and twice as many. */
const RECENT = 4 * MARK_EVERY;
const BEFORE_ALL: ClockMark = { commit: START, id: '', number: 0, at: Number.NEGATIVE_INFINITY };

/**
 * The running maximum of the server's clock along the log (rule 15). A mark stands at every thousandth event and wherever
 * the clock went back, so that the maximum at an event is the greater of its own time and that of the mark before it.
 * Marks follow from the log alone: all who read it make the same.
 */
export class LogClock {
  private last: ClockMark;
  private recent: ClockMark[] = [];

  /** `marks` are those that were left before, in order; the next event noted is the one after the last of them. */
  constructor(private readonly marks: ClockMark[]) {
    this.last = marks.at(-1) ?? BEFORE_ALL;
  }

  /** The last event that was noted. */
  get reached(): ClockMark {
    return this.last;
  }

  /** Takes the next event of the log; answers the mark that it makes, if it makes one. */
  note({ commit, id, created }: Tick): ClockMark | undefined {
    const known = this.marks.at(-1)?.at ?? BEFORE_ALL.at;
    // Behind it the mark before would no longer tell the maximum.
    const isBack = created < this.last.at && known < this.last.at;
    this.last = { commit, id, number: this.last.number + 1, at: Math.max(created, this.last.at) };
    this.recent.push(this.last);
    if (this.recent.length > 2 * RECENT) this.recent = this.recent.slice(-RECENT);
    const isMark = this.last.number % MARK_EVERY === 1 || isBack;
    if (!isMark) return undefined;
    this.marks.push(this.last);
    return this.last;
  }

  /** The running maximum at an event that was noted, in milliseconds. */
  timeOf({ commit, created }: Omit<Tick, 'id'>): number {
    return Math.max(created, lastUpTo(this.marks, (mark) => mark.commit <= commit)?.at ?? created);
  }

  /** The last event noted in memory whose time is at or before the instant. */
  recentAt(instant: number): ClockMark | undefined {
    return lastUpTo(this.recent, ({ at }) => at <= instant);
  }

  /** The last mark whose time is at or before the instant: less than a thousand events behind it is the last such event. */
  markAt(instant: number): ClockMark | undefined {
    return lastUpTo(this.marks, ({ at }) => at <= instant);
  }

  /** The event at or before a position: exact where it is recent, a mark less than a thousand events before it elsewhere. */
  upTo(commit: Commit): ClockMark {
    const before = (place: ClockMark): boolean => place.commit <= commit;
    return lastUpTo(this.recent, before) ?? lastUpTo(this.marks, before) ?? BEFORE_ALL;
  }

  /** The event after a position, as exactly as `upTo`. */
  after(commit: Commit): ClockMark | undefined {
    const { number } = this.upTo(commit);
    if (number === this.last.number) return undefined;
    const next = this.recent[number + 1 - (this.recent[0]?.number ?? 0)];
    return next ?? this.marks.find((mark) => mark.commit > commit) ?? this.recent[0];
  }
}

/** The last of the places, ordered, for which the condition holds; it holds for none behind one for which it does not. */
function lastUpTo(places: readonly ClockMark[], holds: (place: ClockMark) => boolean): ClockMark | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(places[middle] as ClockMark)) low = middle + 1;
    else high = middle;
  }
  return places[low - 1];
}
