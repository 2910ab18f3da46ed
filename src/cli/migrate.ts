import type { CliCommand } from './command.js';
import { UsageError } from './command.js';

/** The service does the same when it starts; the command is for those who want it done before. */
export const migrate: CliCommand = {
  name: 'migrate',
  usage: '',
  summary: 'Brings the schema of the database forward to this version.',
  async run(args, context) {
    if (args.length > 0) throw new UsageError('migrate takes no arguments.');
    const database = await context.database();
    const done = [...context.migrated, ...(await database.migrate())];
    for (const name of done) context.print(`migrated ${name}`);
    if (done.length === 0) context.print('The schema is up to date.');
    return 0;
  },
};
