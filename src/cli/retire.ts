import { retire as retireVersions } from '../projection/projections.js';
import { PROJECTIONS } from '../projections.js';
import { type CliCommand, UsageError } from './command.js';

/** Removes tables of views that a raised version has replaced. */
export const retire: CliCommand = {
  name: 'retire',
  usage: '[<projection> <version>]',
  summary: 'Removes old versions of views that nobody has read for a day, or the one that is named.',
  async run([name, version, ...rest], context) {
    if ((name === undefined) !== (version === undefined) || rest.length > 0) {
      throw new UsageError('Name a view and a version, or nothing.');
    }
    const { pool } = await context.database();
    const named = name === undefined ? undefined : { name, version: Number(version) };
    const removed = await retireVersions(pool, PROJECTIONS, named);
    context.print(removed.length === 0 ? 'Nothing was removed.' : `Removed: ${removed.join(', ')}.`);
    return 0;
  },
};
