import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type ServiceError,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { TcpLink } from '../tcp-link.js';
import { type BatchAppendCall, DoubleAppends } from './double-appends.js';
import { type DoubleFaults, noFaults } from './double-faults.js';
import { DoubleLog } from './double-log.js';
import { clusterInfo, supportedMethods } from './double-messages.js';
import { answerRead, Broken, DoubleSubscription, type ReadCall } from './double-reads.js';

const HOST = '127.0.0.1';

/**
 * Speaks EventStoreDB's protocol on this machine's loopback, over a log in memory, and does wrong what it is told to. It
 * is a test double: what it must do right is compared with recorded answers of a real server.
 */
export class EventStoreDbDouble {
  faults: DoubleFaults = noFaults();
  private readonly server = new Server();

  private constructor(
    /** The way to it, which can be cut, refused and blocked. */
    readonly link: TcpLink,
    readonly log: DoubleLog,
  ) {}

  /** Two nodes of one cluster share a log. */
  static async start(log = new DoubleLog()): Promise<EventStoreDbDouble> {
    const target = { host: HOST, port: 0 };
    const double = new EventStoreDbDouble(await TcpLink.to(target), log);
    target.port = await double.listen();
    return double;
  }

  /** For `EVENTSTORE_URL`. */
  get url(): string {
    return `esdb://${HOST}:${this.link.port}?tls=false`;
  }

  /** All events are gone, as after somebody gave the server an empty directory. */
  wipe(): void {
    this.log.clear();
    this.link.cut();
  }

  /** The last events are gone, as after somebody restored an older copy. */
  truncate(count: number): void {
    this.log.truncate(count);
    this.link.cut();
  }

  async stop(): Promise<void> {
    await this.link.close();
    this.server.forceShutdown();
  }

  private listen(): Promise<number> {
    this.serve(features.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, done: sendUnaryData<unknown>) => done(null, supportedMethods()),
    });
    this.serve(gossip.GossipService, {
      read: (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => {
        const metadata = new Metadata();
        metadata.set('date', new Date(Date.now() + this.log.clockAheadMs).toUTCString());
        call.sendMetadata(metadata);
        done(null, clusterInfo(HOST, this.link.port));
      },
    });
    this.serve(streams.StreamsService, {
      read: (call: ReadCall) => this.guarded(call, () => this.read(call)),
      batchAppend: (call: BatchAppendCall) =>
        this.guarded(call, () => {
          new DoubleAppends(call, this.log, this.faults, (then) => this.index(then));
        }),
    });
    return new Promise((resolve, reject) => {
      this.server.bindAsync(`${HOST}:0`, ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  }

  private serve(service: object, implementation: UntypedServiceImplementation): void {
    this.server.addService(service as ServiceDefinition, implementation);
  }

  private read(call: ReadCall): void {
    const options = call.request.getOptions();
    if (options === undefined) throw new Broken(status.INVALID_ARGUMENT, 'A read without options.');
    if (options.getSubscription() === undefined) answerRead(call, this.log, this.faults);
    else this.keep(call, options);
  }

  private keep(call: ReadCall, options: ReadReq.Options): void {
    const subscription = new DoubleSubscription(call, this.log, options, this.faults);
    const push = (): void => subscription.push();
    this.log.listeners.add(push);
    call.on('cancelled', () => this.log.listeners.delete(push));
    call.on('close', () => this.log.listeners.delete(push));
    push();
  }

  private index(then: () => void): void {
    const ready = (): void => {
      this.log.index();
      then();
    };
    if (this.faults.indexingMs > 0) setTimeout(ready, this.faults.indexingMs);
    else setImmediate(ready);
  }

  private guarded(call: ReadCall | BatchAppendCall, work: () => void): void {
    call.on('error', ignore);
    try {
      const { leader } = this.faults;
      if (leader === undefined) work();
      else call.emit('error', notLeader(leader));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      call.emit('error', Object.assign(error, { metadata: new Metadata() }) as ServiceError);
    }
  }
}

function notLeader({ host, port }: { readonly host: string; readonly port: number }): ServiceError {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', host);
  metadata.set('leader-endpoint-port', String(port));
  return Object.assign(new Error('Leader info available'), {
    code: status.NOT_FOUND,
    details: 'Leader info available',
    metadata,
  });
}

/** The caller has gone: there is nobody to tell. */
function ignore(): void {}
