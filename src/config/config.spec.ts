import { resolve } from 'node:path';
import { readConfig } from './config.js';
import { StartError } from './start-error.js';

function refusalOf(environment: NodeJS.ProcessEnv): StartError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      adminUser: 'admin',
    });
    expect(config.roles).toEqual(['web', 'worker']);
    expect(config.databaseUrl).toBeUndefined();
    expect(config.publicUrl).toBeUndefined();
    expect(config.trustedProxies).toEqual([]);
    expect(config.logLevel).toBeUndefined();
  });

  it('reads every variable', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      KONDUSIF_DATA_DIR: '/var/lib/kondusif/../kondusif',
      KONDUSIF_PUBLIC_URL: 'https://kondusif.example.go.id/',
      KONDUSIF_TRUSTED_PROXIES: '172.30.241.0/24, 2001:db8::1',
      DATABASE_URL: 'postgres://someone:hidden@db.example:6432/kondusif',
      EVENTSTORE_URL: 'esdb+discover://someone:hi%40den@events.example:2113?tls=true&nodePreference=leader',
      KONDUSIF_ADMIN_USER: 'sekretariat',
      KONDUSIF_ADMIN_PASSWORD: 'twelve-characters',
      KONDUSIF_WEBHOOK_URL: 'https://gateway.example.go.id/kondusif?via=wa',
      KONDUSIF_WEBHOOK_SECRET: 'rahasia-bersama-yang-panjang',
      KONDUSIF_WEBHOOK_NETWORKS: '10.20.0.0/16',
      KONDUSIF_SMTP_URL: 'smtp://someone:hi%40den@mail.example.go.id:587',
      KONDUSIF_MAIL_FROM: 'Kondusif <kondusif@example.go.id>',
      KONDUSIF_ROLES: 'worker, worker',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/lib/kondusif',
      publicUrl: 'https://kondusif.example.go.id',
      trustedProxies: ['172.30.241.0/24', '2001:db8::1'],
      adminUser: 'sekretariat',
      adminPassword: 'twelve-characters',
      webhookUrl: 'https://gateway.example.go.id/kondusif?via=wa',
      webhookSecret: 'rahasia-bersama-yang-panjang',
      webhookNetworks: ['10.20.0.0/16'],
      smtpUrl: 'smtp://someone:hi%40den@mail.example.go.id:587',
      mailFrom: 'Kondusif <kondusif@example.go.id>',
      roles: ['worker'],
      logLevel: 'debug',
      eventStoreUrl: 'esdb+discover://someone:hi%40den@events.example:2113?tls=true&nodePreference=leader',
    });
    expect(config.databaseAddress).toEqual({ host: 'db.example', port: 6432, database: 'kondusif' });
  });

  it('takes an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', EVENTSTORE_URL: '' }).port).toBe(3000);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['HOST', 'http://here'],
    ['KONDUSIF_PUBLIC_URL', 'https://kondusif.example.go.id/app'],
    ['KONDUSIF_PUBLIC_URL', 'siaga.example.id'],
    ['DATABASE_URL', 'mysql://someone:hidden@db/kondusif'],
    ['DATABASE_URL', 'postgres://someone:hidden@db'],
    ['KONDUSIF_TRUSTED_PROXIES', 'proxy'],
    ['KONDUSIF_TRUSTED_PROXIES', '172.30.241.0/33'],
    ['KONDUSIF_ADMIN_USER', 'Pak Sekda'],
    ['KONDUSIF_ADMIN_PASSWORD', 'short'],
    ['KONDUSIF_WEBHOOK_SECRET', 'short'],
    ['KONDUSIF_WEBHOOK_NETWORKS', '10.20.0.0/40'],
    ['KONDUSIF_MAIL_FROM', 'sekretariat'],
    ['KONDUSIF_MAIL_FROM', 'a@b.id\nBcc: c@d.id'],
    ['KONDUSIF_ROLES', 'web,queen'],
    ['LOG_LEVEL', 'loud'],
    ['EVENTSTORE_URL', 'http://localhost:2113'],
    ['EVENTSTORE_URL', 'esdb://admin:p@ss@localhost:2113'],
    ['EVENTSTORE_URL', 'esdb://localhost:2113?tls'],
    ['EVENTSTORE_URL', 'esdb://localhost:2113?tlsVerifyCert=false'],
    ['EVENTSTORE_URL', 'esdb://localhost:port'],
    ['EVENTSTORE_PREFIX', 'Jawa Tengah'],
  ])('names %s in one sentence when it is %s, without repeating the value', (variable, value) => {
    const { message, exitCode } = refusalOf({ [variable]: value });
    expect(message).toMatch(new RegExp(`^${variable} [^\\n]+\\.$`));
    expect(message).not.toContain(value);
    expect(exitCode).toBe(2);
  });

  it.each([
    [
      'KONDUSIF_WEBHOOK_URL',
      'ftp://gateway.example.go.id/',
      { KONDUSIF_WEBHOOK_SECRET: 'a-long-enough-secret' },
    ],
    [
      'KONDUSIF_WEBHOOK_URL',
      'https://me:hidden@gateway.example/',
      { KONDUSIF_WEBHOOK_SECRET: 'a-long-enough-secret' },
    ],
    ['KONDUSIF_SMTP_URL', 'mail.example.go.id', { KONDUSIF_MAIL_FROM: 'a@b.id' }],
    ['KONDUSIF_SMTP_URL', 'smtp://user@mail.example.go.id', { KONDUSIF_MAIL_FROM: 'a@b.id' }],
    ['KONDUSIF_SMTP_URL', 'smtp://mail.example.go.id/?tls=no', { KONDUSIF_MAIL_FROM: 'a@b.id' }],
  ])('names %s in one sentence when it is %s', (variable, value, others) => {
    const { message } = refusalOf({ [variable]: value, ...others });
    expect(message).toMatch(new RegExp(`^${variable} [^\\n]+\\.$`));
    expect(message).not.toContain(value);
  });

  it('wants a secret for the webhook, and a sender for e-mail', () => {
    expect(refusalOf({ KONDUSIF_WEBHOOK_URL: 'https://gateway.example.go.id/' }).message).toContain(
      'KONDUSIF_WEBHOOK_SECRET',
    );
    expect(refusalOf({ KONDUSIF_SMTP_URL: 'smtps://mail.example.go.id' }).message).toContain(
      'KONDUSIF_MAIL_FROM',
    );
  });

  it('names every bad variable at once, each on a line', () => {
    expect(refusalOf({ PORT: 'x', LOG_LEVEL: 'x' }).message.split('\n')).toHaveLength(2);
  });
});
