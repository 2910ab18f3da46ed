import { encode } from '../../event-store/codec.js';
import { derivedId } from '../../kernel/ids.js';
import type { RowContent } from './intake-row.js';

const SOURCES = 'c1a0f7d2-4b8e-5d36-9f21-7e4f0a6b3c58';

/** How a row is found again: `source` and `No` name it for ever, in every file and for every importer. */
export class SourceIdentity {
  private readonly key: string;

  /** Case and white space of the source's name do not count. */
  constructor(readonly source: string) {
    this.key = derivedId(SOURCES, source.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim());
  }

  /** The stream that holds to whom the source belongs. */
  get stream(): string {
    return `import-source-${this.key}`;
  }

  caseId(no: string): string {
    return derivedId(this.key, `case ${no}`);
  }

  /** The command that records the row: sent again it finds what it recorded. */
  commandId(no: string): string {
    return derivedId(this.key, `record ${no}`);
  }
}

/**
 * What a row says as one canonical text: rows that say the same in other words (another date format, code for name,
 * another kind of line end) have the same text. It is compared with what earlier versions of the service recorded: a
 * member that is added later has to be missing where a row does not use it.
 */
export function contentText(content: RowContent): string {
  return encode({
    ...content,
    description: content.description.replace(/\r\n?/g, '\n').normalize('NFC').trim(),
  });
}
