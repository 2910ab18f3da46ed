import { parkedStreams, wishParked } from '../projection/parking.js';
import { parkedRows, wishParkedRow } from '../projection/process-parking.js';
import { type CliCommand, type CommandContext, UsageError } from './command.js';

/** Streams that a view could not read on, rows that a process could not handle: shows them, and passes on what the operator wishes. */
export const parked: CliCommand = {
  name: 'parked',
  usage: '[retry|skip <projection or process> <stream or key>]',
  summary:
    'Lists the streams that a view could not read on and the rows that a process could not handle; retry takes one again, skip leaves the one event or row out.',
  async run([wish, name, what, ...rest], context) {
    if (wish === undefined) return list(context);
    if (
      (wish !== 'retry' && wish !== 'skip') ||
      name === undefined ||
      what === undefined ||
      rest.length > 0
    ) {
      throw new UsageError('Say retry or skip, the view and the stream (or the process and the key).');
    }
    const { pool } = await context.database();
    const isParked =
      (await wishParked(pool, name, what, wish)) || (await wishParkedRow(pool, name, what, wish));
    if (!isParked) {
      context.print(`${what} is not parked in ${name}.`);
      return 1;
    }
    context.print(`The worker of ${name} will ${wish} ${what}; look again with "parked" in a few seconds.`);
    return 0;
  },
};

async function list(context: CommandContext): Promise<number> {
  const { pool } = await context.database();
  const lines = [
    ...(await parkedStreams(pool)).map((one) => ({
      ...one,
      what: `${one.name} v${one.version}  ${one.stream}  from revision ${one.revision} (${one.type})`,
    })),
    ...(await parkedRows(pool)).map((one) => ({ ...one, what: `${one.name}  ${one.key}` })),
  ];
  for (const { what, parkedAt, error, wish } of lines) {
    const wished = wish === null ? '' : `  [${wish}]`;
    context.print(`${what}  since ${parkedAt.toISOString()}  ${error}${wished}`);
  }
  context.print(lines.length === 0 ? 'Nothing is parked.' : `${lines.length} parked.`);
  return 0;
}
