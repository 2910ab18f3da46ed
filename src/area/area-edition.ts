import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { AreaLevel } from './area.js';
import type { CodeAndName } from './area-tree.js';

const PACKAGE = 'idn-area-data';
/** Raised when the table is to be filled differently from the same data. */
const SHAPE = 1;

const FILES: Readonly<Record<AreaLevel, string>> = {
  PROVINCE: 'provinces.csv',
  REGENCY: 'regencies.csv',
  DISTRICT: 'districts.csv',
  VILLAGE: 'villages.csv',
};

/**
 * The areas as the pinned package brings them (data: ODbL, idn-area-data after Kemendagri). Only its CSV files are
 * read; its code wants a newer Node.
 */
export class AreaEdition {
  private readonly directory = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));

  /** Changes with the package's version, and with the way in which we keep its data. */
  readonly name = `${PACKAGE} ${this.version()} (${SHAPE})`;

  /** All areas of a level by their codes. */
  areas(level: AreaLevel): CodeAndName[] {
    const [, ...rows] = parse(readFileSync(join(this.directory, 'data', FILES[level])));
    return rows.map((row) => ({ code: row[0] ?? '', name: row.at(-1) ?? '' }));
  }

  private version(): string {
    const { version } = JSON.parse(readFileSync(join(this.directory, 'package.json'), 'utf8')) as {
      version: string;
    };
    return version;
  }
}
