import type { CommandContext, Decisions, StreamFold } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import type { SourceIdentity } from './import-identity.js';
import { type ImportSource, importSource } from './import-source.decider.js';
import type { ImportSourceEvent } from './import-source.events.js';
import { upcast, versionOf } from './import-source.upcasters.js';
import { IMPORTERS, importAreas } from './importers.js';

const FOLD: StreamFold<ImportSource, ImportSourceEvent> = {
  initial: importSource.initial,
  evolve: importSource.evolve,
  upcast,
  versionOf,
};

/** Makes the source the importer's, or finds that the importer may use it. Throws `source_taken`. */
export async function claimSource(
  decisions: Decisions,
  { source, stream }: SourceIdentity,
  importer: Principal,
  context: CommandContext,
): Promise<void> {
  const areas = importAreas(importer.grants);
  const role = importer.grants.find((grant) => IMPORTERS.includes(grant.role))?.role;
  if (role === undefined) throw new DomainError('role_not_permitted');
  try {
    await decisions.decide({
      stream,
      fold: FOLD,
      context,
      authorise: () => ({ id: importer.id, role }),
      decide: (state) => importSource.decide({ source, areas }, state),
      about: () => ({ area: areas[0] }),
    });
  } catch (error) {
    // Somebody who may import here used it before.
    if (!(error instanceof DomainError && error.code === 'nothing_to_change')) throw error;
  }
}
