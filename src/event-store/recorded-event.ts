import type { Actor } from '../kernel/actor.js';

/** Plain JSON as it can be written and read back without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A place in the log: opaque to all but the adapter, except that the plain (byte) order of positions
 * of one log is the order of its events. Views may therefore store and compare them (`collate "C"`).
 */
export type Position = string;

/** What stands beside every event's data (ARCHITECTURE, rule 13). */
export interface EventMetadata {
  /** Shape version of `data` for this type, from 1. */
  readonly v: number;
  readonly commandId: string;
  /** HMAC-SHA256 of the canonical request, hex; tells a retry from another use of the same key. */
  readonly requestHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly actor: Actor;
  /** When it happened, was first known, and reached an officer: RFC 3339, UTC. */
  readonly occurredAt?: string;
  readonly knownAt?: string;
  readonly receivedAt?: string;
  /** Code of the administrative area concerned, where there is one. */
  readonly area?: string;
}

/** An event on its way into a stream. */
export interface NewEvent {
  /** UUID; deterministic, so that a retry is recognised by the store. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly meta: EventMetadata;
}

/** An event as it stands in the log. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** From 0, gapless in its stream. */
  readonly revision: number;
  readonly position: Position;
  /** By the store's clock, never going back along the log. */
  readonly recordedAt: Date;
}
