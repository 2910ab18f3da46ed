import { type Config, readConfig } from './config/config.js';
import { createLogger } from './ops/logger.js';
import { exitWith, runProcess } from './ops/run-process.js';
import { Service } from './ops/service.js';

/** The service: HTTP, projections and timers, as `KONDUSIF_ROLES` says. */
async function main(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel ?? (process.stdout.isTTY ? 'warn' : 'info'));
  const service = new Service({
    config,
    logger,
    loadApp: async () => (await import('./app.js')).createApp,
    print: (line) => process.stdout.write(`${line}\n`),
  });
  await runProcess(service, logger);
}

try {
  await main(readConfig());
} catch (error) {
  exitWith()(error);
}
