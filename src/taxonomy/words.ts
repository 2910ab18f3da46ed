/** The languages of the screens; Indonesian comes first. */
export type Lang = 'id' | 'en';

/** One thing said in both languages. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

/** A code with its words, e.g. a channel or an item type. */
export interface Term {
  readonly code: string;
  readonly name: Words;
}

/** Short form for data: Indonesian, then English. */
export function words(id: string, en: string): Words {
  return { id, en };
}

/** A code of the contract with its two names. */
export function term(code: string, id: string, en: string): Term {
  return { code, name: words(id, en) };
}

/** How names are compared: without case, accents and punctuation, with single spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
