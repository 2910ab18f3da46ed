import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CursorKeys, Slice } from '../http/cursor.js';
import type { Area, AreaLevel } from './area.js';
import { AreaRegister } from './area.register.js';
import { searchReading } from './area-reading.js';
import { LONGEST_NAME, wordsOf } from './area-spelling.js';
import { SQL } from './area-sql.js';
import { provinceCalled } from './province-alias.js';

/** Which areas a list holds. The members combine with AND, values of one with OR. */
export interface AreaFilter {
  /** Codes of areas right above; `""` is the country, above the provinces. */
  readonly parents?: readonly string[];
  readonly levels?: readonly AreaLevel[];
  /** A name as somebody types it, a code, or the beginning of a name; it puts the best first. */
  readonly named?: string;
}

/** Where a page begins and how many it holds. */
export interface PageOf {
  readonly after: CursorKeys | null;
  readonly limit: number;
}

/** One row of what was found; the rank puts a better match before. */
interface Found {
  readonly code: string;
  readonly rank: number;
}

type Answered = [{ readonly total: number; readonly page: readonly Found[] }];

/** Shorter texts would be like almost everything. */
const SHORTEST_LIKENESS = 3;

/** Lists areas: by code, or by how well their names fit what is looked for. */
@Injectable()
export class AreaListQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly areas: AreaRegister,
  ) {}

  async run({ parents, levels, named }: AreaFilter, { after, limit }: PageOf): Promise<Slice<Area>> {
    const [rank = null, code = null] = after ?? [];
    const parameters = [parents ?? null, levels ?? null, rank, code, limit + 1];
    const [{ total, page }] =
      named === undefined
        ? await this.dataSource.query<Answered>(SQL.listAll, parameters)
        : await this.search(named.slice(0, LONGEST_NAME), parameters);
    const shown = page.slice(0, limit);
    const last = page.length > limit ? shown.at(-1) : undefined;
    const items = shown.map((found) => this.areas.find(found.code)).filter((area) => area !== null);
    return { items, last: last === undefined ? null : [last.rank, last.code], total };
  }

  private search(named: string, parameters: readonly unknown[]): Promise<Answered> {
    const { kind, words } = searchReading(named);
    const code = this.areas.exists(named.trim()) ? named.trim() : provinceCalled(words);
    const whole = kind === undefined ? null : wordsOf(named).join(' ');
    const { length } = words.join('');
    const ofName = [words.join(' '), whole, kind ?? null, code ?? null, length >= SHORTEST_LIKENESS];
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`select set_config('pg_trgm.similarity_threshold', $1, true)`, [
        leastLikeness(length),
      ]);
      return manager.query<Answered>(SQL.listNamed, [...parameters, ...ofName]);
    });
  }
}

/**
 * How much of their trigrams two names must share, so that one wrong, missing or swapped letter is forgiven and not
 * a tenth of the country has to be compared. In the shortest names no mistake leaves enough to go by.
 */
function leastLikeness(length: number): number {
  if (length < 5) return 0.45;
  return length < 9 ? 0.33 : 0.4;
}
