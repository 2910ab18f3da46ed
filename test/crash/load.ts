import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Caller } from '../support/running-app.js';
import {
  type Command,
  type Ledger,
  noteCommand,
  recordCommand,
  type Spreadsheet,
  stepCommand,
} from './ledger.js';

/** Tokens by username; they outlive every restart. */
export type Cast = ReadonlyMap<string, { readonly id: string; readonly token: string }>;

const WORKERS = 8;
const PAUSE_MS = 20;
/** While so many wait for an answer nothing new is sent. */
const ENOUGH_OPEN = 150;
const SETTLED_MS = 120_000;

/** How hard a load is. */
interface Manner {
  /** Milliseconds that a person waits between two commands. */
  readonly betweenMs: number;
  /** Rows of a spreadsheet. */
  readonly rows: number;
  /** Between two spreadsheets at most. */
  readonly breathMs: number;
}

/** As much as the service takes. */
export const HARD: Manner = { betweenMs: 0, rows: 150, breathMs: 400 };
/** Something is always under way, and there is room for what is tested beside it. */
export const STEADY: Manner = { betweenMs: 50, rows: 40, breathMs: 1_500 };

/** What many people do at once, until the service is gone. */
export class Load {
  constructor(
    private readonly ledger: Ledger,
    private readonly cast: Cast,
    private readonly random: () => number,
    private readonly manner: Manner,
  ) {}

  /** Sends commands until the signal aborts; resolves when none is under way any more. */
  async run(url: string, signal: AbortSignal): Promise<void> {
    const workers = Array.from({ length: WORKERS }, () => this.work(url, signal));
    await Promise.all([...workers, this.import(url, signal)]);
  }

  /** Sends what is open again, with the same keys, until each command has an answer. Throws where that takes too long. */
  async settle(url: string): Promise<void> {
    const { open, spreadsheets } = this.ledger;
    const began = Date.now();
    const waiting = () => spreadsheets.find(isOpen);
    while (open.size > 0 || waiting() !== undefined) {
      if (Date.now() - began > SETTLED_MS) throw new Error(`${open.size} commands get no answer.`);
      await Promise.all([...open].slice(0, WORKERS).map((command) => this.send(url, command)));
      const sheet = waiting();
      if (sheet !== undefined) await this.sendSheet(url, sheet);
    }
  }

  private async work(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const answered = await this.send(url, this.next(), this.patience());
      await pause(answered ? this.manner.betweenMs : PAUSE_MS, signal);
    }
  }

  /** A retry of what got no answer, a repetition of what got one, or something new. */
  private next(): Command {
    const { open, acknowledged, cases, movable } = this.ledger;
    const dice = this.random();
    const waiting = dice < 0.2 || open.size > ENOUGH_OPEN ? open.pick(this.random) : undefined;
    if (waiting) return waiting;
    const known = dice > 0.95 ? this.pick(acknowledged) : undefined;
    if (known) return known;
    const standing = this.pick(cases);
    const moving = movable.pick(this.random);
    const command =
      dice > 0.65 && moving
        ? stepCommand(moving)
        : dice > 0.4 && standing
          ? noteCommand(standing)
          : recordCommand(dice < 0.3);
    this.ledger.add(command);
    return command;
  }

  /** One sender in ten hangs up before the answer can come: it is lost. */
  private patience(): number {
    return this.random() < 0.1 ? 1 + this.random() * 20 : 30_000;
  }

  /** True where an answer came in time. */
  private async send(url: string, command: Command, patienceMs = 30_000): Promise<boolean> {
    const { path, body, key, ifMatch } = command;
    this.ledger.sending(command);
    const { id, token } = this.person(command.username);
    const signal = AbortSignal.timeout(Math.ceil(patienceMs));
    const answer = await new Caller(url, id, token)
      .post(path, body, { key, ifMatch, signal })
      .catch(noAnswer);
    if (answer === undefined || answer.status >= 500) return false;
    this.note(command, answer);
    return true;
  }

  private note(command: Command, { status, headers, body }: Answer): void {
    const etag = headers.get('etag');
    const position = headers.get('kondusif-position');
    if (status >= 400) this.ledger.refuse(command, `${status} ${body?.code}`);
    else this.ledger.acknowledge(command, { status, etag, position, body });
  }

  /** One spreadsheet at a time is on its way: what was broken off first, then another. */
  private async import(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const sheet = this.ledger.spreadsheets.find(isOpen) ?? this.ledger.addSpreadsheet(this.manner.rows);
      const answered = await this.sendSheet(url, sheet);
      await pause(answered ? this.random() * this.manner.breathMs : PAUSE_MS, signal);
    }
  }

  private async sendSheet(url: string, sheet: Spreadsheet): Promise<boolean> {
    sheet.tries += 1;
    const { id, token } = this.person('secretariat');
    const answer = await new Caller(url, id, token)
      .post(`/v1/imports/cases?source=${sheet.source}`, sheet.csv, { key: null })
      .catch(noAnswer);
    if (answer === undefined || answer.status >= 500) return false;
    if (answer.status === 200) sheet.acknowledged = answer.body;
    else sheet.refused = `${answer.status} ${answer.body?.code}`;
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

function isOpen({ acknowledged, refused }: Spreadsheet): boolean {
  return acknowledged === undefined && refused === undefined;
}

/** The connection broke, or the caller hung up. */
function noAnswer(): undefined {
  return undefined;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(noAnswer);
}
