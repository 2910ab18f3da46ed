import type { DemoClient } from './demo-client.js';

const VILLAGE = '33.74.10.1004';
const HOUR_MS = 3_600_000;

/** The people of the drill by username. */
export type Cast = Readonly<Record<string, DemoClient>>;

/** Walks some cases through their lives: a banner on a tree to its end, a pose of an official to an outside body, a brawl. */
export async function walkCases(people: Cast, now: Date): Promise<Walked> {
  const walks = [bannerOnTree, officialsPose, brawl, earlyWarning];
  let position = '';
  for (const walk of walks) position = await walk(people, now);
  return { cases: walks.length, position };
}

/** How many cases were walked, and the position of the last step. */
export interface Walked {
  readonly cases: number;
  readonly position: string;
}

async function bannerOnTree(people: Cast, now: Date): Promise<string> {
  const banner = await log(memberOf(people, 'pelapor'), {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: VILLAGE,
    place: 'pohon di tepi jalan dekat balai kelurahan',
    occurredAt: hoursAgo(now, 30),
    origin: 'CITIZEN',
    description: 'Tiga spanduk dipaku di pohon.',
    items: [{ type: 'SPANDUK', count: 3, mount: 'TREE' }],
  });
  await banner.act(memberOf(people, 'verifikator'), 'verification', { outcome: 'VERIFIED' });
  await banner.act(memberOf(people, 'kesbangpol'), 'assignment', {
    lead: 'SATPOL_PP',
    supporting: ['DLH'],
    dueAt: hoursAgo(now, -24),
  });
  await banner.act(memberOf(people, 'satpolpp'), 'assignment/acceptance', {});
  await banner.act(memberOf(people, 'satpolpp'), 'input-requests', {
    agency: 'DLH',
    question: 'Apakah pohon perlu dirawat?',
  });
  await banner.act(memberOf(people, 'dlh'), 'input-requests/1/answer', {
    answer: 'Perlu; paku dicabut oleh petugas DLH.',
  });
  await banner.act(memberOf(people, 'satpolpp'), 'resolution', {
    outcome: 'REMOVED',
    summary: 'Tiga spanduk dilepas.',
  });
  return banner.act(memberOf(people, 'sekda'), 'closure', { note: 'Foto sebelum dan sesudah lengkap.' });
}

async function officialsPose(people: Cast, now: Date): Promise<string> {
  const pose = await log(memberOf(people, 'operator'), {
    category: 'NEUTRALITY',
    subcategory: 'ASN_POSE',
    area: '33.74.10',
    occurredAt: hoursAgo(now, 50),
    origin: 'CITIZEN',
    description: 'Dugaan pose simbolik dalam acara resmi.',
  });
  await pose.act(memberOf(people, 'kesbangpol'), 'verification', { outcome: 'VERIFIED' });
  await pose.act(memberOf(people, 'kesbangpol'), 'referrals', {
    body: 'BAWASLU',
    as: 'INITIAL_INFORMATION',
    reason: 'Kewenangan pengawas pemilihan.',
    deliveredAt: hoursAgo(now, 20),
    via: 'WhatsApp',
  });
  await pose.act(memberOf(people, 'kesbangpol'), 'referrals/1/letter', {
    number: '300/041/LATIHAN',
    date: now.toISOString().slice(0, 10),
  });
  return pose.act(memberOf(people, 'bawaslu'), 'referrals/1/progress', {
    state: 'REGISTERED',
    at: hoursAgo(now, 2),
  });
}

async function brawl(people: Cast, now: Date): Promise<string> {
  const fight = await log(memberOf(people, 'posko'), {
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: '33.74.10.1004',
    occurredAt: hoursAgo(now, 1),
    origin: 'OFFICIAL',
    severity: 3,
    description: 'Dua kelompok pendukung berhadapan di simpang.',
  });
  await fight.act(memberOf(people, 'kesbangpol'), 'handling', { note: 'Ditangani sebelum verifikasi.' });
  return fight.act(memberOf(people, 'posko'), 'field-actions', {
    kind: 'MEDIATION',
    at: hoursAgo(now, 0.5),
    with: ['POLRI'],
    result: 'PARTLY',
    summary: 'Kedua kelompok membubarkan diri; tokoh masyarakat mendampingi.',
  });
}

async function earlyWarning(people: Cast, now: Date): Promise<string> {
  const rumour = await log(memberOf(people, 'operator'), {
    category: 'SOCIAL_TENSION',
    subcategory: 'IDENTITY_RUMOUR',
    nature: 'POTENTIAL',
    area: '33.74.10',
    expectedFrom: hoursAgo(now, -48),
    origin: 'CITIZEN',
    description: 'Kabar yang belum jelas beredar di lingkungan.',
  });
  return rumour.act(memberOf(people, 'verifikator'), 'verification', { outcome: 'VERIFIED' });
}

/** A case of the drill, as the screen of somebody who works on it knows it. */
export interface LoggedCase {
  readonly id: string;
  readonly number: string;
  /** Resolves with the position of the step. */
  act(who: DemoClient, action: string, body: object): Promise<string>;
  /** Sees what has become of it meanwhile. */
  look(who: DemoClient): Promise<void>;
}

/** Logs a case and remembers its revision from answer to answer, as a person's screen does. */
export async function log(who: DemoClient, report: object): Promise<LoggedCase> {
  const { body, etag } = await who.send('POST', '/v1/cases', report);
  let revision = etag;
  const path = `/v1/cases/${String(body.id)}`;
  return {
    id: String(body.id),
    number: String(body.number),
    async look(actor) {
      revision = (await actor.send('GET', path)).etag;
    },
    async act(actor, action, said) {
      const answer = await actor.send('POST', `${path}/${action}`, said, revision);
      revision = answer.etag;
      return answer.position ?? '';
    },
  };
}

/** Somebody of the drill. */
export function memberOf(people: Cast, username: string): DemoClient {
  const found = people[username];
  if (found === undefined) throw new Error(`The drill has no ${username}.`);
  return found;
}

/** RFC 3339; hours ahead where they are negative. */
export function hoursAgo(now: Date, hours: number): string {
  return new Date(now.getTime() - hours * HOUR_MS).toISOString();
}
