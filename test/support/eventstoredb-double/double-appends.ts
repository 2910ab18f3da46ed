import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { DoubleFaults } from './double-faults.js';
import type { DoubleLog, Expected, Proposed, Verdict } from './double-log.js';
import { appendAnswer, successOf, timeout, tooLarge, type Uuid, wrongVersion } from './double-messages.js';

export type BatchAppendCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Bytes of data that one append may hold: metadata, types and ids are not counted. */
export const MAX_APPEND_SIZE = 1_048_576;

/** After so long the server gives up what it does not carry out. */
const WRITE_TIMEOUT_MS = 2_000;

interface Pending {
  readonly correlationId: Uuid | undefined;
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
  readonly isLate: boolean;
}

/** One conversation of appends. */
export class DoubleAppends {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly call: BatchAppendCall,
    private readonly log: DoubleLog,
    private readonly faults: DoubleFaults,
    /** Makes what was stored readable and tells the subscriptions. */
    private readonly index: (then: () => void) => void,
  ) {
    call.on('data', (request) => this.hear(request));
    call.on('end', () => call.end());
    call.on('error', ignore);
  }

  private hear(request: BatchAppendReq): void {
    const key = Buffer.from(request.getCorrelationId()?.serializeBinary() ?? []).toString('hex');
    const pending = this.pending.get(key) ?? begun(request, Date.now() + this.faults.judgeDeadlinesMs);
    this.pending.set(key, pending);
    for (const message of request.getProposedMessagesList()) pending.events.push(proposed(message));
    if (!request.getIsFinal()) return;
    this.pending.delete(key);
    this.carryOut(pending);
  }

  private carryOut({ correlationId, stream, expected, events, isLate }: Pending): void {
    const answer = appendAnswer(correlationId, stream);
    if (isLate || this.faults.timeOut > 0) {
      if (!isLate) this.faults.timeOut--;
      answer.setError(timeout());
      this.call.write(answer);
      return;
    }
    if (events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_SIZE) {
      answer.setError(tooLarge(MAX_APPEND_SIZE));
      this.call.write(answer);
      return;
    }
    const verdict = this.log.append(stream, expected, events);
    if (verdict.result === 'stored') answer.setSuccess(successOf(verdict.revision, verdict.position));
    if (verdict.result === 'wrong-version') answer.setError(wrongVersion(verdict.current, expected));
    this.answer(answer, verdict);
  }

  private answer(answer: BatchAppendResp, verdict: Verdict): void {
    if (verdict.result === 'dropped') {
      answer.setError(timeout());
      setTimeout(() => this.call.write(answer), WRITE_TIMEOUT_MS).unref();
      return;
    }
    if (verdict.result === 'wrong-version') {
      this.call.write(answer);
      return;
    }
    const { loseAnswers } = this.faults;
    const isLost = loseAnswers.left > 0;
    if (isLost) loseAnswers.left--;
    const isDoubled = !isLost && this.faults.answerTwice > 0;
    if (isDoubled) this.faults.answerTwice--;
    this.index(() => {
      if (isLost && loseAnswers.by === 'break') {
        this.call.emit('error', Object.assign(new Error('Connection dropped'), { code: status.UNAVAILABLE }));
      }
      if (isLost) return;
      this.call.write(answer);
      if (isDoubled) this.call.write(answer);
    });
  }
}

function begun(request: BatchAppendReq, now: number): Pending {
  const options = request.getOptions();
  if (options === undefined) throw new Error('An append began without its options.');
  const deadline = options.getDeadline();
  return {
    correlationId: request.getCorrelationId(),
    stream: Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    expected: options.hasNoStream()
      ? 'no-stream'
      : options.hasAny()
        ? 'any'
        : options.hasStreamExists()
          ? 'stream-exists'
          : Number(options.getStreamPosition()),
    events: [],
    isLate: deadline !== undefined && deadline.toDate().getTime() <= now,
  };
}

function proposed(message: BatchAppendReq.ProposedMessage): Proposed {
  const about = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: about.get('type') ?? '',
    contentType: about.get('content-type') ?? '',
    data: message.getData_asU8(),
    meta: message.getCustomMetadata_asU8(),
  };
}

/** The caller has gone: there is nobody to tell. */
function ignore(): void {}
