import type { Position } from '../../event-store/recorded-event.js';
import type { Actor } from '../../kernel/actor.js';

/** A row of a spreadsheet as it is to be recorded: the body of `POST /v1/cases`, and what only an import knows. */
export interface RecordableCase {
  /** Derived from the source and the row's number: the same row always opens the same case. */
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  /** Code of the area, of any level. */
  readonly area: string;
  readonly place?: string;
  readonly coordinates?: { readonly lng: number; readonly lat: number };
  /** RFC 3339, UTC, as are the other times. */
  readonly occurredAt: string;
  readonly occurredPrecision: 'EXACT' | 'DAY';
  /** When the finder or reporter first knew; missing where the row does not say. */
  readonly knownAt?: string;
  /** When it reached an officer; missing where the row does not say. */
  readonly receivedAt?: string;
  readonly origin: 'OWN_OBSERVATION' | 'CITIZEN' | 'ORGANISATION' | 'PARTICIPATORY' | 'MEDIA';
  readonly channel: 'IMPORT';
  readonly description: string;
  readonly severity: number;
  readonly items: readonly { readonly type: string; readonly count: number }[];
  readonly details: {
    readonly tps?: string;
    readonly links?: readonly { readonly url: string }[];
    readonly dead?: number;
    readonly injured?: number;
  };
  /** The registered contest of the row's kind, where its area has just one. */
  readonly contests: readonly string[];
  /** What the category has no field for, each as `Column: text`; recorded as notes with the case. */
  readonly notes: readonly string[];
  /** History: no clock starts, it counts in lists and statistics and not on the board. */
  readonly archived: boolean;
  /** Where the case came from; part of the recording. */
  readonly import: {
    readonly source: string;
    /** The row's number as its column No holds it. */
    readonly no: string;
    /** Text of the columns Kontes and Peserta. */
    readonly contest?: string;
    readonly participant?: string;
  };
}

/** Under which command a row is recorded. */
export interface RecordingContext {
  /** Derived from source and number, so that another import of the row is the same command. */
  readonly commandId: string;
  /** Canonical text of what the row says; signed it is the command's request hash, which tells `changed` rows. */
  readonly content: string;
  /** One for the whole run. */
  readonly correlationId: string;
  /** The importer, in the role that covers the row's area. */
  readonly actor: Actor;
  readonly now: Date;
}

/** What became of a row that could be read. */
export type RecordingOutcome =
  | {
      /** `changed`: a case of this number stands with other content; nothing was written. */
      readonly outcome: 'recorded' | 'already_recorded' | 'changed';
      readonly caseId: string;
      /** Of the last event that the row recorded, now or before; missing where it was not looked up. */
      readonly position?: Position;
    }
  /** A rule of the case forbids it. */
  | { readonly outcome: 'refused'; readonly code: string };

/**
 * Port to the one command that records a case, the same that `POST /v1/cases` sends: an import has no back door.
 * A refusal by a rule may be answered or thrown as `DomainError`. Errors: `StoreUnavailable`, `StoreOverloaded`.
 */
export abstract class CaseRecorder {
  abstract record(row: RecordableCase, context: RecordingContext): Promise<RecordingOutcome>;
}
