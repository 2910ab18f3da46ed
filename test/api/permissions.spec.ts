import { listRoutes } from '../../src/http/routes.js';
import { type RunningApp, startApp } from '../support/running-app.js';
import { caseSections } from './permission-matrix.case-questions.js';
import { COLUMNS, makeAskers } from './permission-matrix.people.js';
import { rowOf, type Section } from './permission-matrix.question.js';
import { roleSections } from './permission-matrix.role-questions.js';
import {
  commitTables,
  committedTables,
  permissionTable,
  type TableRow,
  tableOf,
} from './permission-matrix.table.js';
import { makeWorld } from './permission-matrix.world.js';

const PATIENCE_MS = 240_000;

/** Everything of the page that is not written by hand. */
interface Matrix {
  readonly tables: string;
  readonly rows: readonly TableRow[];
  readonly contradictions: readonly string[];
}

let app: RunningApp;
let matrix: Matrix;

beforeAll(async () => {
  app = await startApp();
  matrix = await ask(app);
}, PATIENCE_MS);

afterAll(() => app?.close());

async function ask(app: RunningApp): Promise<Matrix> {
  const askers = await makeAskers(app);
  const contradictions: string[] = [];
  const world = await makeWorld(app, askers);
  const sections: Section[] = [...caseSections(world, contradictions), ...(await roleSections(app))];
  const rows: TableRow[] = [];
  let tables = declarations(app) + (await withoutSigningIn(app));
  for (const section of sections) {
    const asked: TableRow[] = [];
    for (const question of section.questions) asked.push(await rowOf(question, section, askers));
    const columns = section.columns.map((key) => COLUMNS[key].name);
    tables += permissionTable(section.title, columns, asked);
    rows.push(...asked);
  }
  return { tables, rows, contradictions };
}

const routesOf = ({ nest }: RunningApp) =>
  listRoutes(nest).map((route) => ({ ...route, name: `${route.method} ${route.path}` }));

/** What stands beside each handler. */
function declarations(app: RunningApp): string {
  const rows = routesOf(app).map(({ name, access }) => [`\`${name}\``, sentenceOf(access)]);
  return tableOf('What each route declares', ['route', 'who'], rows);
}

function sentenceOf(access: ReturnType<typeof listRoutes>[number]['access']): string {
  switch (access?.kind) {
    case 'public':
      return 'anybody';
    case 'signed-in':
      return 'whoever is signed in';
    case 'for':
      return access.roles.join(', ');
    case 'decided':
      return access.sentence;
    default:
      return '';
  }
}

/** Routes that answer somebody who is not signed in with anything but 401. */
async function withoutSigningIn(app: RunningApp): Promise<string> {
  const open: string[] = [];
  for (const { method, path, name } of routesOf(app)) {
    const filled = path.replace(/:(code|n|asset)\b/g, '1').replace(/:id\b/g, crypto.randomUUID());
    const { status } = await fetch(app.url + filled, { method });
    if (status !== 401) open.push(name);
  }
  return tableOf(
    'Without signing in',
    ['route'],
    open.map((name) => [`\`${name}\``]),
  );
}

function linesOf(tables: string): string[] {
  return tables.split('\n').map((line) => line.replace(/\s+/g, ' ').replace(/-+/g, '-'));
}

describe('who may do what', () => {
  it('is what docs/permissions.md says, for every route, role and place', () => {
    if (process.env.UPDATE_PERMISSIONS === '1') commitTables(matrix.tables);
    // Without the white space a difference shows the rows that differ, and no others.
    expect(linesOf(matrix.tables)).toEqual(linesOf(committedTables()));
    expect(matrix.tables).toBe(committedTables());
  });

  it('is asked of every route that there is, and of no other', () => {
    const asked = new Set(matrix.rows.map(({ route }) => route));
    const declared = routesOf(app).map(({ name }) => name);
    expect(declared.filter((name) => !asked.has(name))).toEqual([]);
    expect([...asked].filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('lets somebody use each route', () => {
    const used = matrix.rows.filter(({ cells }) => cells.flat().includes('yes')).map(({ route }) => route);
    expect(matrix.rows.filter(({ route }) => !used.includes(route)).map(({ route }) => route)).toEqual([]);
  });

  it('stands in the actions of a case as its routes answer, and in lists as its page', () => {
    expect(matrix.contradictions).toEqual([]);
  });
});
