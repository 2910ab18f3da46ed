import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { CommandBus } from '@nestjs/cqrs';
import { createApp } from '../app.js';
import { ImportCases } from '../case/import/import.commands.js';
import { StartError } from '../config/start-error.js';
import { encode } from '../event-store/codec.js';
import { InstallationKey } from '../http/installation-key.js';
import { PersonRows } from '../identity/rows/person.row.js';
import { IdentityStreams } from '../identity/streams.js';
import { derivedId } from '../kernel/ids.js';
import type { CommandContext } from './command.js';
import type { ImportDesk } from './import.js';

/**
 * The inside of the service for one import, without a port. It also feeds the views, in case no service runs; beside
 * one it finds them owned.
 */
export async function openImportDesk(context: CommandContext): Promise<ImportDesk> {
  const { config, logger, print } = context;
  const app = await createApp({ config, logger, database: await context.database(), announce: print });
  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    app.nest.get(token as never, { strict: false });
  return {
    async importCases({ username, source, mode }, file, onProgress) {
      const person = await get(PersonRows).byUsername(username);
      const state = person === null ? null : await get(IdentityStreams).person(person.id);
      if (person === null || state?.status !== 'ACTIVE') {
        throw new StartError(`Nobody who may sign in is called ${username}: name somebody else with --as.`);
      }
      const id = randomUUID();
      const context = {
        commandId: derivedId(id, 'claim source'),
        requestHash: get(InstallationKey).sign(encode({ source })),
        correlationId: id,
        now: new Date(),
      };
      const principal = { id: person.id, grants: state.grants };
      return get(CommandBus).execute(
        new ImportCases(principal, { id, source, mode }, Readable.from(file), context, onProgress),
      );
    },
    close: () => app.close(),
  };
}
