import { parkedStreams, wishParked } from '../projection/parking.js';
import { type CliCommand, UsageError } from './command.js';

/** Streams that a view could not read on: shows them, and passes on what the operator wishes. */
export const parked: CliCommand = {
  name: 'parked',
  usage: '[retry|skip <projection> <stream>]',
  summary:
    'Lists the streams that a view could not read on; retry reads one again, skip leaves the one event out.',
  async run([wish, name, stream, ...rest], context) {
    const { pool } = await context.database();
    if (wish === undefined) {
      const all = await parkedStreams(pool);
      for (const one of all) {
        context.print(
          `${one.name} v${one.version}  ${one.stream}  from revision ${one.revision} (${one.type})  since ${one.parkedAt.toISOString()}  ${one.error}${one.wish === null ? '' : `  [${one.wish}]`}`,
        );
      }
      context.print(all.length === 0 ? 'Nothing is parked.' : `${all.length} parked.`);
      return 0;
    }
    if (
      (wish !== 'retry' && wish !== 'skip') ||
      name === undefined ||
      stream === undefined ||
      rest.length > 0
    ) {
      throw new UsageError('Say retry or skip, the view and the stream.');
    }
    if (!(await wishParked(pool, name, stream, wish))) {
      context.print(`${stream} is not parked in ${name}.`);
      return 1;
    }
    context.print(`The worker of ${name} will ${wish} ${stream}; look again with "parked" in a few seconds.`);
    return 0;
  },
};
