/**
 * Makes a fixture of the schema that a release leaves behind, with a few rows in each table:
 *
 *     node test/support/schema-fixture.mjs <folder of the release, installed> <name of the fixture>
 *
 * It runs that release on a server of its own, lets a few people do a few things, and writes what the database holds
 * to `test/fixtures/schema/<name>.sql`, and what the service answered at the end to `<name>.json`. A fixture is never
 * edited: releases to come must read it.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { rowsOf, schemaOf } from './dump.mjs';
import globalSetup from './global-setup.mjs';

const [release, name] = process.argv.slice(2);
const ADMINISTRATOR = { username: 'admin', password: 'correct-horse-battery' };
const AREA = '33.74.10.1004';
const CSV = [
  'No;Tanggal Kejadian;Jam Kejadian;Kabupaten/Kota;Kecamatan;Kelurahan/Desa;Kategori;Sub Kategori;Uraian Kejadian;Sumber',
  '1;17/10/2024;14.05;Kota Semarang;Tembalang;Bulusan;APK_PLACEMENT;TREE_NAILED;Baris 1;LAPORAN_WARGA',
  '2;17/10/2024;15.05;Kota Semarang;Tembalang;Bulusan;APK_PLACEMENT;TREE_NAILED;Baris 2;LAPORAN_WARGA',
  '',
].join('\n');
/** Of the areas only those above the cases, so that the fixture stays short; a service loads them again. */
const ONLY = { area: `'${AREA}' like code || '%'` };

await globalSetup();
const url = `${process.env.KONDUSIF_TEST_SERVER}/postgres`;
const service = spawn(process.execPath, [join(resolve(release), 'scripts', 'start.js')], {
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: '0',
    DATABASE_URL: url,
    KONDUSIF_ADMIN_USER: ADMINISTRATOR.username,
    KONDUSIF_ADMIN_PASSWORD: ADMINISTRATOR.password,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const answers = await play(await addressOf(service));
  service.kill('SIGTERM');
  await once(service, 'exit');
  await write(answers);
} finally {
  service.kill('SIGKILL');
  await globalThis.testServer.stop();
}
process.exit(0);

async function addressOf({ stdout }) {
  let said = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const address = /^Kondusif is ready at (\S+)$/m.exec(said)?.[1];
    if (address) return address;
  }
  throw new Error(`The release did not start:\n${said}`);
}

/** A few steps of people of several roles. Returns what a reader is answered afterwards. */
async function play(address) {
  const send = async (token, path, body, headers = {}) => {
    const response = await fetch(`${address}/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && {
          'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
          'idempotency-key': randomUUID(),
        }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const signIn = async (username, password) =>
    (await send(null, '/sessions', { username, password, token: true })).token;
  const admin = await signIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
  const admit = async (username, role) => {
    const password = `kata-sandi-${username}`;
    const grants = [{ role, area: '33' }];
    await send(admin, '/people', { username, name: `Latihan ${username}`, password, grants });
    return signIn(username, password);
  };
  const operator = await admit('operator', 'OPERATOR');
  const verifier = await admit('verifier', 'VERIFIER');
  const secretariat = await admit('secretariat', 'SECRETARIAT');
  const report = (description) => ({
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: AREA,
    origin: 'CITIZEN',
    occurredAt: '2024-10-17T14:05:00+07:00',
    description,
  });
  const ids = [];
  for (const description of ['Baru dicatat.', 'Sudah didisposisi.', 'Sama dengan yang pertama.'])
    ids.push((await send(operator, '/cases', report(description))).id);
  const [first, second, third] = ids;
  await send(operator, `/cases/${first}/notes`, { text: 'Sebuah catatan.' });
  await send(verifier, `/cases/${second}/verification`, { outcome: 'VERIFIED' }, { 'if-match': '"1"' });
  await send(
    secretariat,
    `/cases/${second}/assignment`,
    { lead: 'SATPOL_PP', dueAt: new Date(Date.now() + 86_400_000).toISOString() },
    { 'if-match': '"2"' },
  );
  const duplicate = { outcome: 'DUPLICATE', reason: 'sama', duplicateOf: first };
  await send(verifier, `/cases/${third}/verification`, duplicate, { 'if-match': '"1"' });
  const expiresAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  await send(operator, '/tokens', {
    name: 'Papan layar',
    expiresAt,
    grants: [{ role: 'OPERATOR', area: '33' }],
  });
  await send(secretariat, '/imports/cases?source=jateng-2024', CSV);
  const cases = [];
  for (const id of ids) {
    const { number, status, level, revision, description, notes, duplicateOf } = await send(
      secretariat,
      `/cases/${id}`,
    );
    cases.push({ id, number, status, level, revision, description, notes, duplicateOf });
  }
  const total = ids.length + 2;
  while ((await send(secretariat, '/cases?limit=1')).total < total) await sleep(50);
  return { cases, total };
}

async function write(answers) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { tables, sequences, before, after } = await schemaOf(client);
  const rows = [];
  for (const table of tables) rows.push(...(await rowsOf(client, table, ONLY)));
  const counters = [];
  for (const sequence of sequences) {
    const { rows: found } = await client.query(`select last_value from ${sequence}`);
    counters.push(`select setval('${sequence}', ${found[0].last_value})`);
  }
  // The areas are not whole, so they must not pass for an edition.
  rows.push(`update area_edition set edition = 'a few areas'`);
  await client.end();
  const folder = new URL('../fixtures/schema/', import.meta.url);
  writeFileSync(
    new URL(`${name}.sql`, folder),
    `${[...before, ...rows, ...counters, ...after].join(';\n\n')};\n`,
  );
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(answers, null, 2)}\n`);
}
