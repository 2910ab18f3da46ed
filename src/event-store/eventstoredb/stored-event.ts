import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { EncodedEvent } from '../codec.js';
import { originalTimeIn } from '../original-time.js';
import type { Commit } from './log-position.js';
import type { LogSpace } from './log-space.js';

/** An event as the server keeps it. */
export interface StoredEvent extends EncodedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly commit: Commit;
  /** Milliseconds by the server's clock; may go back along the log. */
  readonly created: number;
}

const TICKS_PER_MS = 10_000n;

/** The event of an answer; undefined for answers that carry something else. */
export function storedEventOf(answer: ReadResp, space: LogSpace): StoredEvent | undefined {
  const event = answer.getEvent()?.getEvent();
  if (event === undefined) return undefined;
  const about = event.getMetadataMap();
  const meta = textOf(event.getCustomMetadata_asU8());
  return {
    id: event.getId()?.getString() ?? '',
    type: about.get('type') ?? '',
    data: textOf(event.getData_asU8()),
    meta,
    stream: space.streamOf(textOf(event.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array())),
    revision: Number(event.getStreamRevision()),
    commit: BigInt(event.getCommitPosition()),
    // The server stamps what it is given: a copied event brings its own time along.
    created: originalTimeIn(meta)?.getTime() ?? Number(BigInt(about.get('created') ?? '0') / TICKS_PER_MS),
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
