import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { EventFeed, type FeedBatch, type FeedOptions } from '../event-store/event-feed.js';
import type { Position, RecordedEvent } from '../event-store/recorded-event.js';
import { LiveTail } from './live-tail.js';
import { SseConnection } from './sse-connection.js';

function eventAt(n: number): RecordedEvent {
  return { position: `p-${n}`, type: 'Happened', data: { n } } as unknown as RecordedEvent;
}

/** One reader's batches, as the test deals them out. */
class Dealt {
  private readonly batches: FeedBatch[] = [];
  private wake: () => void = () => undefined;

  deal(...numbers: number[]): void {
    this.batches.push({ events: numbers.map(eventAt), caughtUp: true });
    this.wake();
  }

  async *read(signal: AbortSignal): AsyncGenerator<FeedBatch> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      const batch = this.batches.shift();
      if (batch !== undefined) yield batch;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }
}

/** A log of which each reader sees just what the test deals it: first the tail, then the connection. */
class DealtFeed extends EventFeed {
  readonly readers: Dealt[] = [new Dealt(), new Dealt()];
  private opened = 0;

  subscribe(_: unknown, { signal }: FeedOptions): AsyncIterable<FeedBatch> {
    return (this.readers[this.opened++] as Dealt).read(signal);
  }

  end(): Promise<Position> {
    return Promise.resolve('p-0');
  }

  positionAt(): Promise<Position> {
    return this.end();
  }

  parsePosition(text: string): Position {
    return text;
  }

  lag(): Promise<{ events: number; seconds: number }> {
    return Promise.resolve({ events: 0, seconds: 0 });
  }
}

/** Lets everything that is ready happen. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
}

async function open() {
  const feed = new DealtFeed();
  const [tailReader, ownReader] = feed.readers as [Dealt, Dealt];
  const tail = new LiveTail(feed);
  tail.start();
  await settle();
  const raw = new PassThrough();
  let sent = '';
  raw.on('data', (chunk) => {
    sent += String(chunk);
  });
  const subscription = { select: () => ({ event: 'Happened', data: {} }), stillAllowed: () => true };
  const connection = new SseConnection(raw as unknown as ServerResponse, subscription, tail, 'p-0');
  const running = connection.run(feed);
  const close = async () => {
    connection.end();
    tail.stop();
    await running;
  };
  return {
    tailReader,
    ownReader,
    close,
    ids: () => [...sent.matchAll(/^id: p-(\d+)\nevent/gm)].map(([, n]) => Number(n)),
  };
}

describe('a connection', () => {
  it('reads on by itself while the tail is ahead of it, so that nothing is missing', async () => {
    const { tailReader, ownReader, ids, close } = await open();
    tailReader.deal(1, 2, 3, 4, 5);
    await settle();
    ownReader.deal(1, 2, 3);
    await settle();
    ownReader.deal(4, 5);
    await settle();
    tailReader.deal(6);
    await settle();
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6]);
    await close();
  });

  it('passes over what the tail reads after it, so that nothing comes twice', async () => {
    const { tailReader, ownReader, ids, close } = await open();
    ownReader.deal(1, 2, 3);
    await settle();
    tailReader.deal(1, 2);
    tailReader.deal(3, 4);
    await settle();
    expect(ids()).toEqual([1, 2, 3, 4]);
    await close();
  });
});
