/** Where a bar is drawn: standard error, or a test. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const SILENT_MS = 2_000;
const TERMINAL_STEP_MS = 100;
const PLAIN_STEP_MS = 5_000;
const WIDTH = 24;

/** Shows how far a task is once it has taken two seconds: a bar on a terminal, a line now and then elsewhere. */
export class Progress {
  private done = 0;
  private drawn = false;
  private ended = false;
  private readonly began = Date.now();
  private readonly timer: NodeJS.Timeout;
  private nextDraw: number;

  constructor(
    private readonly label: string,
    private readonly total: number | undefined,
    private readonly screen: ProgressScreen,
  ) {
    this.nextDraw = this.began + SILENT_MS;
    this.timer = setInterval(() => this.draw(), TERMINAL_STEP_MS);
    this.timer.unref();
  }

  /** Says how much is done by now, in the unit of the total. */
  reached(done: number): void {
    this.done = done;
    this.draw();
  }

  advance(by = 1): void {
    this.reached(this.done + by);
  }

  /** Closes the bar; further calls do nothing. */
  end(): void {
    clearInterval(this.timer);
    if (this.ended) return;
    this.ended = true;
    if (!this.drawn) return;
    this.screen.write(this.screen.isTTY ? `\r\u001b[K${this.line()}\n` : `${this.line()}\n`);
  }

  private draw(): void {
    const now = Date.now();
    if (this.ended || now < this.nextDraw) return;
    this.nextDraw = now + (this.screen.isTTY ? TERMINAL_STEP_MS : PLAIN_STEP_MS);
    this.drawn = true;
    this.screen.write(this.screen.isTTY ? `\r\u001b[K${this.line()}` : `${this.line()}\n`);
  }

  private line(): string {
    const seconds = Math.round((Date.now() - this.began) / 1_000);
    const line =
      this.total === undefined
        ? `${this.label}: ${grouped(this.done)} (${seconds} s)`
        : `${this.label}: ${this.bar(this.total)} ${grouped(this.done)} of ${grouped(this.total)} (${seconds} s)`;
    return this.screen.isTTY ? line.slice(0, (this.screen.columns ?? 80) - 1) : line;
  }

  private bar(total: number): string {
    const share = total === 0 ? 1 : Math.min(1, this.done / total);
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
    if (!this.screen.isTTY) return percent;
    const filled = Math.round(share * WIDTH);
    return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent}`;
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
