import { ancestryOf, covers, depthOf } from '../kernel/grant.js';
import type { Area } from './area.js';
import { AreaNameIndex } from './area-name-index.js';
import {
  districtReadings,
  type Kind,
  officialReading,
  type Reading,
  regencyReadings,
  villageReadings,
} from './area-reading.js';
import { LONGEST_NAME, wordsOf } from './area-spelling.js';
import { AreaTree, type CodeAndName } from './area-tree.js';
import { provinceCalled } from './province-alias.js';

/** How a row of a spreadsheet names its area: by names or codes, each as people write them. */
export interface NamedArea {
  /** Column Kabupaten/Kota. */
  readonly regency?: string;
  /** Column Kecamatan. */
  readonly district?: string;
  /** Column Kelurahan/Desa. */
  readonly village?: string;
}

/** An area that may have been meant. */
export type AreaSuggestion = Pick<Area, 'code' | 'name' | 'path'>;

/** What a row's names mean, or why they mean nothing. A named place that does not exist is never its parent. */
export type AreaResolution =
  | { readonly ok: true; readonly code: string }
  /** At most five, best first; may be empty. */
  | { readonly ok: false; readonly code: 'unknown_area'; readonly suggestions: readonly AreaSuggestion[] }
  /** Codes of all that fit equally well. */
  | { readonly ok: false; readonly code: 'ambiguous_area'; readonly candidates: readonly string[] }
  | { readonly ok: false; readonly code: 'missing_area' };

/** A column that says something, with the depth of the areas it names. */
interface Cell {
  readonly depth: 2 | 3 | 4;
  readonly text: string;
}

const CODE = /^[\d.,\s]+$/;
const SUGGESTIONS = 5;
/** How well a name that is right, but stands below another parent, goes as a suggestion. */
const ELSEWHERE = 0.8;
/** Names kept in indexes at most; beyond it they are made anew. */
const INDEXED = 40_000;

/** Finds the areas that people name in spreadsheets. */
export class AreaNames {
  private readonly indexes = new Map<string, AreaNameIndex>();
  private indexed = 0;

  constructor(private readonly tree: AreaTree) {}

  /** Takes the areas in any order. */
  static from(areas: Iterable<CodeAndName>): AreaNames {
    return new AreaNames(AreaTree.from(areas));
  }

  /**
   * Reads the columns of one row. Each narrows what the ones before left, codes first; so a kab/kota without
   * the word for its kind is settled by a kecamatan that only one of two has, and a code must agree with every
   * name beside it.
   */
  resolve({ regency = '', district = '', village = '' }: NamedArea): AreaResolution {
    const all: Cell[] = [
      { depth: 2, text: regency },
      { depth: 3, text: district },
      { depth: 4, text: village },
    ];
    const cells = all.filter(({ text }) => wordsOf(text.slice(0, LONGEST_NAME)).length > 0);
    const codes = cells.filter(({ text }) => CODE.test(text));
    if (codes.length === 0 && cells[0]?.depth !== 2) return { ok: false, code: 'missing_area' };

    let found: readonly string[] = [''];
    for (const cell of [...codes, ...cells.filter((cell) => !codes.includes(cell))]) {
      const next = cell.text.length > LONGEST_NAME ? [] : this.narrow(found, cell);
      if (next.length === 0) return this.unknown(found, cell);
      found = next;
    }
    const [code = ''] = found;
    return found.length === 1
      ? { ok: true, code }
      : { ok: false, code: 'ambiguous_area', candidates: [...found].sort() };
  }

  /** What a column leaves of the areas found so far. */
  private narrow(found: readonly string[], { depth, text }: Cell): readonly string[] {
    return found.flatMap((area) =>
      CODE.test(text) ? this.coded(area, depth, text) : this.named(area, depth, text),
    );
  }

  private coded(area: string, depth: number, text: string): string[] {
    const code = text.trim().replace(/\.$/, '');
    const deepEnough = depthOf(code) >= (depth === 2 ? 1 : depth);
    if (!deepEnough || this.tree.nameOf(code) === undefined) return [];
    if (covers(area, code)) return [code];
    return covers(code, area) ? [area] : [];
  }

