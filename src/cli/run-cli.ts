import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { StartError } from '../config/start-error.js';
import { toProblem } from '../http/problem.js';
import { DomainError } from '../kernel/domain-error.js';
import { type CliCommand, UsageError } from './command.js';
import { Surroundings } from './surroundings.js';

export interface CliOptions {
  readonly args: readonly string[];
  readonly commands: readonly CliCommand[];
  readonly config: Config;
  readonly logger: Logger;
  print(line: string): void;
  complain(line: string): void;
}

const FAILED = 1;
const MISUSED = 2;

/** Runs one command and resolves with the exit code; what the command opened is closed then. */
export async function runCli(options: CliOptions): Promise<number> {
  const { args, commands, print, complain } = options;
  const [name, ...rest] = args;
  if (name === 'help' || name === '--help') {
    print(usageOf(commands));
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    complain(
      name === undefined ? 'Say which command to run.' : `There is no command ${JSON.stringify(name)}.`,
    );
    complain(usageOf(commands));
    return MISUSED;
  }
  return runCommand(command, rest, options);
}

async function runCommand(
  command: CliCommand,
  args: readonly string[],
  options: CliOptions,
): Promise<number> {
  const surroundings = new Surroundings(options.config, options.logger, options.print);
  try {
    return (await command.run(args, surroundings)) ?? 0;
  } catch (error) {
    return explain(error, command, options);
  } finally {
    await surroundings.close();
  }
}

function explain(error: unknown, command: CliCommand, { complain, logger }: CliOptions): number {
  logger.debug({ err: error }, 'command');
  if (error instanceof UsageError) {
    complain(error.message);
    complain(`Usage: ${callOf(command)}`);
    return MISUSED;
  }
  if (error instanceof StartError) {
    complain(error.message);
    return error.exitCode;
  }
  if (error instanceof DomainError) complain(`${command.name} was refused: ${sentenceOf(error)}`);
  else
    complain(
      `${command.name} could not be finished: ${error instanceof Error ? error.message : String(error)}`,
    );
  return FAILED;
}

/** As the service says it over HTTP. */
function sentenceOf(error: DomainError): string {
  return toProblem(error, { instance: '', correlationId: '', language: 'en' }).body.detail;
}

/** What can be called, one command a line. */
export function usageOf(commands: readonly CliCommand[]): string {
  const calls = commands.map((command) => [callOf(command), command.summary] as const);
  const width = Math.max(...calls.map(([call]) => call.length));
  return ['Usage:', ...calls.map(([call, summary]) => `  ${call.padEnd(width)}   ${summary}`)].join('\n');
}

function callOf({ name, usage }: CliCommand): string {
  return `npm run cli -- ${name} ${usage}`.trim();
}
