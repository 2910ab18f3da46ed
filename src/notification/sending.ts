import { Injectable } from '@nestjs/common';
import { zoneOf } from '../area/area-zone.js';
import { StageCalendar } from '../election/stage-calendar.js';
import { EscalationPolicies } from '../escalation/policies/escalation-policies.js';
import { Clock } from '../kernel/clock.js';
import { isAway } from '../projection/passing.js';
import { NoAddress, NotTaken } from './channel.js';
import { Channels } from './channels.js';
import { LetterWords } from './letter-words.js';
import { areaOf } from './news.js';
import { NewsSources } from './news-sources.js';
import { backOff, MOST_TRIES } from './outbox/back-off.js';
import { type ClaimedLetter, Outbox } from './outbox/outbox.js';
import { heldUntil } from './quiet-hours.js';
import { FALLEN } from './told.js';

/** Much longer than a try takes: who holds a lease that has ended is gone. */
const LEASE_MS = 60_000;

/** Sends what is due: at least once, with an id that never changes, and nothing that nobody needs any more. */
@Injectable()
export class Sending {
  constructor(
    private readonly outbox: Outbox,
    private readonly channels: Channels,
    private readonly sources: NewsSources,
    private readonly words: LetterWords,
    private readonly policies: EscalationPolicies,
    private readonly stages: StageCalendar,
    private readonly clock: Clock,
  ) {}

  /** Takes up to `most` letters that are due and settles each; says how many there were. */
  async sendDue(most: number): Promise<number> {
    const letters = await this.outbox.claim(most, LEASE_MS);
    const settled = await Promise.allSettled(letters.map((letter) => this.settle(letter)));
    const failed = settled.find((one) => one.status === 'rejected');
    // What could not be marked is sent again when its lease has ended.
    if (failed !== undefined) throw failed.reason;
    return letters.length;
  }

  private async settle(letter: ClaimedLetter): Promise<void> {
    const channel = this.channels.find(letter.channel);
    if (channel === null) return this.outbox.dead(letter, 'no_channel');
    let wait: number | null;
    try {
      wait = await this.waitFor(letter);
    } catch (error) {
      if (isAway(error)) throw error;
      return this.notTaken(letter, error);
    }
    if (wait === null) return this.outbox.stopped(letter, 'not_needed');
    if (wait > 0) return this.outbox.held(letter, wait);
    try {
      await channel.send(letter, this.words.of(letter.news));
    } catch (error) {
      return this.notTaken(letter, error);
    }
    await this.outbox.sent(letter);
  }

  /** Milliseconds for which the letter has to wait, null where nobody needs it any more. */
  private async waitFor(letter: ClaimedLetter): Promise<number | null> {
    const source = this.sources.of(letter.stream);
    const { stands, severity } =
      source === null ? FALLEN : await source.standingOf(letter.stream, letter.news);
    return stands ? this.quietFor(letter, severity) : null;
  }

  /** Milliseconds until the quiet hours end; 0 where it need not wait. */
  private async quietFor({ news }: ClaimedLetter, severity: number | null): Promise<number> {
    const area = areaOf(news);
    const now = this.clock.now();
    const { quietHours } = await this.policies.active();
    const { stages } = await this.stages.calendarOf(area);
    const until = heldUntil(quietHours, { now, zone: zoneOf(area).label, severity, stages });
    return until === null ? 0 : until.getTime() - now.getTime();
  }

  private notTaken(letter: ClaimedLetter, error: unknown): Promise<void> {
    if (error instanceof NoAddress) return this.outbox.stopped(letter, 'no_address');
    const { code, hint } = error instanceof NotTaken ? error : new NotTaken(codeOf(error));
    if (hint.hopeless || letter.tries >= MOST_TRIES) return this.outbox.dead(letter, code);
    return this.outbox.failed(letter, code, backOff(letter.tries, Math.random(), hint.retryAfterMs));
  }
}

/** The other side's own words may hold what must not be kept. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : 'failed';
}
