import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import pb, {
  type BatchAppendResp,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Expected } from './double-log.js';

/** How long a subscription is listened to when nothing ends it. */
const LISTEN_MS = 700;
const PATIENCE_MS = 6_000;

/** The protocol as it is on the wire, without any client's help. */
export class Wire {
  private readonly streams: StreamsClient;
  private readonly address: string;
  private readonly ids = new Map<string, string>();
  private readonly places = new Map<string, bigint>();

  constructor(
    url: string,
    /** Begins the names of this walk's streams. */
    private readonly prefix: string,
  ) {
    this.address = new URL(url.replace(/^esdb/, 'http')).host;
    this.streams = new streams.StreamsClient(this.address, credentials.createInsecure());
  }

  close(): void {
    this.streams.close();
  }

  /** Where an event stands that was read or acknowledged before. */
  place(stream: string, revision: number): bigint {
    const place = this.places.get(`${stream}/${revision}`);
    if (place === undefined) throw new Error(`It is not known where ${stream}/${revision} stands.`);
    return place;
  }

  /** The steps with names for what differs from run to run. */
  named<T>(steps: T): T {
    let text = JSON.stringify(steps);
    for (const [name, id] of this.ids) text = text.replaceAll(id, name);
    const places = [...this.places].sort(([, a], [, b]) => (a < b ? 1 : -1));
    for (const [name, place] of places) text = text.replaceAll(`"${place}"`, `"where ${name} stands"`);
    return JSON.parse(text.replaceAll(`${this.prefix}_`, '')) as T;
  }

  features(): Promise<unknown[]> {
    const client = new features.ServerFeaturesClient(this.address, credentials.createInsecure());
    return new Promise((resolve, reject) => {
      client.getSupportedMethods(new shared.Empty(), (error, answer) => {
        client.close();
        if (error) return reject(error);
        const ours = answer
          .getMethodsList()
          .filter((method) => /streams\.streams$/.test(method.getServiceName()));
        const methods = ours.map((method) => [method.getMethodName(), method.getFeaturesList()]);
        resolve([answer.getEventStoreServerVersion(), ...methods]);
      });
    });
  }

  append(
    stream: string,
    expected: Expected,
    events: readonly (readonly [id: string, data: string])[],
    deadline?: Date,
  ): Promise<unknown[]> {
    const call = this.streams.batchAppend();
    const answers: BatchAppendResp[] = [];
    call.on('data', (answer) => answers.push(answer));
    call.write(this.appendRequest(stream, expected, events, deadline));
    return new Promise((resolve, reject) => {
      call.on('error', (error: ServiceError) => resolve([...answers.map(told), broken(error)]));
      const began = Date.now();
      const look = async (): Promise<void> => {
        while (answers.length === 0 && Date.now() - began < PATIENCE_MS) await sleep(5);
        // One that comes twice comes at once.
        await sleep(30);
        // A real server never ends the conversation by itself.
        call.cancel();
        for (const answer of answers) this.remember(stream, answer);
        resolve(answers.map(told));
      };
      look().catch(reject);
    });
  }

  read(make: (requests: Requests) => ReadReq): Promise<unknown[]> {
    const call = this.streams.read(make(new Requests(this.prefix)));
    return new Promise((resolve) => {
      const answers: ReadResp[] = [];
      call.on('data', (answer) => answers.push(answer));
      call.on('error', (error: ServiceError) => resolve([...answers.map(said), broken(error)]));
      call.on('end', () => {
        for (const answer of answers) this.rememberEvent(answer);
        resolve(answers.map(said));
      });
    });
  }

  /** Checkpoints are left out: how many come depends on the log, and nobody relies on them. */
  async subscribe(after: bigint | null, live?: (wire: Wire) => Promise<unknown[]>): Promise<unknown[]> {
    const call = this.streams.read(new Requests(this.prefix).subscription(after));
    const heard: unknown[] = [];
    call.on('data', (answer: ReadResp) => {
      this.rememberEvent(answer);
      if (!answer.hasCheckpoint()) heard.push(said(answer));
    });
    call.on('error', (error: ServiceError) => heard.push(broken(error)));
    await sleep(LISTEN_MS);
    await live?.(this);
    await sleep(LISTEN_MS);
    const answers = [...heard];
    call.cancel();
    return answers;
  }

  private appendRequest(
    stream: string,
    expected: Expected,
    events: readonly (readonly [id: string, data: string])[],
    deadline: Date | undefined,
  ): InstanceType<typeof pb.BatchAppendReq> {
    const options = new pb.BatchAppendReq.Options();
    options.setStreamIdentifier(identifier(`${this.prefix}_${stream}`));
    if (expected === 'any') options.setAny(new empty.Empty());
    else if (expected === 'no-stream') options.setNoStream(new empty.Empty());
    else if (expected === 'stream-exists') options.setStreamExists(new empty.Empty());
    else options.setStreamPosition(String(expected));
    if (deadline !== undefined) options.setDeadline(timestamp.Timestamp.fromDate(deadline));
    const request = new pb.BatchAppendReq();
    request.setOptions(options);
    request.setCorrelationId(uuid(randomUUID()));
    request.setProposedMessagesList(
      events.map(([name, data]) => {
        const message = new pb.BatchAppendReq.ProposedMessage();
        message.setId(uuid(this.idOf(name)));
        message.getMetadataMap().set('type', 'Walked').set('content-type', 'application/json');
        message.setData(Buffer.from(data));
        message.setCustomMetadata(Buffer.from('{"v":1}'));
        return message;
      }),
    );
    request.setIsFinal(true);
    return request;
  }

