import type { DemoClient } from './demo-client.js';

const VILLAGE = '33.74.10.1004';
const HOUR_MS = 3_600_000;

type Cast = Readonly<Record<string, DemoClient>>;

/** Walks some cases through their lives: a banner on a tree to its end, a pose of an official to an outside body, a brawl. */
export async function walkCases(people: Cast, now: Date): Promise<number> {
  const walks = [bannerOnTree, officialsPose, brawl, earlyWarning];
  for (const walk of walks) await walk(people, now);
  return walks.length;
}

async function bannerOnTree(people: Cast, now: Date): Promise<void> {
  const banner = await log(person(people, 'pelapor'), {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: VILLAGE,
    place: 'pohon di tepi jalan dekat balai kelurahan',
    occurredAt: hoursAgo(now, 30),
    origin: 'CITIZEN',
    description: 'Tiga spanduk dipaku di pohon.',
    items: [{ type: 'SPANDUK', count: 3, mount: 'TREE' }],
  });
  await banner.act(person(people, 'verifikator'), 'verification', { outcome: 'VERIFIED' });
  await banner.act(person(people, 'kesbangpol'), 'assignment', {
    lead: 'SATPOL_PP',
    supporting: ['DLH'],
    dueAt: hoursAgo(now, -24),
  });
  await banner.act(person(people, 'satpolpp'), 'assignment/acceptance', {});
  await banner.act(person(people, 'satpolpp'), 'input-requests', {
    agency: 'DLH',
    question: 'Apakah pohon perlu dirawat?',
  });
  await banner.act(person(people, 'dlh'), 'input-requests/1/answer', {
    answer: 'Perlu; paku dicabut oleh petugas DLH.',
  });
  await banner.act(person(people, 'satpolpp'), 'resolution', {
    outcome: 'REMOVED',
    summary: 'Tiga spanduk dilepas.',
  });
  await banner.act(person(people, 'sekda'), 'closure', { note: 'Foto sebelum dan sesudah lengkap.' });
}

async function officialsPose(people: Cast, now: Date): Promise<void> {
  const pose = await log(person(people, 'operator'), {
    category: 'NEUTRALITY',
    subcategory: 'ASN_POSE',
    area: '33.74.10',
    occurredAt: hoursAgo(now, 50),
    origin: 'CITIZEN',
    description: 'Dugaan pose simbolik dalam acara resmi.',
  });
  await pose.act(person(people, 'kesbangpol'), 'verification', { outcome: 'VERIFIED' });
  await pose.act(person(people, 'kesbangpol'), 'referrals', {
    body: 'BAWASLU',
    as: 'INITIAL_INFORMATION',
    reason: 'Kewenangan pengawas pemilihan.',
    deliveredAt: hoursAgo(now, 20),
    via: 'WhatsApp',
  });
  await pose.act(person(people, 'kesbangpol'), 'referrals/1/letter', {
    number: '300/041/LATIHAN',
    date: now.toISOString().slice(0, 10),
  });
  await pose.act(person(people, 'bawaslu'), 'referrals/1/progress', {
    state: 'REGISTERED',
    at: hoursAgo(now, 2),
  });
}

async function brawl(people: Cast, now: Date): Promise<void> {
  const fight = await log(person(people, 'posko'), {
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: '33.74.10.1004',
    occurredAt: hoursAgo(now, 1),
    origin: 'OFFICIAL',
    severity: 3,
    description: 'Dua kelompok pendukung berhadapan di simpang.',
  });
  await fight.act(person(people, 'kesbangpol'), 'handling', { note: 'Ditangani sebelum verifikasi.' });
  await fight.act(person(people, 'posko'), 'field-actions', {
    kind: 'MEDIATION',
    at: hoursAgo(now, 0.5),
    with: ['POLRI'],
    result: 'PARTLY',
    summary: 'Kedua kelompok membubarkan diri; tokoh masyarakat mendampingi.',
  });
}

async function earlyWarning(people: Cast, now: Date): Promise<void> {
  const rumour = await log(person(people, 'operator'), {
    category: 'SOCIAL_TENSION',
    subcategory: 'IDENTITY_RUMOUR',
    nature: 'POTENTIAL',
    area: '33.74.10',
    expectedFrom: hoursAgo(now, -48),
    origin: 'CITIZEN',
    description: 'Kabar yang belum jelas beredar di lingkungan.',
  });
  await rumour.act(person(people, 'verifikator'), 'verification', { outcome: 'VERIFIED' });
}

interface LoggedCase {
  act(who: DemoClient, action: string, body: object): Promise<void>;
}

/** Logs a case and remembers its revision from answer to answer, as a person's screen does. */
async function log(who: DemoClient, report: object): Promise<LoggedCase> {
  const { body, etag } = await who.send('POST', '/v1/cases', report);
  let revision = etag;
  return {
    async act(actor, action, said) {
      const answer = await actor.send('POST', `/v1/cases/${String(body.id)}/${action}`, said, revision);
      revision = answer.etag;
    },
  };
}

function person(people: Cast, username: string): DemoClient {
  const found = people[username];
  if (found === undefined) throw new Error(`The drill has no ${username}.`);
  return found;
}

function hoursAgo(now: Date, hours: number): string {
  return new Date(now.getTime() - hours * HOUR_MS).toISOString();
}
