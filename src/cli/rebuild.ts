import { openLog } from '../app-log.js';
import { rebuild as rebuildView } from '../projection/rebuild.js';
import { PROJECTIONS } from '../projections.js';
import { type CliCommand, UsageError } from './command.js';

/** Builds views again beside the running service. */
export const rebuild: CliCommand = {
  name: 'rebuild',
  usage: '<projection>|all',
  summary: 'Builds a view again from the log, or all of them, beside their readers and writers.',
  async run([name, ...rest], context) {
    const chosen = PROJECTIONS.filter((one) => name === 'all' || one.name === name);
    if (chosen.length === 0 || rest.length > 0) {
      throw new UsageError(
        `Name one of these views, or all: ${PROJECTIONS.map((one) => one.name).join(', ')}.`,
      );
    }
    const database = await context.database();
    const log = await openLog(context.config, database);
    try {
      for (const projection of chosen) {
        const { events } = await log.feed.lag(null);
        const progress = context.progress(`rebuild ${projection.name}`, events);
        await rebuildView(database.pool, log.feed, projection, (done) => progress.reached(done));
        progress.end();
        context.print(`${projection.name} is built again from ${events} events.`);
      }
    } finally {
      await log.close();
    }
    return 0;
  },
};
