import { randomUUID } from 'node:crypto';
import { type Checkpoint, type EventFeed, type FeedBatch, LogMismatch } from '../event-store/event-feed.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { Processes } from '../projection/processes.js';
import { Channels } from './channels.js';
import type { Deciding } from './deciding.js';
import { DecidingProcess } from './deciding.process.js';
import type { Decision, Outbox } from './outbox/outbox.js';

const CHANNEL = { name: 'webhook', send: () => Promise.resolve() } as const;

function event(position: number, type = 'EscalationRaised'): RecordedEvent {
  const id = randomUUID();
  return { id, stream: `case-${id}`, revision: 1, position: String(position), type } as RecordedEvent;
}

/** A process over batches, with what it wrote and what it was troubled by. */
function processOver(
  batches: readonly (FeedBatch | Error)[],
  decide: (event: RecordedEvent) => Promise<Decision[]>,
  channels = new Channels([CHANNEL]),
) {
  const recorded: { from: Checkpoint | null; to: Checkpoint; letters: readonly string[] }[] = [];
  const troubles: unknown[] = [];
  const restarts: string[] = [];
  const feed = {
    end: () => Promise.resolve('0'),
    async *subscribe() {
      for (const batch of batches) {
        if (batch instanceof Error) throw batch;
        yield batch;
      }
    },
  } as unknown as EventFeed;
  const outbox = {
    checkpoint: () => Promise.resolve({ position: '0', eventId: null }),
    restartAt: async (position: string) => void restarts.push(position),
    record: async (from: Checkpoint | null, to: Checkpoint, decisions: readonly Decision[]) =>
      void recorded.push({ from, to, letters: decisions.map(({ failure, stream }) => failure ?? stream) }),
  } as unknown as Outbox;
  const deciding = {
    sourceOf: ({ type }: RecordedEvent) => (type === 'EscalationRaised' ? {} : null),
    decide,
    undecided: ({ stream }: RecordedEvent, failure: string) => ({ stream, failure }),
  } as unknown as Deciding;
  const processes = { trouble: (_: string, error: unknown) => troubles.push(error) } as unknown as Processes;
  const process = new DecidingProcess(feed, outbox, deciding, channels, processes);
  return { run: () => process.run(new AbortController().signal), recorded, troubles, restarts };
}

const decideWell = async ({ stream }: RecordedEvent) => [{ stream, failure: null }] as unknown as Decision[];

describe('the process that decides who is told', () => {
  it('writes what it decided together with the place up to which it read', async () => {
    const [a, b, c] = [event(1), event(2, 'NoteAdded'), event(3)];
    const { run, recorded } = processOver(
      [
        { events: [a, b], caughtUp: false },
        { events: [c], caughtUp: true },
      ],
      decideWell,
    );
    await run();
    expect(recorded).toEqual([
      { from: { position: '0', eventId: null }, to: { position: '2', eventId: b.id }, letters: [a.stream] },
      { from: { position: '2', eventId: b.id }, to: { position: '3', eventId: c.id }, letters: [c.stream] },
    ]);
  });

  it('notes an event on which nothing can be decided, and goes on behind it', async () => {
    const [bad, good] = [event(1), event(2)];
    const { run, recorded, troubles } = processOver([{ events: [bad, good], caughtUp: true }], (one) =>
      one === bad ? Promise.reject(new Error('cannot read EscalationRaised v9')) : decideWell(one),
    );
    await run();
    expect(recorded.map(({ letters }) => letters)).toEqual([
      ['cannot read EscalationRaised v9', good.stream],
    ]);
    expect(troubles).toHaveLength(1);
  });

  it('decides nothing where something is away: the same events come again', async () => {
    const { run, recorded } = processOver([{ events: [event(1)], caughtUp: true }], () =>
      Promise.reject(new StoreUnavailable('away')),
    );
    await expect(run()).rejects.toThrow('away');
    expect(recorded).toEqual([]);
  });

  it('only moves on where nobody can be told', async () => {
    const { run, recorded } = processOver(
      [{ events: [event(1)], caughtUp: true }],
      () => Promise.reject(new Error('not asked')),
      new Channels([]),
    );
    await run();
    expect(recorded.map(({ to, letters }) => [to.position, letters])).toEqual([['1', []]]);
  });

  it('goes on at the end of the log where another log lies below', async () => {
    const { run, restarts, troubles } = processOver(
      [new LogMismatch({ position: '7', eventId: null })],
      decideWell,
    );
    await run();
    expect([restarts, troubles.length]).toEqual([['0'], 1]);
  });
});
