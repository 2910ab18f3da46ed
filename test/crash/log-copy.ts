import type { Checkpoint, EventFeed } from '../../src/event-store/event-feed.js';
import type { Position, RecordedEvent } from '../../src/event-store/recorded-event.js';

/** What a check needs of an event. */
export interface Placed {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly commandId: string;
  readonly recordedAt: Date;
  /** Of a `CaseRecorded`. */
  readonly serial: number;
  /** The text or the case by which a command is found again; empty where the event is no command's first. */
  readonly mark: string;
  /** Source and number of an imported row; empty where the event is of none. */
  readonly row: string;
  /** Cases that a cluster takes in by the event. */
  readonly takenIn: readonly string[];
}

/** The first event of each kind of command; `EscalationStarted` follows a `CaseRecorded`. */
const KINDS: Readonly<Record<string, string>> = {
  CaseRecorded: 'record',
  NoteAdded: 'note',
  CaseVerified: 'verification',
  CaseAssigned: 'assignment',
};

/** The log as far as it was read, indexed by all that a check asks for. It can be read on at any time. */
export class LogCopy {
  readonly events: Placed[] = [];
  readonly byMark = new Map<string, Placed[]>();
  readonly byCommand = new Map<string, Placed[]>();
  readonly byRow = new Map<string, Placed[]>();
  readonly bySerial = new Map<number, Placed[]>();
  readonly idAt = new Map<Position, string>();

  /** Reads what came since, and returns that. Throws `LogMismatch` where the log does not hold what was read before. */
  async readOn(feed: EventFeed): Promise<Placed[]> {
    const before = this.events.length;
    const { signal } = new AbortController();
    for await (const { events, caughtUp } of feed.subscribe(this.end, { signal, limit: 5_000 })) {
      for (const event of events) this.add(placed(event));
      if (caughtUp) break;
    }
    return this.events.slice(before);
  }

  get cases(): number {
    return [...this.bySerial.values()].reduce((sum, { length }) => sum + length, 0);
  }

  private get end(): Checkpoint | null {
    const last = this.events.at(-1);
    return last === undefined ? null : { position: last.position, eventId: last.id };
  }

  private add(event: Placed): void {
    this.events.push(event);
    this.idAt.set(event.position, event.id);
    push(this.byCommand, event.commandId, event);
    if (event.mark !== '') push(this.byMark, event.mark, event);
    if (event.row !== '') push(this.byRow, event.row, event);
    if (event.type === 'CaseRecorded') push(this.bySerial, event.serial, event);
  }
}

function placed(event: RecordedEvent): Placed {
  const { id, type, stream, revision, position, recordedAt, meta } = event;
  const data = event.data as {
    readonly serial?: number;
    readonly text?: string;
    readonly report?: { readonly description?: string };
    readonly import?: { readonly source: string; readonly no: string };
    readonly id?: string;
    readonly cases?: readonly { readonly id: string }[];
  };
  const kind = KINDS[type];
  const about = kind === 'record' ? data.report?.description : kind === 'note' ? data.text : stream;
  return {
    ...{ id, type, stream, revision, position, recordedAt },
    commandId: meta.commandId,
    serial: data.serial ?? Number.NaN,
    mark: kind === undefined ? '' : `${kind} ${about}`,
    row: data.import === undefined ? '' : `${data.import.source} row ${data.import.no}`,
    takenIn: takenIn(type, data),
  };
}

function takenIn(
  type: string,
  { id, cases = [] }: { readonly id?: string; readonly cases?: readonly { readonly id: string }[] },
): readonly string[] {
  if (type === 'ClusterDetected') return cases.map((one) => one.id);
  return type === 'ClusterCaseJoined' && id !== undefined ? [id] : [];
}

function push<K>(groups: Map<K, Placed[]>, key: K, event: Placed): void {
  const group = groups.get(key);
  if (group) group.push(event);
  else groups.set(key, [event]);
}
