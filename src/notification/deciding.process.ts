import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Checkpoint, EventFeed, type FeedBatch, LogMismatch } from '../event-store/event-feed.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { isAway, sentenceOf } from '../projection/passing.js';
import { Processes } from '../projection/processes.js';
import { Channels } from './channels.js';
import { Deciding } from './deciding.js';
import { type Decision, Outbox } from './outbox/outbox.js';
import type { NewsSource } from './told.js';

/** Of the process. */
export const NOTIFICATION = 'notification';
const BATCH = 500;
/** Events that are decided on at the same time. */
const AT_ONCE = 16;
/** How long the checkpoint may stay behind events that are no news. */
const PASSED_MS = 1_000;
/** After a batch the log is given so long to grow. */
const BREATH_MS = 20;

/**
 * Reads the log and decides who is told what: decisions and the place in the log are written together, so every event
 * is decided on once, whoever is killed. No view is read for it that could be rebuilt, and nothing is sent here.
 */
@Injectable()
export class DecidingProcess {
  private movedAt = 0;

  constructor(
    private readonly feed: EventFeed,
    private readonly outbox: Outbox,
    private readonly deciding: Deciding,
    private readonly channels: Channels,
    private readonly processes: Processes,
  ) {}

  /** Notes where the log ends by now, if this installation has never told anybody anything. */
  async prepare(): Promise<void> {
    await this.outbox.checkpoint(await this.feed.end());
  }

  /** Goes on until the signal says that it is over. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.work(signal);
    } catch (error) {
      if (!(error instanceof LogMismatch)) throw error;
      // An older log, or another one, lies below: what stands in it was told already, or is told to nobody.
      this.processes.trouble(NOTIFICATION, error);
      await this.outbox.restartAt(await this.feed.end());
    }
  }

  private async work(signal: AbortSignal): Promise<void> {
    let standing = await this.outbox.checkpoint(await this.feed.end());
    let passed: RecordedEvent | null = null;
    for await (const batch of this.feed.subscribe(standing, { signal, limit: BATCH })) {
      passed = batch.events.at(-1) ?? passed;
      const decisions = await this.decideOn(batch);
      if (passed !== null && (decisions.length > 0 || this.isDue(batch))) {
        standing = await this.record(standing, passed, decisions);
        passed = null;
      }
      if (batch.caughtUp) await sleep(BREATH_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  /** Decisions on all news of the batch. Where nobody can be told, nothing is decided, now or later. */
  private async decideOn({ events }: FeedBatch): Promise<Decision[]> {
    if (!this.channels.any) return [];
    const news = events.flatMap((event) => {
      const source = this.deciding.sourceOf(event);
      return source === null ? [] : [{ event, source }];
    });
    const decisions: Decision[] = [];
    for (let first = 0; first < news.length; first += AT_ONCE) {
      const some = news.slice(first, first + AT_ONCE);
      const found = await Promise.all(some.map(({ event, source }) => this.decide(event, source)));
      decisions.push(...found.flat());
    }
    return decisions;
  }

  /** An event on which nothing can be decided is noted for an operator, and does not hold up those behind it. */
  private async decide(event: RecordedEvent, source: NewsSource): Promise<Decision[]> {
    try {
      return await this.deciding.decide(event, source);
    } catch (error) {
      if (isAway(error)) throw error;
      this.processes.trouble(NOTIFICATION, error);
      return [this.deciding.undecided(event, sentenceOf(error))];
    }
  }

  private async record(
    from: Checkpoint | null,
    last: RecordedEvent,
    decisions: readonly Decision[],
  ): Promise<Checkpoint> {
    const to = { position: last.position, eventId: last.id };
    await this.outbox.record(from, to, decisions);
    this.movedAt = Date.now();
    return to;
  }

  private isDue({ events }: FeedBatch): boolean {
    return events.length === 0 || Date.now() - this.movedAt >= PASSED_MS;
  }
}

/** The process stops: a wait that was cut short is over. */
function ignoreAbort(): void {}
