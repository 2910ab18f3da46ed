import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import gossip, { type GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogSpace } from './log-space.js';

export type ReadCall = ReturnType<StreamsClient['read']>;
export type BatchAppendCall = ReturnType<StreamsClient['batchAppend']>;

/** Whatever rides on the client's channel. */
type Stub = StreamsClient | GossipClient;
type Call = ReadCall | BatchAppendCall;
type Arguments = Required<Parameters<StreamsClient['batchAppend']>>;

/** The nodes as one of them sees them, and its clock (to the second) when it answered. */
export interface Cluster {
  readonly info: ClusterInfo;
  readonly clock: Date;
}

const CLOSE_MS = 500;
const GOSSIP_MS = 2_500;

/** What the vendor's client keeps for its own calls. */
abstract class Inside extends EventStoreDBClient {
  static start<C extends Call>(
    client: EventStoreDBClient,
    name: string,
    begin: (stub: StreamsClient, args: Arguments) => C,
  ): Promise<C> {
    const inside = client as Inside;
    // No deadline goes over the wire: it would be judged by the server's clock. The leader alone knows all that was
    // acknowledged; who is not says so at once, and the vendor's client follows.
    const args = () =>
      inside.callArguments({ requiresLeader: true }, { deadline: Number.POSITIVE_INFINITY }) as Arguments;
    return inside.GRPCStreamCreator(streams.StreamsClient, name, (stub) => begin(stub, args()))();
  }

  static nodes(
    client: EventStoreDBClient,
    ask: (stub: GossipClient, ...args: Arguments) => Promise<Cluster>,
  ): Promise<Cluster> {
    const inside = client as Inside;
    const args = () => inside.callArguments({ deadline: GOSSIP_MS }) as Arguments;
    return inside.execute(gossip.GossipClient, 'gossip', (stub) => ask(stub, ...args()));
  }

  static async version(client: EventStoreDBClient): Promise<string> {
    return (await (client as Inside).capabilities).serverVersion;
  }
}

/**
 * The vendor's client for what it is good at (addresses, discovery, credentials, following the leader), with calls of
 * our own on its channel. Its own appends share one list of waiting promises between all clients of the process, so that
 * an error on one rejects what another has stored and ends the process soon after; its own reads cannot be filtered.
 */
export class LogClient {
  private readonly client: EventStoreDBClient;
  private readonly stubs = new Set<Stub>();

  /** Errors: an `Error` that says where the address cannot be read. */
  constructor(
    url: string,
    readonly space: LogSpace,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  /** `attach` is given the call in the tick in which it begins, so that no error of it finds nobody listening. */
  async read(request: ReadReq, attach: (call: ReadCall) => void): Promise<void> {
    await Inside.start(this.client, 'read', (stub, [metadata, options]) => {
      const call = this.known(stub).read(request, metadata, options);
      attach(call);
      return call;
    });
  }

  /** As `read`. */
  async batchAppend(attach: (call: BatchAppendCall) => void): Promise<void> {
    await Inside.start(this.client, 'append', (stub, args) => {
      const call = this.known(stub).batchAppend(...args);
      attach(call);
      return call;
    });
  }

  nodes(): Promise<Cluster> {
    return Inside.nodes(this.client, (stub, ...args) => askForNodes(this.known(stub), ...args));
  }

  /** Version of the server, e.g. `24.2.0`. */
  version(): Promise<string> {
    return Inside.version(this.client);
  }

  /** Ends every call and the connection: otherwise the process would not exit. */
  async close(): Promise<void> {
    const ended = this.client.dispose();
    for (const stub of this.stubs) stub.close();
    // It was seen not to come back after its server was killed.
    await Promise.race([ended, sleep(CLOSE_MS, undefined, { ref: false })]);
  }

  private known<S extends Stub>(stub: S): S {
    this.stubs.add(stub);
    return stub;
  }
}

function askForNodes(stub: GossipClient, ...[metadata, options]: Arguments): Promise<Cluster> {
  return new Promise((resolve, reject) => {
    let clock = new Date(Number.NaN);
    const call = stub.read(new shared.Empty(), metadata, options, (error, info) => {
      if (error) reject(error);
      else resolve({ info, clock });
    });
    call.on('metadata', (metadata) => {
      clock = new Date(String(metadata.get('date')[0]));
    });
  });
}
