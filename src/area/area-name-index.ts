import { likeness, pairsOf, spellingsOf, writtenOut } from './area-spelling.js';

interface Entry {
  readonly code: string;
  readonly words: readonly string[];
  /** Pairs of the written-out name; made when first asked for. */
  pairs?: ReadonlySet<string>;
}

const ALIKE = 0.45;

/** The names of some areas, found by spelling, or by likeness where no spelling fits. */
export class AreaNameIndex {
  private readonly bySpelling = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ] as const;
  private readonly entries: Entry[] = [];

  add(code: string, words: readonly string[]): void {
    this.entries.push({ code, words });
    spellingsOf(words).forEach((spelling, tier) => {
      const map = this.bySpelling[tier];
      const codes = map?.get(spelling);
      if (codes === undefined) map?.set(spelling, [code]);
      else if (!codes.includes(code)) codes.push(code);
    });
  }

  /** Codes of the areas spelled so, by the strictest spelling that any area has. */
  spelled(words: readonly string[]): readonly string[] {
    const spellings = spellingsOf(words);
    for (const [tier, map] of this.bySpelling.entries()) {
      const codes = map.get(spellings[tier] ?? '');
      if (codes !== undefined) return codes;
    }
    return [];
  }

  /** Codes of the areas with a name like this and how alike it is, from 0.45 to 1. */
  alike(words: readonly string[]): { code: string; score: number }[] {
    const asked = new Set(words);
    const pairs = pairsOf(writtenOut(words).join(''));
    return this.entries
      .map((entry) => {
        entry.pairs ??= pairsOf(writtenOut(entry.words).join(''));
        const score = likeness(pairs, entry.pairs);
        return { code: entry.code, score: within(asked, entry.words) ? (1 + score) / 2 : score };
      })
      .filter(({ score }) => score >= ALIKE);
  }
}

/** True where all words of one stand in the other. */
function within(asked: ReadonlySet<string>, words: readonly string[]): boolean {
  const shared = new Set(words.filter((word) => asked.has(word))).size;
  return shared > 0 && shared === Math.min(asked.size, new Set(words).size);
}
