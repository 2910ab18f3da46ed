import shared from '@eventstore/db-client/generated/shared_pb.js';
import pb, { type BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { EncodedEvent } from '../codec.js';
import type { ExpectedRevision } from '../event-store.js';
import type { Commit } from './log-position.js';
import { identifierOf } from './read-requests.js';

/** An append that was found fit to be sent. */
export interface Sending {
  /** The stream's name in the database. */
  readonly name: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
}

/** What the server said: stored (now or before, it does not tell), or that the stream ends elsewhere. */
export type Answer =
  | { readonly stored: true; readonly revision: number; readonly commit: Commit }
  | { readonly stored: false };

/** The server answered that it cannot say whether it stored the append, or will not look at it now. */
export class NoVerdict extends Error {
  constructor(
    reason: string,
    /** gRPC's number for an append that the server does not permit. */
    readonly code?: number,
  ) {
    super(`The event store gave no verdict: ${reason}.`);
    this.name = 'NoVerdict';
  }
}

const PERMISSION_DENIED = 7;

/** One message that holds the whole append: our bounds are far below those of a message. */
export function appendMessage(correlationId: string, { name, expected, events }: Sending): BatchAppendReq {
  const options = new pb.BatchAppendReq.Options();
  options.setStreamIdentifier(identifierOf(name));
  if (expected === 'no-stream') options.setNoStream(new empty.Empty());
  else options.setStreamPosition(String(expected));
  const message = new pb.BatchAppendReq();
  message.setOptions(options);
  message.setCorrelationId(uuid(correlationId));
  message.setProposedMessagesList(events.map(proposed));
  message.setIsFinal(true);
  return message;
}

/** Reads an answer; throws `NoVerdict`. */
export function answerOf(response: BatchAppendResp): Answer {
  const success = response.getSuccess();
  if (success !== undefined) {
    const commit = BigInt(success.getPosition()?.getCommitPosition() ?? 0);
    return { stored: true, revision: Number(success.getCurrentRevision()), commit };
  }
  const error = response.getError();
  const type = error?.getDetails()?.getTypeName() ?? '';
  if (type === 'event_store.client.WrongExpectedVersion') return { stored: false };
  if (type === 'event_store.client.AccessDenied') throw new NoVerdict('access denied', PERMISSION_DENIED);
  throw new NoVerdict(error?.getMessage() || type || 'no reason given');
}

export function correlationOf(response: BatchAppendResp): string {
  return textOf(response.getCorrelationId());
}

function proposed({ id, type, data, meta }: EncodedEvent): BatchAppendReq.ProposedMessage {
  const message = new pb.BatchAppendReq.ProposedMessage();
  message.setId(uuid(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(bytesOf(data));
  message.setCustomMetadata(bytesOf(meta));
  return message;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf8'));
}

function uuid(text: string): InstanceType<typeof shared.UUID> {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}

/** The server answers ids as two numbers, whatever it was asked with. */
function textOf(id: InstanceType<typeof shared.UUID> | undefined): string {
  const parts = id?.getStructured();
  if (parts === undefined) return id?.getString() ?? '';
  const hex = [parts.getMostSignificantBits(), parts.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
