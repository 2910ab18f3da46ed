import { readFileSync } from 'node:fs';

function load(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
}

/** The module's statements, one file each. */
export const SQL = {
  empty: load('empty'),
  loadLevel: load('load-level'),
  index: load('index'),
  listAll: `with found as not materialized (${load('find-all')}) ${load('page')}`,
  listNamed: `with found as materialized (${load('find-named')}) ${load('page')}`,
} as const;
