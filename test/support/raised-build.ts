import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyProjection } from '../../src/projection/projection.js';
import { PROJECTIONS } from '../../src/projections.js';
import { build } from './service.js';

const ROOT = new URL('../../', import.meta.url).pathname;
const VERSION = /(name: "case_list",\s+version: )\d+/;

/** The next release of this program, as far as views are concerned: its case list has a raised version. */
export interface RaisedBuild {
  readonly program: string;
  /** The raised view. */
  readonly view: AnyProjection;
  remove(): void;
}

/** Builds it beside this build, in a directory of its own. */
export function raisedBuild(version: number): RaisedBuild {
  build();
  const directory = mkdtempSync(join(tmpdir(), 'kondusif-raised-'));
  cpSync(join(ROOT, 'dist'), join(directory, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  raise(join(directory, 'dist'), version);
  const caseList = PROJECTIONS.find(({ name }) => name === 'case_list') as AnyProjection;
  return {
    program: join(directory, 'dist', 'main.js'),
    view: { ...caseList, version },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** In the one file of the program that has the view. */
function raise(dist: string, version: number): void {
  for (const name of readdirSync(dist).filter((one) => one.endsWith('.js'))) {
    const source = readFileSync(join(dist, name), 'utf8');
    if (!VERSION.test(source)) continue;
    writeFileSync(join(dist, name), source.replace(VERSION, `$1${version}`));
    return;
  }
  throw new Error(`Nothing in ${dist} names a version of the case list that could be raised.`);
}
