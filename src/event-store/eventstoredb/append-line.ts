import { randomUUID } from 'node:crypto';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type Answer, answerOf, appendMessage, correlationOf, type Sending } from './append-messages.js';
import { CallTimeout } from './faults.js';
import type { BatchAppendCall, LogClient } from './log-client.js';

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * One conversation in which many appends are under way at once. Answers find their append by its id, so that one which
 * comes twice or too late is nobody's. When the line breaks, the outcome of all that wait on it is unknown.
 */
export class AppendLine {
  private readonly waiting = new Map<string, Waiting>();
  private readonly call: Promise<BatchAppendCall>;
  private brokenBy: unknown;

  constructor(
    client: LogClient,
    /** Told once, when nothing more can be sent on this line. */
    private readonly onBreak: (error: unknown) => void,
  ) {
    this.call = new Promise((resolve, reject) => {
      client.batchAppend((call) => this.attach(call, resolve)).catch(reject);
    });
    this.call.catch((error: unknown) => this.break(error));
  }

  /** Errors: `NoVerdict`, `CallTimeout`, or whatever broke the line; the outcome is unknown with all of them. */
  send(sending: Sending, ms: number): Promise<Answer> {
    const id = randomUUID();
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => this.break(new CallTimeout()), ms);
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
      };
      this.waiting.set(id, {
        resolve: (answer) => {
          done();
          resolve(answer);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      this.call.then((call) => this.write(call, id, sending), nothing);
      if (this.brokenBy !== undefined) this.waiting.get(id)?.reject(this.brokenBy);
    });
  }

  break(error: unknown): void {
    if (this.brokenBy !== undefined) return;
    this.brokenBy = error;
    this.call.then((call) => call.cancel(), nothing);
    this.onBreak(error);
    for (const waiting of [...this.waiting.values()]) waiting.reject(error);
  }

  private attach(call: BatchAppendCall, begun: (call: BatchAppendCall) => void): void {
    call.on('error', (error) => this.break(error));
    call.on('end', () => this.break(new Error('The event store ended the conversation.')));
    call.on('data', (response) => this.hear(response));
    begun(call);
  }

  private write(call: BatchAppendCall, id: string, sending: Sending): void {
    if (this.waiting.has(id)) call.write(appendMessage(id, sending));
  }

  private hear(response: BatchAppendResp): void {
    const waiting = this.waiting.get(correlationOf(response));
    if (waiting === undefined) return;
    try {
      waiting.resolve(answerOf(response));
    } catch (error) {
      waiting.reject(error);
    }
  }
}

/** The line is broken then, and whoever waits was told. */
function nothing(): void {}
