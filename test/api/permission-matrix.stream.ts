import type { Caller } from '../support/running-app.js';

const PATIENCE_MS = 20_000;

/** What a live stream answered: its status and, where it was opened, the ids of the cases it told of. */
export interface Told {
  readonly status: number;
  readonly ids: ReadonlySet<string>;
}

/** Follows a case from a position on, until the stream tells of the last one. */
export async function follow({ url, token }: Caller, id: string, from: string, last: string): Promise<Told> {
  const ending = new AbortController();
  const topics = [id, last].map((one) => `case:${one}`).join(',');
  const response = await fetch(`${url}/v1/stream?topics=${topics}`, {
    headers: { authorization: `Bearer ${token}`, 'last-event-id': from },
    signal: AbortSignal.any([ending.signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  const ids = new Set<string>();
  if (response.status !== 200) return { status: response.status, ids };
  let text = '';
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (const [, told = ''] of text.matchAll(/^data: .*?"id":"([^"]+)"/gm)) ids.add(told);
    if (ids.has(last)) break;
  }
  ending.abort();
  return { status: 200, ids };
}
