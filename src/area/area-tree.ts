import { ancestryOf, depthOf } from '../kernel/grant.js';
import { AREA_LEVELS, type Area } from './area.js';
import { zoneOf } from './area-zone.js';

/** What the tree is made from; the rest of an area follows from its code. */
export type CodeAndName = Pick<Area, 'code' | 'name'>;

/**
 * All areas in memory as two arrays ordered by code: what lies below an area is one run of neighbours, and its
 * parents are the beginnings of its code. `""` is the country.
 */
export class AreaTree {
  private constructor(
    private readonly codes: readonly string[],
    private readonly names: readonly string[],
  ) {}

  /** Takes the areas in any order. */
  static from(areas: Iterable<CodeAndName>): AreaTree {
    const sorted = [...areas].sort((a, b) => (a.code < b.code ? -1 : 1));
    return new AreaTree(
      sorted.map(({ code }) => code),
      sorted.map(({ name }) => name),
    );
  }

  get size(): number {
    return this.codes.length;
  }

  /** Null where no area has the code; the country is none. */
  find(code: string): Area | null {
    const name = this.nameOf(code);
    const level = AREA_LEVELS[depthOf(code) - 1];
    if (name === undefined || level === undefined) return null;
    return { code, name, level, path: this.pathOf(code), zone: zoneOf(code).label };
  }

  nameOf(code: string): string | undefined {
    const at = this.lowerBound(code);
    return this.codes[at] === code ? this.names[at] : undefined;
  }

  /** Names from the province down to the area itself. */
  pathOf(code: string): string[] {
    return ancestryOf(code).map((part) => this.nameOf(part) ?? part);
  }

  /** Codes of all areas of a depth (1 province, 4 village) below an area, in order. */
  below(code: string, depth: number): string[] {
    const from = code === '' ? 0 : this.lowerBound(`${code}.`);
    const until = code === '' ? this.codes.length : this.lowerBound(`${code}/`);
    return this.codes.slice(from, until).filter((each) => each.length === LENGTHS[depth]);
  }

  /** Index of the first code that is not before the given one. */
  private lowerBound(code: string): number {
    let low = 0;
    let high = this.codes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.codes[middle] ?? '') < code) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Length of a code by its depth. */
const LENGTHS = [0, 2, 5, 8, 13] as const;

/** Code of the area above; `""` above a province. */
export function parentOf(code: string): string {
  return code.slice(0, Math.max(0, code.lastIndexOf('.')));
}
