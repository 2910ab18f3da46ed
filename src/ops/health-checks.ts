import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** What a check found; members beside `ok` are shown as they are: numbers and states, never personal data. */
export interface CheckResult {
  readonly ok: boolean;
  readonly [member: string]: unknown;
}

export type Check = () => Promise<CheckResult> | CheckResult;

/** What follows from a check that does not pass: the process takes no requests, or a person has to look at it. */
export type Gravity = 'needed' | 'alarm';

export interface Health {
  readonly ok: boolean;
  /** Names of the needed checks that do not pass. */
  readonly missing: readonly string[];
  /** Names of the others that do not pass: to send people elsewhere would help nobody. */
  readonly alarms: readonly string[];
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const PATIENCE_MS = 3_000;
const PAUSE_MS = 50;
/** Who has waited long is told a little later, so that looking does not hold up what is waited for. */
const PAUSE_SHARE = 0.05;

/** What must hold before this process takes requests, and what a person must hear of. Rooms add their checks when they start. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, { readonly check: Check; readonly gravity: Gravity }>();
  private running: Promise<Health> | undefined;

  /** Errors: when the name is taken. */
  register(name: string, check: Check, gravity: Gravity = 'needed'): void {
    if (this.checks.has(name)) throw new Error(`There are two health checks named ${name}.`);
    this.checks.set(name, { check, gravity });
  }

  /** Runs all checks at once. However many ask at a time, each check runs once. */
  run(): Promise<Health> {
    this.running ??= this.runAll().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Resolves when all needed checks pass. */
  async untilPassed(): Promise<void> {
    const begunAt = performance.now();
    while (!(await this.run()).ok) {
      const pauseMs = Math.max(PAUSE_MS, (performance.now() - begunAt) * PAUSE_SHARE);
      await sleep(pauseMs, undefined, { ref: false });
    }
  }

  private async runAll(): Promise<Health> {
    const named = [...this.checks].map(async ([name, { check }]) => [name, await settle(check)] as const);
    const results = await Promise.all(named);
    const failed = results.filter(([, { ok }]) => !ok).map(([name]) => name);
    const missing = failed.filter((name) => this.checks.get(name)?.gravity === 'needed');
    const alarms = failed.filter((name) => !missing.includes(name));
    return { ok: missing.length === 0, missing, alarms, checks: Object.fromEntries(results) };
  }
}

/** An error's own words may quote data, and the route is public: it is told by its code only. */
async function settle(check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, error: 'no answer in time' }), PATIENCE_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return { ok: false, error: codeOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'failed';
}
