import { openLog } from '../app-log.js';
import { verify as verifyView } from '../projection/verify.js';
import { PROJECTIONS } from '../projections.js';
import { type CliCommand, UsageError } from './command.js';

/** Replays the log and compares it with every view. */
export const verify: CliCommand = {
  name: 'verify',
  usage: '',
  summary: 'Replays the log and compares it with every view; exit code 1 where they differ.',
  async run(args, context) {
    if (args.length > 0) throw new UsageError('verify takes no arguments.');
    const database = await context.database();
    const log = await openLog(context.config, database);
    const { events } = await log.feed.lag(null);
    let differences = 0;
    try {
      for (const projection of PROJECTIONS) {
        const progress = context.progress(`verify ${projection.name}`, events);
        const found = await verifyView(database.pool, log.feed, projection, (done) => progress.reached(done));
        progress.end();
        for (const { table, key, onlyIn } of found) context.print(`${table}  ${key}  only in the ${onlyIn}`);
        context.print(`${projection.name} v${projection.version}: ${found.length} differences`);
        differences += found.length;
      }
    } finally {
      await log.close();
    }
    context.print(`${events} events, ${PROJECTIONS.length} views, ${differences} differences.`);
    return differences === 0 ? 0 : 1;
  },
};
