import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { Role } from '../../src/kernel/grant.js';
import { Caller } from '../support/running-app.js';

/** Each drill is a service of its own, of which a clock runs a minute, and other tests run beside it. */
jest.setTimeout(240_000);

const START = new URL('../../scripts/start.js', import.meta.url).pathname;
const ROLES: readonly Role[] = [
  'REPORTER',
  'OPERATOR',
  'VERIFIER',
  'OFFICER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'LIAISON',
  'CUSTODIAN',
  'AUDITOR',
  'ADMIN',
];
/** A line of the people: two spaces, username, password, role and area. */
const PERSON = /^ {2}(\S+) +([a-z2-9]{16}) {2}(.+)$/gm;

/** Nothing but how long the story of the escalation takes. */
const PROGRESS_ALONE = /^(eskalasi \/ escalation: 0 \(\d+ s\)\n)*$/;

/** A drill as a process of its own, whose temporary files lie in a directory of the test. */
class Drill {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  readonly exitCode: Promise<number | null>;

  constructor(
    readonly temporary: string,
    args: readonly string[],
    port = 0,
  ) {
    this.child = spawn(process.execPath, [START, 'demo', ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (said: Buffer) => {
      this.stdout += said.toString();
    });
    this.child.stderr?.on('data', (said: Buffer) => {
      this.stderr += said.toString();
    });
    this.exitCode = once(this.child, 'close').then(([exitCode]) => exitCode as number | null);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async untilSaid(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`It ended:\n${this.stdout}${this.stderr}`);
      await sleep(20);
    }
  }

  async untilServing(): Promise<void> {
    while (!processesOf(this.temporary).some((command) => command.includes('/bin/postgres'))) await sleep(20);
  }
}

describe('a drill', () => {
  let temporary: string;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'kondusif-demo-test-'));
    // The server may run as another user.
    chmodSync(temporary, 0o711);
  });

  afterEach(() => {
    expect(processesOf(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  it('with --exit tells what it loaded and who is there, and leaves nothing behind', async () => {
    const drill = new Drill(temporary, ['--exit']);
    expect(await drill.exitCode).toBe(0);
    expect(drill.stderr).toMatch(PROGRESS_ALONE);
    expect(drill.stdout).toMatch(/^LATIHAN \/ drill: http:\/\/127\.0\.0\.1:\d+ /m);
    expect(drill.stdout).toContain('Impor contoh: 214 baris, 202 tercatat, 12 ditolak.');
    expect(drill.stdout).toContain('Kasus yang dijalani: 4. Kasus di daftar: 206.');
    const people = [...drill.stdout.matchAll(PERSON)];
    const roles = people.flatMap(([, , , held = '']) => held.split(', ').map((grant) => grant.split(' ')[0]));
    expect([...new Set(roles)].sort()).toEqual([...ROLES].sort());
    const passwords = people.map(([, , password]) => password);
    expect(new Set(passwords).size).toBe(people.length);
    for (const password of passwords) expect(drill.stdout.split(String(password))).toHaveLength(2);
    for (const line of [
      /^Kasus \d{4}-\d{7}, sekarang di E[12]:\n {2}- Dimulai di Kelurahan\/Desa \(Gedawang\).*\n {2}- Naik dari Kelurahan\/Desa ke Kecamatan \(Banyumanik\) karena belum dikonfirmasi/m,
      /^Kasus \d{4}-\d{7}, sekarang di E2:\n {2}- Dimulai di Kab\/Kota \(Kota Semarang\) .*\(Kritis\)\.\n {2}Diberi tahu: E3$/m,
      /^ {2}\* Diketahui pemegang kasus \(E2\): lewat telepon/m,
      /^ {2}\* Usulan naik ditolak: Forkopimda kota/m,
      /^Klaster: 3 kejadian gangguan ketertiban berdekatan di Banyumanik/m,
      /^Arahan: Dampingi Polri di terminal/m,
      /^Papan kendali Kota Semarang: 16 wilayah/m,
    ])
      expect(drill.stdout).toMatch(line);
  });

  it('without --exit stays until it is told to end, for everybody whom it named', async () => {
    const drill = new Drill(temporary, []);
    await drill.untilSaid('Ctrl+C');
    const [, address = ''] = /drill: (\S+)/.exec(drill.stdout) ?? [];
    for (const [, username, password] of drill.stdout.matchAll(PERSON)) {
      const signedIn = await new Caller(address).post('/v1/sessions', { username, password }, { key: null });
      expect({ username, status: signedIn.status }).toEqual({ username, status: 201 });
    }
    expect((await new Caller(address).get('/health/ready')).status).toBe(200);
    drill.signal('SIGTERM');
    expect(await drill.exitCode).toBe(0);
  });

  it('that is told to end while it begins leaves nothing behind', async () => {
    const drill = new Drill(temporary, []);
    await drill.untilServing();
    drill.signal('SIGINT');
    expect(await drill.exitCode).toBe(0);
    expect(drill.stderr).toMatch(PROGRESS_ALONE);
  });

  it('that cannot begin says why and leaves nothing behind', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const drill = new Drill(temporary, ['--exit'], port);
    expect(await drill.exitCode).toBe(1);
    expect(drill.stderr).toContain(
      `Something already listens on 127.0.0.1:${port}: stop it, or choose another PORT.\n`,
    );
    other.close();
  });

  it('knows no other word than --exit', async () => {
    const drill = new Drill(temporary, ['--now']);
    expect(await drill.exitCode).toBe(2);
    expect(drill.stderr).toContain('Usage: npm run cli -- demo [--exit]');
  });
});

/** Commands of the processes that have to do with a directory. */
function processesOf(directory: string): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return all.split('\n').filter((command) => command.includes(directory));
}
