import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../../event-store/in-time.js';
import { isAway, sentenceOf } from '../../projection/passing.js';
import type { BackgroundWork } from '../../projection/processes.js';
import type { ClaimedTimer, Ending, TimerClaims } from './timer-claims.js';
import type { TimerDuty } from './timer-duty.js';
import type { DueTimer, Fired } from './timer-source.js';

/** Told what became of firings, and what a person should know. */
export interface TimerReport {
  fired(timer: DueTimer, outcome: Fired | 'failed'): void;
  trouble(error: unknown): void;
}

export interface TimerLimits {
  /** Firings under way at most. */
  readonly width: number;
  /** How long a firing may take; its lease is as long. */
  readonly leaseMs: number;
  /** Firings a second at most, so that people who ask at the same time are answered as ever. */
  readonly perSecond: number;
}

/** Claimed at once. */
const BATCH = 256;
/** Begun at once: what they read and append travels together. */
const BURST = 16;
/** A burst that began late does not delay those after it, as far as this. */
const CATCH_UP_MS = 250;
/** A process that has just started is slow at everything: it begins with this part of its rate, and comes to all of it. */
const COLD = 0.1;
const WARM_UP_MS = 5_000;
const LOOK_MS = 250;
const AFTER_TROUBLE_MS = 1_000;
const SWEEP_MS = 60_000;
const STOP_MS = 5_000;

/**
 * Fires what is due: every worker process claims some of the oldest, sends their commands, and says how that ended. A
 * firing that was cut off is claimed again when its lease has run out, and found recorded where it was.
 */
export class TimerRunner implements BackgroundWork {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private endings: Ending[] = [];
  private running: Promise<void> = Promise.resolve();
  private sweptAt = Date.now();
  /** On the clock of `performance`. */
  private startedAt = 0;
  /** When the next burst may begin, on the same clock. */
  private nextAt = 0;

  constructor(
    private readonly claims: TimerClaims,
    private readonly duty: TimerDuty,
    private readonly fire: (timer: DueTimer) => Promise<Fired>,
    private readonly report: TimerReport,
    private readonly limits: TimerLimits,
  ) {}

  start(): void {
    this.startedAt = performance.now();
    this.running = this.run();
  }

  /** Resolves when the firings under way have ended, or after five seconds: their leases run out by themselves. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    const patience = new AbortController();
    const late = sleep(STOP_MS, undefined, { signal: patience.signal }).catch(ignoreAbort);
    await Promise.race([Promise.all(this.underWay), late]);
    patience.abort();
    await this.settle().catch(ignoreAbort);
    await this.duty.leave().catch(ignoreAbort);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.turn(signal);
      } catch (error) {
        this.report.trouble(error);
        this.duty.interrupted();
        await sleep(AFTER_TROUBLE_MS, undefined, { signal }).catch(ignoreAbort);
      }
    }
  }

  private async turn(signal: AbortSignal): Promise<void> {
    const away = this.endings.some(({ outcome }) => outcome === 'passing');
    await this.settle();
    await this.duty.report();
    await this.sweep();
    if (away) throw new Error('What timers are fired at is away; they are fired again in a moment.');
    const { claimed, due } = await this.claims.claim(BATCH);
    await this.beginAll(claimed, signal);
    if (due === BATCH) return;
    this.duty.caughtUp();
    await sleep(LOOK_MS, undefined, { signal }).catch(ignoreAbort);
  }

  /** Begins some at once and the next no sooner than they may, with no more under way than may be. */
  private async beginAll(timers: readonly ClaimedTimer[], signal: AbortSignal): Promise<void> {
    const claimedAt = performance.now();
    for (let from = 0; from < timers.length; from += BURST) {
      const burst = timers.slice(from, from + BURST);
      await this.untilNextMayBegin(burst.length, signal);
      for (const timer of burst) {
        await this.untilOneMayBegin(signal);
        // Somebody else may have it by now, or soon.
        if (performance.now() - claimedAt > this.limits.leaseMs / 2) return;
        if (signal.aborted) this.endings.push({ timer, outcome: 'passing' });
        else this.begin(timer);
      }
    }
  }

  private async untilNextMayBegin(count: number, signal: AbortSignal): Promise<void> {
    const waitMs = this.nextAt - performance.now();
    if (waitMs >= 1) await sleep(waitMs, undefined, { signal }).catch(ignoreAbort);
    const now = performance.now();
    const warmth = Math.min(1, COLD + (now - this.startedAt) / WARM_UP_MS);
    this.nextAt =
      Math.max(this.nextAt, now - CATCH_UP_MS) + (count * 1_000) / (this.limits.perSecond * warmth);
  }

  private begin(timer: ClaimedTimer): void {
    const firing = this.fireOne(timer).then((ending) => {
      this.underWay.delete(firing);
      this.endings.push(ending);
    });
    this.underWay.add(firing);
  }

  private async fireOne(timer: ClaimedTimer): Promise<Ending> {
    const { leaseMs } = this.limits;
    try {
      const outcome = await inTime(
        this.fire(timer),
        leaseMs,
        () => new Error(`No answer came in ${leaseMs} ms.`),
      );
      this.duty.fired();
      this.report.fired(timer, outcome);
      return { timer, outcome: 'answered' };
    } catch (error) {
      if (isAway(error)) return { timer, outcome: 'passing' };
      this.report.fired(timer, 'failed');
      this.report.trouble(error);
      return { timer, outcome: 'failed', error: sentenceOf(error) };
    }
  }

  /** Endings that could not be written are written with the next: the lease holds meanwhile, or runs out. */
  private async settle(): Promise<void> {
    const endings = this.endings;
    if (endings.length === 0) return;
    this.endings = [];
    try {
      await this.claims.settle(endings);
    } catch (error) {
      this.endings = [...endings, ...this.endings];
      throw error;
    }
  }

  private async sweep(): Promise<void> {
    if (Date.now() - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = Date.now();
    await this.claims.sweep();
  }

  private async untilOneMayBegin(signal: AbortSignal): Promise<void> {
    if (this.underWay.size < this.limits.width) return;
    const over = new AbortController();
    const stopped = sleep(this.limits.leaseMs, undefined, { signal: AbortSignal.any([signal, over.signal]) });
    await Promise.race([...this.underWay, stopped.catch(ignoreAbort)]);
    over.abort();
  }
}

/** A wait that was cut short is over; what could not be said at the end, the leases say. */
function ignoreAbort(): void {}
