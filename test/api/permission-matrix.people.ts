import { randomUUID } from 'node:crypto';
import type { Grant, Role } from '../../src/kernel/grant.js';
import { Caller, type RunningApp } from '../support/running-app.js';

/** Every case of the matrix lies in this kecamatan, whose camat holds it. */
export const KECAMATAN = '33.74.10';
export const KOTA = '33.74';
export const PROVINCE = '33';

/** Agencies and bodies of the cases. There is no officer of the vacant one. */
export const LEAD = 'SATPOL_PP';
export const SUPPORTING = 'DISHUB';
export const ASKED = 'DLH';
export const VACANT = 'BPBD';
export const BODY = 'BAWASLU';

/** Who asks, as a column of the table. */
export interface Column {
  readonly name: string;
  readonly role: Role;
  readonly agency?: string;
  readonly area: string;
}

const of = (role: Role, agency?: string): Column => ({
  name: role,
  role,
  area: KOTA,
  ...(agency && { agency }),
});

export const COLUMNS = {
  reporter: of('REPORTER'),
  operator: of('OPERATOR'),
  verifier: of('VERIFIER'),
  desk: of('DESK'),
  lead: { ...of('OFFICER', LEAD), name: 'OFFICER lead' },
  supporting: { ...of('OFFICER', SUPPORTING), name: 'OFFICER supporting' },
  asked: { ...of('OFFICER', ASKED), name: 'OFFICER asked' },
  officer: { ...of('OFFICER', 'DISDIK'), name: 'OFFICER other' },
  camat: { ...of('HEAD'), area: KECAMATAN, name: 'HEAD kecamatan' },
  head: { ...of('HEAD'), name: 'HEAD kota' },
  kecamatan: { ...of('SECRETARIAT'), area: KECAMATAN, name: 'SECRETARIAT kecamatan' },
  secretariat: { ...of('SECRETARIAT'), name: 'SECRETARIAT kota' },
  referred: { ...of('LIAISON', BODY), name: 'LIAISON referred' },
  liaison: { ...of('LIAISON', 'KPU'), name: 'LIAISON other' },
  custodian: of('CUSTODIAN'),
  auditor: of('AUDITOR'),
  admin: of('ADMIN'),
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnKey = keyof typeof COLUMNS;
export const COLUMN_KEYS = Object.keys(COLUMNS) as readonly ColumnKey[];

/** One column for each role, for what has nothing to do with a case. */
export const ROLE_KEYS: readonly ColumnKey[] = COLUMN_KEYS.filter(
  (key) => !['supporting', 'asked', 'officer', 'camat', 'kecamatan', 'liaison'].includes(key),
);

/** Areas beside those of the columns. */
const BESIDE: Readonly<Record<string, string>> = { [KOTA]: '33.75', [KECAMATAN]: '33.74.11' };

/** Somebody who was admitted and has signed in. */
export interface Asker {
  readonly column: ColumnKey;
  readonly caller: Caller;
  readonly grants: readonly Grant[];
  readonly username: string;
  readonly password: string;
}

/** For each column one whose area holds the case, and one of the same kind from beside it. */
export type Askers = Readonly<Record<ColumnKey, { readonly inside: Asker; readonly outside: Asker }>>;

export async function makeAskers(app: RunningApp): Promise<Askers> {
  const pairs = COLUMN_KEYS.map(async (key) => {
    const { role, agency, area }: Column = COLUMNS[key];
    const grant = (where: string): Grant => (agency ? { role, area: where, agency } : { role, area: where });
    const [inside, outside] = await Promise.all([
      admit(app, key, grant(area)),
      admit(app, key, grant(BESIDE[area] ?? '')),
    ]);
    return [key, { inside, outside }] as const;
  });
  return Object.fromEntries(await Promise.all(pairs)) as unknown as Askers;
}

/** Admits a person and signs in. */
export async function admit(app: RunningApp, column: ColumnKey, ...grants: Grant[]): Promise<Asker> {
  const username = `p${randomUUID().slice(0, 12)}`;
  const password = `kata-sandi-${username}`;
  const made = await app.admin.post('/v1/people', { username, name: 'Orang Uji', password, grants });
  if (made.status !== 201) throw new Error(`Admitting: ${made.status} ${JSON.stringify(made.body)}`);
  const session = await app.nobody.post('/v1/sessions', { username, password, token: true });
  if (session.status !== 201) throw new Error(`Sign-in: ${session.status} ${JSON.stringify(session.body)}`);
  const caller = new Caller(app.url, made.body.id, session.body.token);
  return { column, caller, grants, username, password };
}
