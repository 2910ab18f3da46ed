import type { Decider } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { ImportSourceEvent } from './import-source.events.js';
import { allWithin } from './importers.js';

/** Use of a source by somebody who may import into these areas. */
export interface UseSource {
  readonly source: string;
  readonly areas: readonly string[];
}

/** The areas of who used the source first; null before. */
export interface ImportSource {
  readonly areas: readonly string[] | null;
}

/**
 * A row's number means something only within its source, so a source has one area scope. Who works within it may use
 * it too; who works elsewhere or also elsewhere takes another name (`source_taken`).
 */
export const importSource: Decider<UseSource, ImportSource, ImportSourceEvent> = {
  initial: { areas: null },
  decide({ source, areas }, { areas: claimed }) {
    if (claimed === null) return [{ type: 'ImportSourceClaimed', data: { source, areas } }];
    if (allWithin(areas, claimed)) return [];
    throw new DomainError('source_taken');
  },
  evolve(_state, { data }) {
    return { areas: data.areas };
  },
};
