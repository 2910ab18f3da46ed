import { isUuid } from '../../../kernel/ids.js';

/** What a reader of the live stream follows. */
export type Topic =
  | { readonly kind: 'cases' | 'board'; readonly area: string }
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'mine' };

const AREA = /^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?$/;
const MOST = 20;

/** `cases:<area>`, `board:<area>`, `case:<id>`, `mine`, separated by commas; null where one of them is something else. */
export function parseTopics(text: string): Topic[] | null {
  const topics = text.split(',').map((topic) => parseTopic(topic.trim()));
  if (topics.length > MOST || topics.includes(null)) return null;
  return topics as Topic[];
}

function parseTopic(text: string): Topic | null {
  if (text === 'mine') return { kind: 'mine' };
  const [, kind, of] = /^(cases|board|case):(.*)$/.exec(text) ?? [];
  if (of === undefined) return null;
  if (kind === 'case') return isUuid(of) ? { kind, id: of.toLowerCase() } : null;
  return AREA.test(of) && (kind === 'cases' || kind === 'board') ? { kind, area: of } : null;
}
