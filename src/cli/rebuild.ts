import { openLog } from '../app-log.js';
import { rebuild as rebuildView } from '../projection/rebuild.js';
import { PROJECTIONS } from '../projections.js';
import { type CliCommand, UsageError } from './command.js';

/** Builds a view again beside the running service. */
export const rebuild: CliCommand = {
  name: 'rebuild',
  usage: '<projection>',
  summary: 'Builds a view again from the log, beside its readers and writers.',
  async run([name, ...rest], context) {
    const projection = PROJECTIONS.find((one) => one.name === name);
    if (projection === undefined || rest.length > 0) {
      throw new UsageError(`Name one of these views: ${PROJECTIONS.map((one) => one.name).join(', ')}.`);
    }
    const database = await context.database();
    const log = await openLog(context.config, database);
    const { events } = await log.feed.lag(null);
    const progress = context.progress(`rebuild ${projection.name}`, events);
    try {
      await rebuildView(database.pool, log.feed, projection, (done) => progress.reached(done));
    } finally {
      progress.end();
      await log.close();
    }
    context.print(`${projection.name} is built again from ${events} events.`);
    return 0;
  },
};