  private named(area: string, depth: Cell['depth'], text: string): readonly string[] {
    if (depthOf(area) < depth) return this.matches(area, depth, text);
    const scope = depth === 2 ? '' : (ancestryOf(area)[depth - 2] ?? '');
    return this.matches(scope, depth, text).some((match) => covers(match, area)) ? [area] : [];
  }

  /** Areas of a depth within a scope that bear the name, by the likeliest reading that any bears. */
  private matches(scope: string, depth: Cell['depth'], text: string): readonly string[] {
    for (const reading of readings(depth, text, scope)) {
      const codes = this.spelled(scope, depth, reading);
      if (codes.length > 0) return codes;
    }
    return [];
  }

  /** A kab/kota must be of the kind that is written; a village's kind only tells two of one name apart. */
  private spelled(scope: string, depth: Cell['depth'], { kind, words }: Reading): readonly string[] {
    if (kind === 'province') {
      const alias = provinceCalled(words);
      return alias === undefined ? this.index(scope, 1).spelled(words) : [alias];
    }
    const codes = this.index(scope, depth).spelled(words);
    const ofKind = codes.filter((code) => this.kindOf(code) === kind);
    return ofKind.length > 0 || (depth === 2 && kind !== undefined) ? ofKind : codes;
  }

  private kindOf(code: string): Kind {
    return officialReading(code, this.tree.nameOf(code) ?? '').kind;
  }

  private unknown(found: readonly string[], cell: Cell): AreaResolution {
    const codes = CODE.test(cell.text) ? [dotted(cell.text), ...found] : this.similar(found, cell);
    const suggestions = [...new Set(codes)]
      .map((code) => this.tree.find(code))
      .filter((area) => area !== null)
      .slice(0, SUGGESTIONS)
      .map(({ code, name, path }) => ({ code, name, path }));
    return { ok: false, code: 'unknown_area', suggestions };
  }

  /** Areas with a name like that of the column, best first. */
  private similar(found: readonly string[], { depth, text }: Cell): string[] {
    if (text.length > LONGEST_NAME) return [];
    const scores = new Map<string, number>();
    for (const area of found) {
      if (depthOf(area) >= depth) return [area];
      const all = readings(depth, text, area);
      const { kind, words } = all.find((reading) => reading.kind !== undefined) ?? all[0] ?? { words: [] };
      const wider = depth === 2 ? '' : area.slice(0, depth === 3 ? 2 : 5);
      for (const code of this.index(wider, depth).spelled(words)) scores.set(code, ELSEWHERE);
      for (const { code, score } of this.index(area, depth).alike(words)) {
        scores.set(code, score + (this.kindOf(code) === kind ? 0.01 : 0));
      }
    }
    return [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([code]) => code);
  }

  private index(scope: string, depth: number): AreaNameIndex {
    const key = `${scope}/${depth}`;
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    const codes = this.tree.below(scope, depth);
    this.indexed += codes.length;
    if (this.indexed > INDEXED) {
      this.indexes.clear();
      this.indexed = codes.length;
    }
    const index = new AreaNameIndex();
    for (const code of codes) index.add(code, officialReading(code, this.tree.nameOf(code) ?? '').words);
    this.indexes.set(key, index);
    return index;
  }
}

function readings(depth: Cell['depth'], text: string, scope: string): Reading[] {
  if (depth === 2) return regencyReadings(text);
  return depth === 3 ? districtReadings(text) : villageReadings(text, scope.slice(0, 2));
}

/** Digits grouped as Kemendagri writes them: `3374101004` gives `33.74.10.1004`. */
function dotted(text: string): string {
  const [, ...parts] = /^(\d\d)(\d\d)?(\d\d)?(\d{4})?$/.exec(text.replace(/\D/g, '')) ?? [];
  return parts.filter((part) => part !== undefined).join('.');
}
