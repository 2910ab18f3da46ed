import { destination } from 'pino';
import { COMMANDS } from './cli/commands.js';
import { runCli } from './cli/run-cli.js';
import { readConfig } from './config/config.js';
import { createLogger } from './ops/logger.js';
import { exitWith } from './ops/run-process.js';

/** Commands beside the service: `npm run cli -- <command> …`. */
async function main(): Promise<number> {
  const config = readConfig();
  return runCli({
    args: process.argv.slice(2),
    commands: COMMANDS,
    config,
    logger: createLogger(config.logLevel ?? 'warn', destination(2)),
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
}

process.exit(await main().catch(exitWith()));
