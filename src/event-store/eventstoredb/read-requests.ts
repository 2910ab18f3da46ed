import shared from '@eventstore/db-client/generated/shared_pb.js';
import pb, { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Commit } from './log-position.js';
import type { LogSpace } from './log-space.js';

type Options = ReadReq.Options;

/** Events that the server looks at between two signs of life of a filtered subscription: 32 times this. */
const CHECKPOINT_INTERVAL = 32;

export interface StreamSlice {
  /** First revision to read; undefined for the first (the last, when backwards). */
  readonly from: number | undefined;
  readonly limit: number;
  readonly backwards: boolean;
}

/** One stream by its name in the database. */
export function streamRequest(name: string, { from, limit, backwards }: StreamSlice): ReadReq {
  const place = new pb.ReadReq.Options.StreamOptions();
  place.setStreamIdentifier(identifierOf(name));
  if (from !== undefined) place.setRevision(String(from));
  else if (backwards) place.setEnd(new shared.Empty());
  else place.setStart(new shared.Empty());
  const options = new pb.ReadReq.Options();
  options.setStream(place);
  options.setNoFilter(new shared.Empty());
  return reading(options, limit, backwards);
}

/** Events of our streams from a position on (inclusive), or from the end backwards. */
export function logRequest(space: LogSpace, from: Commit | 'end', limit: number): ReadReq {
  const options = new pb.ReadReq.Options();
  options.setAll(placeInLog(from));
  options.setFilter(streamsOf(space));
  return reading(options, limit, from === 'end');
}

/** Events of our streams after a position (exclusive), then live. */
export function subscription(space: LogSpace, after: Commit | null): ReadReq {
  const options = new pb.ReadReq.Options();
  options.setAll(placeInLog(after ?? 'start'));
  options.setFilter(streamsOf(space));
  options.setSubscription(new pb.ReadReq.Options.SubscriptionOptions());
  return finished(options);
}

export function identifierOf(name: string): InstanceType<typeof shared.StreamIdentifier> {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Uint8Array.from(Buffer.from(name, 'utf8')));
  return identifier;
}

function reading(options: Options, limit: number, backwards: boolean): ReadReq {
  options.setCount(String(limit));
  options.setReadDirection(backwards ? 1 : 0);
  return finished(options);
}

function finished(options: Options): ReadReq {
  const ids = new pb.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  options.setResolveLinks(false);
  const request = new pb.ReadReq();
  request.setOptions(options);
  return request;
}

function placeInLog(place: Commit | 'start' | 'end'): ReadReq.Options.AllOptions {
  const all = new pb.ReadReq.Options.AllOptions();
  if (place === 'start') all.setStart(new shared.Empty());
  else if (place === 'end') all.setEnd(new shared.Empty());
  else {
    const position = new pb.ReadReq.Options.Position();
    position.setCommitPosition(String(place));
    position.setPreparePosition(String(place));
    all.setPosition(position);
  }
  return all;
}

function streamsOf({ pattern }: LogSpace): ReadReq.Options.FilterOptions {
  const names = new pb.ReadReq.Options.FilterOptions.Expression();
  names.setRegex(pattern);
  const filter = new pb.ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(names);
  filter.setCount(new shared.Empty());
  filter.setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  return filter;
}
