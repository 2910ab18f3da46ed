import { TextDecoder } from 'node:util';
import { DomainError } from '../../kernel/domain-error.js';

/** One physical line of a file, without its line feed; a carriage return before it is still there. */
export interface IntakeLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** True where the line went on beyond `LINE_LIMIT`; the rest of it was dropped. */
  readonly cut: boolean;
}

/** Characters of one line, and of one row over several lines, at most: twice the largest row that can be recorded. */
export const LINE_LIMIT = 64 * 1024;

/**
 * The lines of a UTF-8 file with or without byte order mark, never more than one chunk and one line in memory.
 * Throws `not_utf8` where the bytes are no UTF-8: another encoding, or a workbook that was never saved as CSV.
 */
export async function* intakeLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<IntakeLine> {
  let number = 1;
  let text = '';
  let cut = false;
  for await (const piece of decoded(bytes)) {
    const parts = piece.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      const line = text + part;
      yield { number, text: line.slice(0, LINE_LIMIT), cut: cut || line.length > LINE_LIMIT };
      number += 1;
      text = '';
      cut = false;
    }
    text += last;
    if (text.length > LINE_LIMIT) {
      text = text.slice(0, LINE_LIMIT);
      cut = true;
    }
  }
  if (text !== '') yield { number, text, cut };
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decode(decoder, chunk);
  yield decode(decoder);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new DomainError('not_utf8');
  }
}
