import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { ImportSourceEvent } from './import-source.events.js';

const VERSIONS: Readonly<Record<ImportSourceEvent['type'], number>> = { ImportSourceClaimed: 1 };

/** Brings a stored event to its newest shape. */
export function upcast({ type, data }: RecordedEvent): ImportSourceEvent {
  return { type, data } as ImportSourceEvent;
}

/** Newest shape version of a type. */
export function versionOf(type: ImportSourceEvent['type']): number {
  return VERSIONS[type];
}
