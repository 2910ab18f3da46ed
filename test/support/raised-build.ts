import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyProjection } from '../../src/projection/projection.js';
import { PROJECTIONS } from '../../src/projections.js';
import { build } from './service.js';

const ROOT = new URL('../../', import.meta.url).pathname;
const CASE_LIST = join('dist', 'case', 'views', 'case-list', 'case-list.projection.js');

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
  const file = join(directory, CASE_LIST);
  const source = readFileSync(file, 'utf8');
  const raised = source.replace(/(name: 'case_list',\s+version: )\d+/, `$1${version}`);
  if (raised === source) throw new Error(`${CASE_LIST} names no version that could be raised.`);
  writeFileSync(file, raised);
  const caseList = PROJECTIONS.find(({ name }) => name === 'case_list') as AnyProjection;
  return {
    program: join(directory, 'dist', 'main.js'),
    view: { ...caseList, version },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
