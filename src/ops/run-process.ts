import type { Logger } from 'pino';
import { StartError } from '../config/start-error.js';

/** What a process runs until it is told to end. */
export interface Running {
  start(): Promise<unknown>;
  stop(): Promise<void>;
  /** Leaves everything as it is, at once. */
  abandon(): void;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];
/** npm sends on what the terminal has already sent: two signals so close are one. */
const ONE_SIGNAL_MS = 500;

/**
 * Runs until a signal, then stops in order and exits with 0; a second signal exits at once. A start that fails exits
 * with the error's code after its sentence, a fault that nobody caught with 1 after everything was stopped.
 */
export async function runProcess(running: Running, logger: Logger): Promise<void> {
  let started = Promise.resolve<unknown>(undefined);
  let ending: number | undefined;
  const end = (exitCode: number): void => {
    ending = Date.now();
    started.then(() => running.stop()).finally(() => process.exit(exitCode));
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (ending === undefined) return end(0);
      if (Date.now() - ending < ONE_SIGNAL_MS) return;
      running.abandon();
      process.exit(1);
    });
  }
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a fault that nobody caught');
    if (ending === undefined) end(1);
  });
  started = running.start().catch(exitWith(logger));
  await started;
}

/** Says why it did not start, in one sentence, and ends the process. */
export function exitWith(logger?: Logger): (error: unknown) => never {
  return (error) => {
    const { message, exitCode } = error instanceof StartError ? error : new StartError(String(error));
    logger?.debug({ err: error }, 'start');
    process.stderr.write(`${message}\n`);
    process.exit(exitCode);
  };
}
