import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { CallTimeout } from './faults.js';
import type { LogClient, ReadCall } from './log-client.js';
import { type StoredEvent, storedEventOf } from './stored-event.js';

/** All events of a read; the call is ended where it takes longer than it may. Errors: whatever ended the call. */
export function collect(client: LogClient, request: ReadReq, ms: number): Promise<StoredEvent[]> {
  return new Promise((resolve, reject) => {
    const events: StoredEvent[] = [];
    let call: ReadCall | undefined;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      call?.cancel();
      reject(new CallTimeout());
    }, ms);
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      reject(error);
    };
    const attach = (begun: ReadCall): void => {
      call = begun;
      begun.on('error', fail);
      begun.on('data', (answer) => {
        const event = storedEventOf(answer, client.space);
        if (event !== undefined) events.push(event);
      });
      begun.on('end', () => {
        clearTimeout(timer);
        resolve(events);
      });
      if (late) begun.cancel();
    };
    client.read(request, attach).catch(fail);
  });
}