  private idOf(name: string): string {
    const id = this.ids.get(`event ${name}`) ?? randomUUID();
    this.ids.set(`event ${name}`, id);
    return id;
  }

  private remember(stream: string, answer: BatchAppendResp): void {
    const success = answer.getSuccess();
    const place = success?.getPosition();
    if (success === undefined || place === undefined) return;
    this.places.set(`${stream}/${success.getCurrentRevision()}`, BigInt(place.getCommitPosition()));
  }

  private rememberEvent(answer: ReadResp): void {
    const event = answer.getEvent()?.getEvent();
    const name = textOf(event?.getStreamIdentifier()?.getStreamName_asU8());
    if (event === undefined || !name.startsWith(this.prefix)) return;
    const stream = name.slice(this.prefix.length + 1);
    this.places.set(`${stream}/${event.getStreamRevision()}`, BigInt(event.getCommitPosition()));
  }
}

/** Reads of one walk's streams. */
class Requests {
  constructor(private readonly prefix: string) {}

  stream(name: string, place: number | 'start' | 'end', limit: number, backwards: boolean): ReadReq {
    const options = new pb.ReadReq.Options();
    const stream = new pb.ReadReq.Options.StreamOptions();
    stream.setStreamIdentifier(identifier(`${this.prefix}_${name}`));
    if (place === 'start') stream.setStart(new shared.Empty());
    else if (place === 'end') stream.setEnd(new shared.Empty());
    else stream.setRevision(String(place));
    options.setStream(stream);
    options.setNoFilter(new shared.Empty());
    options.setCount(String(limit));
    options.setReadDirection(backwards ? 1 : 0);
    return finished(options);
  }

  log(place: bigint | 'end', limit: number, backwards: boolean): ReadReq {
    const options = this.filtered(place);
    options.setCount(String(limit));
    options.setReadDirection(backwards ? 1 : 0);
    return finished(options);
  }

  subscription(after: bigint | null): ReadReq {
    const options = this.filtered(after ?? 'start');
    options.setSubscription(new pb.ReadReq.Options.SubscriptionOptions());
    return finished(options);
  }

  private filtered(place: bigint | 'start' | 'end'): ReadReq.Options {
    const all = new pb.ReadReq.Options.AllOptions();
    if (place === 'start') all.setStart(new shared.Empty());
    else if (place === 'end') all.setEnd(new shared.Empty());
    else {
      const position = new pb.ReadReq.Options.Position();
      position.setCommitPosition(String(place));
      position.setPreparePosition(String(place));
      all.setPosition(position);
    }
    const names = new pb.ReadReq.Options.FilterOptions.Expression();
    names.setRegex(`^${this.prefix}_`);
    const filter = new pb.ReadReq.Options.FilterOptions();
    filter.setStreamIdentifier(names);
    filter.setCount(new shared.Empty());
    filter.setCheckpointintervalmultiplier(32);
    const options = new pb.ReadReq.Options();
    options.setAll(all);
    options.setFilter(filter);
    return options;
  }
}

function finished(options: ReadReq.Options): ReadReq {
  const ids = new pb.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  const request = new pb.ReadReq();
  request.setOptions(options);
  return request;
}

/** An answer to an append. */
function told(answer: BatchAppendResp): unknown {
  const success = answer.getSuccess();
  const stream = textOf(answer.getStreamIdentifier()?.getStreamName_asU8());
  if (success !== undefined) {
    const place = success.getPosition();
    const prepare = place?.getPreparePosition() === place?.getCommitPosition() ? 'equal' : 'other';
    return {
      stored: stream,
      revision: success.getCurrentRevision(),
      commit: place?.getCommitPosition(),
      prepare,
    };
  }
  const error = answer.getError();
  const details = error?.getDetails();
  const wrong = details?.unpack(
    shared.WrongExpectedVersion.deserializeBinary,
    'event_store.client.WrongExpectedVersion',
  );
  return {
    refused: stream,
    code: error?.getCode(),
    message: error?.getMessage(),
    type: details?.getTypeName(),
    ...(wrong && {
      current: wrong.hasCurrentStreamRevision() ? wrong.getCurrentStreamRevision() : 'no stream',
    }),
  };
}

/** A message of a read. */
function said(answer: ReadResp): unknown {
  const event = answer.getEvent()?.getEvent();
  if (event !== undefined) {
    const about = event.getMetadataMap();
    const data = textOf(event.getData_asU8());
    return {
      event: event.getId()?.getString(),
      stream: textOf(event.getStreamIdentifier()?.getStreamName_asU8()),
      revision: event.getStreamRevision(),
      commit: event.getCommitPosition(),
      prepare: event.getPreparePosition(),
      told: answer.getEvent()?.getCommitPosition(),
      type: about.get('type'),
      contentType: about.get('content-type'),
      created: `${about.get('created')?.length} digits`,
      data: data.length > 100 ? `${data.length} characters` : data,
      meta: textOf(event.getCustomMetadata_asU8()),
    };
  }
  if (answer.hasStreamNotFound()) {
    return { notFound: textOf(answer.getStreamNotFound()?.getStreamIdentifier()?.getStreamName_asU8()) };
  }
  if (answer.hasConfirmation()) return 'confirmation';
  if (answer.hasCaughtUp()) return 'caught up';
  return `message ${answer.getContentCase()}`;
}

function broken({ code, details }: ServiceError): unknown {
  return { broken: code, details };
}

function identifier(name: string): InstanceType<typeof shared.StreamIdentifier> {
  const identified = new shared.StreamIdentifier();
  identified.setStreamName(Uint8Array.from(Buffer.from(name, 'utf8')));
  return identified;
}

function uuid(text: string): InstanceType<typeof shared.UUID> {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
