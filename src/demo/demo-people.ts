import { randomBytes } from 'node:crypto';
import type { Grant } from '../kernel/grant.js';
import type { DemoClient } from './demo-client.js';

/** A person of the drill; fictional. */
export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly grants: readonly Grant[];
}

const SEMARANG = '33.74';
const TEMBALANG = '33.74.10';

const CAST: readonly Omit<DemoPerson, 'password'>[] = [
  { username: 'pelapor', name: 'Latihan Pelapor', grants: [{ role: 'REPORTER', area: TEMBALANG }] },
  { username: 'operator', name: 'Latihan Operator', grants: [{ role: 'OPERATOR', area: '33' }] },
  { username: 'verifikator', name: 'Latihan Verifikator', grants: [{ role: 'VERIFIER', area: '33' }] },
  {
    username: 'satpolpp',
    name: 'Latihan Satpol PP',
    grants: [{ role: 'OFFICER', area: SEMARANG, agency: 'SATPOL_PP' }],
  },
  { username: 'dlh', name: 'Latihan DLH', grants: [{ role: 'OFFICER', area: SEMARANG, agency: 'DLH' }] },
  { username: 'camat', name: 'Latihan Camat', grants: [{ role: 'HEAD', area: TEMBALANG }] },
  { username: 'sekda', name: 'Latihan Sekda', grants: [{ role: 'HEAD', area: SEMARANG }] },
  { username: 'kesbangpol', name: 'Latihan Kesbangpol', grants: [{ role: 'SECRETARIAT', area: '33' }] },
  { username: 'posko', name: 'Latihan Posko', grants: [{ role: 'DESK', area: '33' }] },
  {
    username: 'bawaslu',
    name: 'Latihan Bawaslu',
    grants: [{ role: 'LIAISON', area: '33', agency: 'BAWASLU' }],
  },
  { username: 'kustodian', name: 'Latihan Kustodian', grants: [{ role: 'CUSTODIAN', area: '33' }] },
  { username: 'auditor', name: 'Latihan Auditor', grants: [{ role: 'AUDITOR', area: '33' }] },
];

/** Makes a person of every role, each with a password of its own. */
export async function makePeople(admin: DemoClient): Promise<DemoPerson[]> {
  const people = CAST.map((person) => ({ ...person, password: newPassword() }));
  for (const person of people) await admin.send('POST', '/v1/people', person);
  return people;
}

/** Sixteen characters that nobody confuses when reading them aloud. */
export function newPassword(): string {
  const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
