import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams, { type BatchAppendResp, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type Message } from 'google-protobuf';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected, Logged } from './double-log.js';

export type Uuid = InstanceType<typeof shared.UUID>;
type Status = InstanceType<typeof status.Status>;

export const VERSION = '24.2.0';

/** What a real server of this version says that it can do. */
const METHODS: readonly (readonly [method: string, features: readonly string[]])[] = [
  ['read', ['position', 'events']],
  ['append', []],
  ['delete', []],
  ['tombstone', []],
  ['batchappend', ['deadline_duration']],
];

export function supportedMethods(): InstanceType<typeof features.SupportedMethods> {
  const answer = new features.SupportedMethods();
  answer.setEventStoreServerVersion(VERSION);
  answer.setMethodsList(
    METHODS.map(([name, able]) => {
      const method = new features.SupportedMethod();
      method.setServiceName('event_store.client.streams.streams');
      method.setMethodName(name);
      method.setFeaturesList([...able]);
      return method;
    }),
  );
  return answer;
}

export function clusterInfo(host: string, port: number): InstanceType<typeof gossip.ClusterInfo> {
  const place = new gossip.EndPoint();
  place.setAddress(host);
  place.setPort(port);
  const member = new gossip.MemberInfo();
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(place);
  member.setTimeStamp(String(BigInt(Date.now()) * 10_000n));
  const info = new gossip.ClusterInfo();
  info.setMembersList([member]);
  return info;
}

export function eventAnswer(event: Logged): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid(event.id));
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('created', String(event.created))
    .set('content-type', event.contentType);
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.meta);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  const answer = new streams.ReadResp();
  answer.setEvent(read);
  return answer;
}

export function notFoundAnswer(stream: string): ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier(stream));
  const answer = new streams.ReadResp();
  answer.setStreamNotFound(notFound);
  return answer;
}

export function confirmationAnswer(id: string): ReadResp {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(id);
  const answer = new streams.ReadResp();
  answer.setConfirmation(confirmation);
  return answer;
}

export function checkpointAnswer(position: bigint): ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const answer = new streams.ReadResp();
  answer.setCheckpoint(checkpoint);
  return answer;
}

export function caughtUpAnswer(): ReadResp {
  const answer = new streams.ReadResp();
  answer.setCaughtUp(new streams.ReadResp.CaughtUp());
  return answer;
}

/** The beginning of every answer to an append. */
export function appendAnswer(correlationId: Uuid | undefined, stream: string): BatchAppendResp {
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(correlationId);
  answer.setStreamIdentifier(identifier(stream));
  return answer;
}

export function successOf(
  revision: number,
  position: bigint,
): InstanceType<typeof streams.BatchAppendResp.Success> {
  const place = new shared.AllStreamPosition();
  place.setCommitPosition(String(position));
  place.setPreparePosition(String(position));
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(revision));
  success.setPosition(place);
  return success;
}

export function wrongVersion(current: number | 'no-stream', expected: Expected): Status {
  const details = new shared.WrongExpectedVersion();
  if (current === 'no-stream') details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(new empty.Empty());
  else if (expected === 'stream-exists') details.setExpectedStreamExists(new empty.Empty());
  else if (expected === 'no-stream') details.setExpectedNoStream(new empty.Empty());
  else details.setExpectedStreamPosition(String(expected));
  return statusOf(6, 'WrongExpectedVersion', 'WrongExpectedVersion', details);
}

export function tooLarge(limit: number): Status {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(limit);
  return statusOf(3, 'MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', details);
}

export function timeout(): Status {
  return statusOf(4, 'Timeout', 'Timeout', new shared.Timeout());
}

function statusOf(code: number, message: string, type: string, details: Message): Status {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${type}`);
  const error = new status.Status();
  error.setCode(code as Parameters<Status['setCode']>[0]);
  error.setMessage(message);
  error.setDetails(packed);
  return error;
}

function identifier(stream: string): InstanceType<typeof shared.StreamIdentifier> {
  const name = new shared.StreamIdentifier();
  name.setStreamName(Uint8Array.from(Buffer.from(stream, 'utf8')));
  return name;
}

function uuid(text: string): Uuid {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}
