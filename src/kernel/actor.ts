/** Who acts, as it stands in every event: an id, never a name. */
export interface Actor {
  /** Person id (UUID), or `system` for what the service does itself. */
  readonly id: string;
  /** The role in which the person acted, e.g. `SECRETARIAT`. */
  readonly role: string;
  /** The agency of an OFFICER or LIAISON. */
  readonly agency?: string;
  /** Person id of the head for whom this person stands in (Plh./Plt.). */
  readonly onBehalfOf?: string;
}

/** The service itself: imports of reference data, timers, processes. */
export const SYSTEM: Actor = { id: 'system', role: 'SYSTEM' };
