import type { Body, Caller } from '../support/running-app.js';

/** One message of a stream of server-sent events. */
export interface LiveMessage {
  readonly id: string;
  readonly event: string;
  readonly data: Body;
}

const PATIENCE_MS = 5_000;

/** Reads `GET /v1/stream` as a browser would. */
export class LiveReader {
  readonly messages: LiveMessage[] = [];
  /** Resolves when the service has ended the stream. */
  readonly ended: Promise<void>;
  private readonly leaving = new AbortController();

  private constructor(response: Response) {
    this.ended = this.read(response).catch(() => undefined);
  }

  static async open(reader: Caller, topics: string, lastEventId?: string): Promise<LiveReader> {
    const response = await fetch(`${reader.url}/v1/stream?topics=${encodeURIComponent(topics)}`, {
      headers: {
        authorization: `Bearer ${reader.token}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
    });
    if (response.status !== 200) throw new Error(`The stream was not opened: ${response.status}`);
    return new LiveReader(response);
  }

  /** The messages, once one of them tells of the step of a case, or after five seconds. */
  async until(caseId: string, type: string): Promise<readonly LiveMessage[]> {
    const deadline = Date.now() + PATIENCE_MS;
    const isThere = () => this.messages.some(({ data }) => data.id === caseId && data.type === type);
    while (!isThere() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.messages;
  }

  close(): void {
    this.leaving.abort();
  }

  private async read({ body }: Response): Promise<void> {
    if (body === null) return;
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.leaving.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (text + part.value).split('\n\n');
      text = blocks.pop() ?? '';
      this.messages.push(...blocks.flatMap(messageOf));
    }
  }
}

function messageOf(block: string): LiveMessage[] {
  const lines = block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]);
  const { id = '', event, data } = Object.fromEntries(lines) as Record<string, string>;
  return event === undefined || data === undefined ? [] : [{ id, event, data: JSON.parse(data) }];
}
