import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Answer, Caller } from '../support/running-app.js';
import {
  type Acknowledgement,
  type Command,
  type Ledger,
  noteCommand,
  recordCommand,
  type Spreadsheet,
  spreadsheet,
  stepCommand,
} from './ledger.js';

/** Tokens by username; they outlive every restart. */
export type Cast = ReadonlyMap<string, { readonly id: string; readonly token: string }>;

const WORKERS = 8;
const ROWS = 150;
const PAUSE_MS = 20;

/** What many people do at once, until the service is gone. */
export class Load {
  /** Commands whose second answer was not the first again. */
  readonly changedAnswers: Command[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly cast: Cast,
    private readonly random: () => number,
  ) {}

  /** Sends commands until the signal aborts; resolves when none is under way any more. */
  async run(url: string, signal: AbortSignal): Promise<void> {
    const workers = Array.from({ length: WORKERS }, () => this.work(url, signal));
    await Promise.all([...workers, this.import(url, signal)]);
  }

  /** Sends what is open again, with the same keys, until each command has an answer. */
  async settle(url: string): Promise<void> {
    for (let open = this.ledger.open; open.length > 0; open = this.ledger.open) {
      await Promise.all(open.splice(0, WORKERS).map((command) => this.send(url, command)));
    }
    for (const sheet of this.ledger.spreadsheets) {
      while (sheet.acknowledged === undefined) await this.sendSheet(url, sheet);
    }
  }

  private async work(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const command = this.next();
      if (!(await this.send(url, command, this.random() < 0.1 ? 1 + this.random() * 20 : undefined))) {
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** A retry of what got no answer, a repetition of what got one, or something new. */
  private next(): Command {
    const { open, acknowledged, cases } = this.ledger;
    const dice = this.random();
    const waiting = dice < 0.2 ? this.pick(open) : undefined;
    if (waiting) return waiting;
    const known = dice > 0.95 ? this.pick(acknowledged) : undefined;
    if (known) return known;
    const standing = this.pick(cases);
    const movable = this.pick(cases.filter(({ stage }) => stage === 'received' || stage === 'verified'));
    const command =
      dice > 0.65 && movable
        ? stepCommand(movable)
        : dice > 0.4 && standing
          ? noteCommand(standing)
          : recordCommand(dice < 0.3);
    this.ledger.commands.push(command);
    return command;
  }

  /** True where an answer came. With `patienceMs` the sender hangs up then: an answer that is lost. */
  private async send(url: string, command: Command, patienceMs?: number): Promise<boolean> {
    const { path, body, key, ifMatch } = command;
    command.tries += 1;
    const { id, token } = this.person(command.username);
    const answering = new Caller(url, id, token).post(path, body, { key, ifMatch });
    const hungUp = sleep(patienceMs ?? 30_000, undefined, { ref: false });
    const answer = await Promise.race([answering.catch(() => undefined), hungUp]);
    if (answer === undefined || answer.status >= 500) return false;
    this.note(command, answer);
    return true;
  }

  private note(command: Command, { status, headers, body }: Answer): void {
    if (status >= 400) {
      command.refused = `${status} ${body.code}`;
      return;
    }
    const answer: Acknowledgement = {
      status,
      etag: headers.get('etag'),
      position: headers.get('kondusif-position'),
      body,
    };
    if (command.acknowledged === undefined) this.ledger.acknowledge(command, answer);
    else if (!isDeepStrictEqual(command.acknowledged, answer)) this.changedAnswers.push(command);
  }

  /** One spreadsheet at a time is on its way: what was broken off first, then another. */
  private async import(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { spreadsheets } = this.ledger;
      let sheet = spreadsheets.find(({ acknowledged }) => acknowledged === undefined);
      if (sheet === undefined) {
        sheet = spreadsheet(`crash-${spreadsheets.length + 1}`, ROWS);
        spreadsheets.push(sheet);
      }
      if (!(await this.sendSheet(url, sheet))) {
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async sendSheet(url: string, sheet: Spreadsheet): Promise<boolean> {
    sheet.tries += 1;
    const { id, token } = this.person('secretariat');
    const path = `/v1/imports/cases?source=${sheet.source}`;
    const answer = await new Caller(url, id, token)
      .post(path, sheet.csv, { key: null })
      .catch(() => undefined);
    if (answer?.status !== 200) return false;
    sheet.acknowledged = answer.body;
    return true;
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }

  private person(username: string): { readonly id: string; readonly token: string } {
    const person = this.cast.get(username);
    if (person === undefined) throw new Error(`Nobody is called ${username}.`);
    return person;
  }
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
