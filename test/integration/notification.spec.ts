import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zoneOf } from '../../src/area/area-zone.js';
import { readBackup } from '../../src/backup/read-backup.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';
import { HOLIDAYS } from '../../src/calendar/holidays.js';
import { outbox as cliOutbox } from '../../src/cli/outbox.js';
import type { StageCalendar } from '../../src/election/stage-calendar.js';
import type { EscalationPolicies } from '../../src/escalation/policies/escalation-policies.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { derivedId } from '../../src/kernel/ids.js';
import type { ChannelName } from '../../src/notification/channel.js';
import { Channels } from '../../src/notification/channels.js';
import { EmailChannel } from '../../src/notification/email/email-channel.js';
import { smtpServerOf } from '../../src/notification/email/smtp-url.js';
import type { HeldNews } from '../../src/notification/news.js';
import { NewsSources } from '../../src/notification/news-sources.js';
import { MOST_TRIES } from '../../src/notification/outbox/back-off.js';
import { deadLetters, resend } from '../../src/notification/outbox/dead-letters.js';
import {
  type ClaimedLetter,
  DecidedElsewhere,
  type Decision,
  Outbox,
} from '../../src/notification/outbox/outbox.js';
import { Sending } from '../../src/notification/sending.js';
import type { NewsSource } from '../../src/notification/told.js';
import { signatureOf } from '../../src/notification/webhook/signature.js';
import { WebhookChannel } from '../../src/notification/webhook/webhook-channel.js';
import { LiveReader } from '../api/live-reader.js';
import { HookReceiver, headerOf, MailReceiver } from '../support/receivers.js';
import { type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const SECRET = 'rahasia-bersama-yang-panjang';
const FROM = 'Kondusif <kondusif@example.go.id>';
const NOON = new Date('2026-11-22T12:00:00+07:00');
const NIGHT = new Date('2026-11-22T23:00:00+07:00');

let db: TestDatabase;
let outbox: Outbox;
let hooks: HookReceiver;
let mails: MailReceiver;
let now = NOON;
/** What the case says of itself by the time its letter is due. */
let stands = true;
let severity = 2;
let readable = true;
let last: string | null = null;

const source: NewsSource = {
  streams: 'case',
  isNews: () => true,
  newsOf: () => Promise.resolve([]),
  standingOf: () => (readable ? Promise.resolve({ stands, severity }) : Promise.reject(new Error('v9'))),
};

beforeAll(async () => {
  db = await createTestDatabase();
  outbox = new Outbox(db.database.dataSource);
  [hooks, mails] = await Promise.all([HookReceiver.start(), MailReceiver.start()]);
  await outbox.checkpoint('0');
});

afterAll(async () => {
  await hooks?.stop();
  await mails?.stop();
  await db?.drop();
});

beforeEach(async () => {
  await db.database.pool.query('delete from outbox');
  hooks.hooks.length = 0;
  mails.mails.length = 0;
  Object.assign(hooks, { status: 204, headers: {} });
  mails.refuses = null;
  [now, stands, severity, readable] = [NOON, true, 2, true];
});

function sending(over: Partial<Outbox> = {}): Sending {
  const isNamed = (address: string) => address === '127.0.0.1';
  const channels = new Channels([
    new WebhookChannel({ url: hooks.url, secret: SECRET, isNamed, timeoutMs: 2_000 }),
    new EmailChannel({ server: smtpServerOf(mails.url), from: FROM }, () =>
      Promise.resolve('camat@example.go.id'),
    ),
  ]);
  const policies = { active: () => Promise.resolve(POLICY_1) } as unknown as EscalationPolicies;
  const stages = {
    calendarOf: (area: string) => Promise.resolve({ zone: zoneOf(area), stages: [], days: HOLIDAYS }),
  } as unknown as StageCalendar;
  const words = { of: () => ({ subject: 'perlu tindakan', text: '*KONDUSIF*\nKasus 2026-0000123' }) };
  const rows = Object.assign(Object.create(outbox) as Outbox, over);
  return new Sending(rows, channels, new NewsSources([source]), words as never, policies, stages, {
    now: () => now,
  });
}

function news(id: string): HeldNews {
  return {
    kind: 'held',
    level: 'E1',
    office: { area: '33.74.10', role: 'HEAD' },
    case: {
      id,
      number: '2026-0000123',
      category: 'GROUP_CLASH',
      subcategory: 'BRAWL',
      area: '33.74.10.1004',
      severity: 2,
      restricted: false,
    },
    why: 'start',
    rule: 'severity',
    deadlines: [],
  };
}

/** Decides that one person is told by the channels; returns the ids of the letters. */
async function decided(...channels: ChannelName[]): Promise<string[]> {
  const id = randomUUID();
  const letters = channels.map((channel) => ({ id: derivedId(id, channel), person: randomUUID(), channel }));
  const decision: Decision = {
    id,
    stream: `case-${id}`,
    revision: 1,
    news: news(id),
    failure: null,
    letters,
  };
  await record([decision]);
  return letters.map((letter) => letter.id);
}

async function record(decisions: readonly Decision[]): Promise<void> {
  const from = await outbox.checkpoint('0');
  last = String(Number(from?.position ?? '0') + 1);
  await outbox.record(from, { position: last, eventId: randomUUID() }, decisions);
}

async function rowOf(id: string | undefined) {
  const { rows } = await db.database.pool.query(
    `select state, tries, reason, leased_until, due_at > clock_timestamp() as later,
            extract(epoch from due_at - clock_timestamp())::float8 as wait from outbox where id = $1`,
    [id],
  );
  return rows[0];
}

/** As if the wait, or the lease of somebody who is gone, were over. */
function hurry(): Promise<unknown> {
  return db.database.pool.query(
    `update outbox set due_at = clock_timestamp(), leased_until = clock_timestamp() where state = 'waiting'`,
  );
}

describe('the letters of the outbox', () => {
  it('go to a real receiver, signed, and to a real mail server', async () => {
    const [hook, mail] = await decided('webhook', 'email');
    expect(await sending().sendDue(8)).toBe(2);
    const [taken] = hooks.hooks;
    const timestamp = String(taken?.headers['webhook-timestamp']);
    expect(taken?.headers).toMatchObject({
      'webhook-id': hook,
      'webhook-signature': signatureOf(SECRET, timestamp, taken?.body ?? ''),
    });
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(10);
    expect(JSON.parse(taken?.body ?? '')).toMatchObject({ id: hook, kind: 'held', level: 'E1' });
    const [letter] = mails.mails;
    expect(letter?.to).toEqual(['camat@example.go.id']);
    expect(letter && headerOf(letter, 'Message-ID')).toBe(`<${mail}@example.go.id>`);
    expect(letter?.source).toContain('Kasus 2026-0000123');
    expect([(await rowOf(hook)).state, (await rowOf(mail)).state]).toEqual(['sent', 'sent']);
    expect(await sending().sendDue(8)).toBe(0);
  });

  it('come again with the same ids where they were refused first', async () => {
    const [hook, mail] = await decided('webhook', 'email');
    Object.assign(hooks, { status: 503, headers: { 'retry-after': '120' } });
    mails.refuses = 451;
    await sending().sendDue(8);
    expect(await rowOf(hook)).toMatchObject({ state: 'waiting', reason: 'HTTP_503', later: true });
    expect((await rowOf(hook)).wait).toBeGreaterThan(100);
    expect(await rowOf(mail)).toMatchObject({ state: 'waiting', reason: 'SMTP_451', tries: 1 });
    expect(await sending().sendDue(8)).toBe(0);
    Object.assign(hooks, { status: 200, headers: {} });
    mails.refuses = null;
    await hurry();
    expect(await sending().sendDue(8)).toBe(2);
    expect(hooks.hooks.map(({ headers }) => headers['webhook-id'])).toEqual([hook, hook]);
    expect(hooks.hooks[0]?.body).toBe(hooks.hooks[1]?.body);
    expect(mails.mails.map((one) => headerOf(one, 'Message-ID'))).toEqual([`<${mail}@example.go.id>`]);
    expect([(await rowOf(hook)).state, (await rowOf(mail)).state]).toEqual(['sent', 'sent']);
  });

  it('are sent again with the same id where the process was killed before it marked them', async () => {
    const [hook, mail] = await decided('webhook', 'email');
    const killed = () => Promise.reject(new Error('killed'));
    await expect(sending({ sent: killed }).sendDue(8)).rejects.toThrow('killed');
    expect([hooks.hooks.length, mails.mails.length]).toEqual([1, 1]);
    expect(await sending().sendDue(8)).toBe(0);
    await hurry();
    expect(await sending().sendDue(8)).toBe(2);
    expect(hooks.hooks.map(({ headers }) => headers['webhook-id'])).toEqual([hook, hook]);
    expect(new Set(mails.mails.map((one) => headerOf(one, 'Message-ID')))).toEqual(
      new Set([`<${mail}@example.go.id>`]),
    );
    expect(mails.mails).toHaveLength(2);
  });

  it('are stopped by what has made them needless, also between two tries', async () => {
    const [fresh] = await decided('webhook');
    stands = false;
    await sending().sendDue(8);
    expect(await rowOf(fresh)).toMatchObject({ state: 'stopped', reason: 'not_needed' });
    stands = true;
    const [tried] = await decided('webhook');
    hooks.status = 500;
    await sending().sendDue(8);
    stands = false;
    await hurry();
    await sending().sendDue(8);
    expect(await rowOf(tried)).toMatchObject({ state: 'stopped' });
    expect(hooks.hooks).toHaveLength(1);
  });

  it('wait for the end of the quiet hours, which is no try, unless the case is critical by then', async () => {
    const [quiet] = await decided('webhook');
    now = NIGHT;
    await sending().sendDue(8);
    expect(await rowOf(quiet)).toMatchObject({ state: 'waiting', tries: 0, reason: 'quiet_hours' });
    const { wait } = await rowOf(quiet);
    expect(wait / 3_600).toBeCloseTo(6, 1);
    severity = 4;
    await hurry();
    await sending().sendDue(8);
    expect((await rowOf(quiet)).state).toBe('sent');
  });

  it('are dead after the last try or a final refusal, and are sent again when an operator says so', async () => {
    const [hook, mail] = await decided('webhook', 'email');
    await db.database.pool.query('update outbox set tries = $1 where id = $2', [MOST_TRIES - 1, hook]);
    hooks.status = 302;
    mails.refuses = 550;
    await sending().sendDue(8);
    const dead = await deadLetters(db.database.dataSource, 10);
    expect(dead.map(({ id, reason, tries }) => ({ id, reason, tries }))).toEqual(
      expect.arrayContaining([
        { id: hook, reason: 'HTTP_302', tries: MOST_TRIES },
        { id: mail, reason: 'SMTP_550', tries: 1 },
      ]),
    );
    expect(await sending().sendDue(8)).toBe(0);
    Object.assign(hooks, { status: 204 });
    expect(await resend(db.database.dataSource, hook ?? '')).toBe(true);
    expect(await resend(db.database.dataSource, randomUUID())).toBe(false);
    expect(await resend(db.database.dataSource, 'x')).toBe(false);
    await sending().sendDue(8);
    expect((await rowOf(hook)).state).toBe('sent');
    expect(hooks.hooks.map(({ headers }) => headers['webhook-id'])).toEqual([hook, hook]);
  });

  it('about a stream that cannot be read are tried as often as others, and hold up none', async () => {
    const [bad] = await decided('webhook');
    readable = false;
    await sending().sendDue(8);
    expect(await rowOf(bad)).toMatchObject({ state: 'waiting', reason: 'failed', tries: 1, later: true });
    await db.database.pool.query('update outbox set tries = $1 where id = $2', [MOST_TRIES - 1, bad]);
    await hurry();
    await sending().sendDue(8);
    expect(await rowOf(bad)).toMatchObject({ state: 'dead', reason: 'failed' });
    expect(hooks.hooks).toEqual([]);
  });

  it('belong to one process at a time, however many look', async () => {
    for (let n = 0; n < 10; n++) await decided('webhook');
    const counts = await Promise.all([1, 2, 3, 4].map(() => sending().sendDue(8)));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(10);
    const ids = hooks.hooks.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([10, 10]);
  });

  it('are not put off by somebody whose lease has ended', async () => {
    const [id] = await decided('webhook');
    const [mine] = (await outbox.claim(1, 60_000)) as [ClaimedLetter];
    await hurry();
    await sending().sendDue(8);
    await outbox.failed(mine, 'late', 60_000);
    expect((await rowOf(id)).state).toBe('sent');
  });

  it('never leave for a network that the operator has not named', async () => {
    const channel = new WebhookChannel({ url: hooks.url, secret: SECRET, isNamed: () => false });
    const letter = {
      id: randomUUID(),
      person: null,
      channel: 'webhook',
      news: news(randomUUID()),
      decidedAt: NOON,
    };
    const words = { subject: 'x', text: 'x' };
    await expect(channel.send(letter as never, words)).rejects.toThrow('TARGET_NOT_ALLOWED');
    const named = new WebhookChannel({
      url: hooks.url.replace('127.0.0.1', 'localhost'),
      secret: SECRET,
      isNamed: () => false,
    });
    await expect(named.send(letter as never, words)).rejects.toThrow('TARGET_NOT_ALLOWED');
    expect(hooks.hooks).toEqual([]);
  });
});

describe('decisions', () => {
  it('are written once, and their letters with them', async () => {
    const id = randomUUID();
    const letter = { id: derivedId(id, 'webhook'), person: null, channel: 'webhook' } as const;
    const decision = {
      id,
      stream: `case-${id}`,
      revision: 1,
      news: news(id),
      failure: null,
      letters: [letter],
    };
    await record([decision]);
    const another = { ...letter, id: derivedId(id, 'somebody who came later') };
    await record([{ ...decision, letters: [letter, another] }]);
    const { rows } = await db.database.pool.query('select id from outbox where notification = $1', [id]);
    expect(rows).toEqual([{ id: letter.id }]);
  });

  it('of two processes that read the same events stand once', async () => {
    const from = await outbox.checkpoint('0');
    const to = { position: '9', eventId: randomUUID() };
    const both = await Promise.allSettled([outbox.record(from, to, []), outbox.record(from, to, [])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(DecidedElsewhere);
  });
});

describe('a backup', () => {
  it('is restored without sending anything old: what waited is dead, and deciding begins at the end of the log', async () => {
    await db.database.pool.query(
      `insert into notification_checkpoint (position) values ('1') on conflict do nothing`,
    );
    const [waiting] = await decided('webhook');
    const folder = join(mkdtempSync(join(tmpdir(), 'kondusif-outbox-')), 'backup');
    const restored = await createEmptyDatabase();
    try {
      await takeBackup(db.url, folder);
      await restoreBackup(restored.url, await readBackup(folder), 'the test');
      const { dataSource } = restored.database;
      expect(await deadLetters(dataSource, 10)).toMatchObject([{ id: waiting, reason: 'restored' }]);
      expect(await new Outbox(dataSource).checkpoint('9')).toEqual({ position: '9', eventId: null });
      const printed: string[] = [];
      const context = {
        database: async () => restored.database,
        print: (line: string) => printed.push(line),
      };
      expect(await cliOutbox.run([], context as never)).toBe(0);
      expect(printed[0]).toContain(`${waiting}  case-`);
      expect(printed[0]).toContain('restored');
      expect(await cliOutbox.run(['resend', waiting ?? '', 'x'], context as never)).toBe(1);
      expect(printed.slice(-2)).toEqual([`${waiting} will be sent again.`, 'x is no dead letter.']);
      expect(await deadLetters(dataSource, 10)).toEqual([]);
    } finally {
      await restored.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a service that tells people', () => {
  const AREA = '33.74.10.1004';
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({
      config: {
        webhookUrl: hooks.url,
        webhookSecret: SECRET,
        webhookNetworks: ['127.0.0.1'],
        smtpUrl: mails.url,
        mailFrom: FROM,
      },
    });
    await app.second();
  }, 60_000);

  afterAll(() => app?.close());

  async function head(area: string, email?: string): Promise<Caller> {
    const person = await app.person({ role: 'HEAD', area });
    if (email !== undefined) {
      const set = await app.admin.send('PUT', `/v1/people/${person.id}/email`, { email });
      expect([set.status, set.body]).toEqual([200, { email }]);
    }
    return person;
  }

  /** A brawl with weapons: it is with the kota at once, the province is informed, and no night holds it back. */
  async function brawl(): Promise<string> {
    const operator = await app.person({ role: 'OPERATOR', area: AREA });
    const answer = await operator.post('/v1/cases', {
      category: 'GROUP_CLASH',
      subcategory: 'BRAWL',
      area: AREA,
      origin: 'CITIZEN',
      severity: 4,
      occurredPrecision: 'UNKNOWN',
      description: 'Budi Santoso dikeroyok di depan warung Bu Siti, HP 081234567890',
    });
    expect(answer.status).toBe(201);
    return answer.body.id;
  }

  const outboxOf = async (id: string) => {
    const { rows } = await app.db.database.pool.query(
      `select o.state, o.channel, n.news ->> 'level' as level from outbox o join notification n on n.id = o.notification
       where n.stream = $1 order by level, channel`,
      [`case-${id}`],
    );
    return rows;
  };

  it('tells each who must act once by each way, and nobody else; the acknowledgement stops what has not left', async () => {
    const [sekda, province] = [await head('33.74', 'sekda@example.go.id'), await head('33')];
    await head('33.74.10', 'camat@example.go.id');
    const first = await brawl();
    await mails.have(1);
    await hooks.have(2);
    const told = hooks.hooks.map(({ body }) => JSON.parse(body));
    expect(told.map(({ kind, level, person }) => ({ kind, level, person }))).toEqual(
      expect.arrayContaining([
        { kind: 'held', level: 'E2', person: sekda.id },
        { kind: 'informed', level: 'E3', person: province.id },
      ]),
    );
    expect(mails.mails.map(({ to }) => to)).toEqual([['sekda@example.go.id']]);
    const everything = JSON.stringify([hooks.hooks, mails.mails]);
    for (const word of ['Budi', 'Siti', '0812']) expect(everything).not.toContain(word);
    const sent = { state: 'sent' };
    await until(async () => (await outboxOf(first)).every(({ state }) => state === 'sent'));
    expect(await outboxOf(first)).toMatchObject([
      { ...sent, level: 'E2', channel: 'email' },
      { ...sent, level: 'E2', channel: 'webhook' },
      { ...sent, level: 'E3', channel: 'webhook' },
    ]);

    hooks.status = 500;
    mails.refuses = 451;
    const second = await brawl();
    await until(async () => (await outboxOf(second)).length === 3);
    const known = await sekda.post(
      `/v1/cases/${second}/escalation/acknowledgement`,
      { via: 'APP' },
      { ifMatch: 1 },
    );
    expect(known.status).toBe(200);
    await until(async () => {
      await app.db.database.pool.query(
        `update outbox set due_at = clock_timestamp() where state = 'waiting'`,
      );
      return (await outboxOf(second)).filter(({ state }) => state === 'stopped').length === 2;
    });
    expect((await outboxOf(second)).find(({ level }) => level === 'E3')?.state).toBe('waiting');
  }, 30_000);

  it('shows directions live to whom they were given, and on boards to those who may see them', async () => {
    const [sekda, officer] = [
      await head('33.74'),
      await app.person({ role: 'OFFICER', area: '33.74', agency: 'DLH' }),
    ];
    const elsewhere = await app.person({ role: 'DESK', area: '33.75' });
    const readers = await Promise.all([
      LiveReader.open(officer, 'mine'),
      LiveReader.open(sekda, 'board:33'),
      LiveReader.open(elsewhere, 'board:33,mine'),
    ]);
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const direction = { to: { agency: 'DLH', area: '33.74' }, text: 'Periksa pohon yang dipaku', dueAt };
    const { status, body } = await sekda.post('/v1/directions', direction);
    expect(status).toBe(201);
    const [mine, board, other] = readers;
    for (const reader of [mine, board]) {
      const messages = (await reader?.until(body.id, 'DirectionIssued')) ?? [];
      expect(messages.map(({ event, data }) => ({ event, id: data.id, area: data.area }))).toEqual([
        { event: 'direction', id: body.id, area: '33.74' },
      ]);
      expect(JSON.stringify(messages)).not.toContain('pohon');
    }
    expect(other?.messages).toEqual([]);
    const again = await LiveReader.open(officer, 'mine', mine?.messages[0] && before(mine.messages[0].id));
    expect((await again.until(body.id, 'DirectionIssued')).map(({ data }) => data.id)).toContain(body.id);
    for (const reader of [...readers, again]) reader.close();
    // At night it is held, so that it was decided is all that can be waited for.
    await until(async () => {
      const { rows } = await app.db.database.pool.query('select 1 from outbox where person = $1', [
        officer.id,
      ]);
      return rows.length > 0;
    });
  }, 20_000);
});

/** The position before one of this log. */
function before(position: string): string {
  return position.replace(/\d+$/, (digits) => String(Number(digits) - 1).padStart(digits.length, '0'));
}
