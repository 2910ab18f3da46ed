import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoClient } from './demo-client.js';
import { boardLines, courseLines, explanationLines } from './demo-papers.js';
import { bringIntoForce, minutePolicy, policyInEarnest } from './demo-policy.js';
import { type Cast, hoursAgo, type LoggedCase, log, memberOf } from './demo-walk.js';

const REGENCY = '33.74';
const DISTRICT = '33.74.11';
const VILLAGE = '33.74.11.1002';
/** A clock of the drill runs a minute; a slow machine is given more. */
const PATIENCE_MS = 180_000;
const LOOK_MS = 500;

/** What the story needs of the drill. */
export interface Stage {
  readonly admin: DemoClient;
  readonly people: Cast;
  readonly now: Date;
  print(line: string): void;
}

/**
 * Plays out under clocks of a minute how cases come to who must act, and prints the papers of it: a case that nobody
 * acknowledged climbs, three quarrels become a cluster, a brawl is with the Sekda at once. Afterwards the rules of
 * version 1 are in force again.
 */
export async function playEscalation(stage: Stage): Promise<void> {
  const { admin, people, print } = stage;
  const minutes = await bringIntoForce(admin, minutePolicy(), 1);
  print('');
  print(`ESKALASI: kebijakan versi ${minutes} berlaku, dengan tenggat satu menit untuk latihan ini.`);
  const banner = await unheardBanner(stage);
  const quarrels = await threeQuarrels(stage);
  const brawl = await graveBrawl(stage);
  await direction(stage, brawl);
  await proposalDeclined(stage, brawl);
  await until(async () => (await levelOf(memberOf(people, 'kesbangpol'), banner.id)) !== 'E0');
  await bringIntoForce(admin, policyInEarnest(), minutes);
  await papers(stage, { banner, brawl }, quarrels);
}

/** Logged for a kelurahan; its lurah says nothing. */
function unheardBanner({ people, now }: Stage): Promise<LoggedCase> {
  return log(memberOf(people, 'operator'), {
    category: 'APK_PLACEMENT',
    subcategory: 'UTILITY_POLE',
    area: VILLAGE,
    place: 'tiang listrik di depan pasar',
    occurredAt: hoursAgo(now, 1),
    origin: 'CITIZEN',
    description: 'Spanduk terpasang di tiang listrik.',
    items: [{ type: 'SPANDUK', count: 1, mount: 'POLE' }],
  });
}

/** Resolves with the id of the cluster that the three become. */
async function threeQuarrels({ people, now }: Stage): Promise<string> {
  const secretariat = memberOf(people, 'kesbangpol');
  for (const place of ['simpang pasar', 'lapangan', 'depan balai']) {
    await log(memberOf(people, 'posko'), {
      category: 'GROUP_CLASH',
      subcategory: 'VERBAL',
      area: DISTRICT,
      place,
      occurredAt: hoursAgo(now, 2),
      origin: 'CITIZEN',
      severity: 2,
      description: 'Adu mulut antara dua kelompok pendukung.',
    });
  }
  let found = '';
  await until(async () => {
    const { body } = await secretariat.send('GET', `/v1/clusters?area=${DISTRICT}&open=true`);
    found = String((body.items as { id?: string }[])[0]?.id ?? '');
    return found !== '';
  });
  return found;
}

/** Severity 4: with the Sekda at once, the province is informed; the desk records what the Sekda says by phone. */
async function graveBrawl({ people, now }: Stage): Promise<LoggedCase> {
  const desk = memberOf(people, 'posko');
  const brawl = await log(desk, {
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: '33.74.12',
    place: 'terminal',
    occurredAt: hoursAgo(now, 0.2),
    origin: 'OFFICIAL',
    severity: 4,
    description: 'Dua kelompok saling lempar di terminal.',
  });
  const { body } = await memberOf(people, 'sekda').send('GET', '/v1/me');
  const { id } = body.person as { id: string };
  await brawl.act(desk, 'escalation/acknowledgement', {
    by: id,
    via: 'PHONE',
    note: 'Sekda dihubungi posko.',
  });
  return brawl;
}

async function direction({ people, now }: Stage, brawl: LoggedCase): Promise<void> {
  await memberOf(people, 'sekda').send('POST', '/v1/directions', {
    to: { agency: 'SATPOL_PP', area: REGENCY },
    cases: [brawl.id],
    text: 'Dampingi Polri di terminal sampai pagi, dan laporkan keadaannya.',
    dueAt: hoursAgo(now, -12),
  });
}

/** Nothing has been done for a minute: the province is proposed, and the Sekda keeps the case. */
async function proposalDeclined({ people }: Stage, brawl: LoggedCase): Promise<void> {
  const sekda = memberOf(people, 'sekda');
  await until(async () => {
    const { body } = await sekda.send('GET', `/v1/cases/${brawl.id}/escalation`);
    return body.proposal !== null;
  });
  await brawl.look(sekda);
  await brawl.act(sekda, 'escalation/proposal/refusal', {
    reason: 'Forkopimda kota sudah di lapangan; provinsi cukup diberi tahu.',
  });
}

async function papers(
  { people, print }: Stage,
  { banner, brawl }: { readonly banner: LoggedCase; readonly brawl: LoggedCase },
  cluster: string,
): Promise<void> {
  const sekda = memberOf(people, 'sekda');
  for (const one of [banner, brawl]) {
    const { body } = await sekda.send('GET', `/v1/cases/${one.id}/escalation`);
    const { body: timeline } = await sekda.send('GET', `/v1/cases/${one.id}/timeline`);
    for (const line of [...explanationLines(one.number, body), ...courseLines(timeline)]) print(line);
  }
  const { body: found } = await sekda.send('GET', `/v1/clusters/${cluster}`);
  print(`Klaster: ${String(found.text)}`);
  const { body: directions } = await sekda.send('GET', `/v1/directions?area=${REGENCY}&open=true`);
  for (const { text, dueAt } of directions.items as { text: string; dueAt: string }[])
    print(`Arahan: ${text} (tenggat ${dueAt})`);
  const { body: board } = await sekda.send('GET', `/v1/escalations/board?area=${REGENCY}`);
  for (const line of boardLines(board)) print(line);
}

async function levelOf(who: DemoClient, id: string): Promise<string> {
  const { body } = await who.send('GET', `/v1/cases/${id}`);
  return String(body.level);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(LOOK_MS))
    if (await holds()) return;
  throw new Error('The drill waited in vain for a clock: see the health of the service.');
}
