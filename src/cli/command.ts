import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Database } from '../database/database.js';
import type { Progress } from './progress.js';

/** What a command works with. */
export interface CommandContext {
  readonly config: Config;
  /** Writes to standard error, so that standard output holds results only. */
  readonly logger: Logger;
  /**
   * Connects at the first call: beside the running service, to `DATABASE_URL`, or to the embedded server, which is
   * started for the command. In the last case nobody else is there, so the schema is brought forward first.
   */
  database(): Promise<Database>;
  /** The address of the same server, which is found or started as for `database`; its schema is left as it is. */
  serverUrl(): Promise<string>;
  /** Migrations that `database` ran before it resolved. */
  readonly migrated: readonly string[];
  /** A line of the result. */
  print(line: string): void;
  /** Shows how far a long task is; `total` is left out where nobody knows it. */
  progress(label: string, total?: number): Progress;
}

/** One command of `npm run cli -- <name> …`. */
export interface CliCommand {
  readonly name: string;
  /** What follows the name, for example `<projection> [--wait]`; empty where nothing does. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /**
   * Resolves with the exit code (nothing is 0).
   * Errors: `UsageError` shows how the command is called; `StartError` and `DomainError` are shown as a sentence.
   */
  run(args: readonly string[], context: CommandContext): Promise<number | undefined>;
}

/** The command was called in a way it does not know. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}
