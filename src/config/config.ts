import 'reflect-metadata';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  validateSync,
} from 'class-validator';
import { IsNetwork } from './config-networks.js';
import {
  addressOf,
  type DatabaseAddress,
  IsDatabaseUrl,
  IsEventStoreUrl,
  IsPublicUrl,
  IsSmtpUrl,
  IsWebhookUrl,
} from './config-urls.js';
import { SECRETS, withSecretsOfFiles } from './secret-files.js';
import { StartError } from './start-error.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * A `worker` feeds the views and runs the processes; among several workers each view has one owner. A process that is
 * `web` only leaves that to others, and gets ready when they have done it. Every process answers HTTP.
 */
export const ROLES = ['web', 'worker'] as const;
export type ServiceRole = (typeof ROLES)[number];

const ROLE_LIST = ROLES.join('|');

/** How this installation is set up: read once from the environment, which nothing else looks at. */
export class Config {
  /** TCP port of the HTTP service; 0 takes any free one. */
  @Transform(({ value }) => Number(value))
  @IsInt({ message: 'PORT must be a whole number between 0 and 65535.' })
  @Min(0, { message: 'PORT must be a whole number between 0 and 65535.' })
  @Max(65_535, { message: 'PORT must be a whole number between 0 and 65535.' })
  readonly port: number = 3000;

  /** Address to listen on; only this machine unless told otherwise. */
  @Matches(/^[\w.:-]+$/, {
    message: 'HOST must be an address or a host name, for example 127.0.0.1 or 0.0.0.0.',
  })
  readonly host: string = '127.0.0.1';

  /** Absolute path of the directory that holds the embedded server's data. */
  @Transform(({ value }) => resolve(String(value)))
  @IsString({ message: 'KONDUSIF_DATA_DIR must be the path of a directory.' })
  readonly dataDir: string = resolve('data');

  /** Origin under which browsers reach the service, for example `https://kondusif.example.go.id`. */
  @IsOptional()
  @IsPublicUrl({
    message: 'KONDUSIF_PUBLIC_URL must be an origin such as https://kondusif.example.go.id, without a path.',
  })
  @Transform(({ value }) => String(value).replace(/\/$/, ''))
  readonly publicUrl?: string;

  /** Networks of the proxies, beside those on this machine, whose word about the client's address counts. */
  @Transform(({ value }) => listOf(value))
  @IsNetwork({
    each: true,
    message:
      'KONDUSIF_TRUSTED_PROXIES must be a list of addresses or networks such as 172.30.241.0/24, separated by commas.',
  })
  readonly trustedProxies: readonly string[] = [];

  /** An existing PostgreSQL server instead of the embedded one. */
  @IsOptional()
  @IsDatabaseUrl({ message: 'DATABASE_URL must look like postgres://user:password@host:5432/database.' })
  readonly databaseUrl?: string;

  /** An EventStoreDB that holds the events instead of PostgreSQL. */
  @IsOptional()
  @IsEventStoreUrl({
    message:
      'EVENTSTORE_URL must look like esdb://user:password@host:2113?tls=true or esdb+discover://host?…, with the password URL-encoded and only options that are known.',
  })
  readonly eventStoreUrl?: string;

  /** Tells several installations apart that share an EventStoreDB; empty for the only one. */
  @Matches(/^[a-z0-9]{0,16}$/, {
    message: 'EVENTSTORE_PREFIX must have at most 16 small letters and digits.',
  })
  readonly eventStorePrefix: string = '';

  /** Username of the first administrator, who is made only while there is none. */
  @Matches(/^[a-z0-9][a-z0-9._-]{1,63}$/, {
    message:
      'KONDUSIF_ADMIN_USER must be 2 to 64 of a-z, 0-9, dot, underscore and hyphen, starting with a letter or digit.',
  })
  readonly adminUser: string = 'admin';

  /** Absent: a random one is made and printed once. */
  @IsOptional()
  @Length(12, 200, { message: 'KONDUSIF_ADMIN_PASSWORD must have between 12 and 200 characters.' })
  readonly adminPassword?: string;

  /** Where people who must act are told; absent: by no webhook. */
  @IsOptional()
  @IsWebhookUrl({
    message: 'KONDUSIF_WEBHOOK_URL must look like https://host/path, without user, password and fragment.',
  })
  readonly webhookUrl?: string;

  /** Signs what goes to the webhook. */
  @ValidateIf(
    ({ webhookUrl, webhookSecret }: Config) => webhookUrl !== undefined || webhookSecret !== undefined,
  )
  @Length(16, 200, {
    message: 'KONDUSIF_WEBHOOK_SECRET must have between 16 and 200 characters; the webhook needs one.',
  })
  readonly webhookSecret?: string;

  /** Networks that are not the internet, to which the webhook may go, also without encryption. */
  @Transform(({ value }) => listOf(value))
  @IsNetwork({
    each: true,
    message:
      'KONDUSIF_WEBHOOK_NETWORKS must be a list of addresses or networks such as 10.20.0.0/16, separated by commas.',
  })
  readonly webhookNetworks: readonly string[] = [];

  /** The mail server by which people who must act are told; absent: by no e-mail. */
  @IsOptional()
  @IsSmtpUrl({
    message:
      'KONDUSIF_SMTP_URL must look like smtp://user:password@host:587 or smtps://host, with the password URL-encoded.',
  })
  readonly smtpUrl?: string;

  /** The sender of e-mails. */
  @ValidateIf(({ smtpUrl, mailFrom }: Config) => smtpUrl !== undefined || mailFrom !== undefined)
  @Matches(/^([^<>"\\@\r\n]{1,100} <[^\s<>@,;]{1,64}@[\w.-]{1,190}>|[^\s<>@,;]{1,64}@[\w.-]{1,190})$/, {
    message:
      'KONDUSIF_MAIL_FROM must be an address such as Kondusif <kondusif@example.go.id>; e-mail needs one.',
  })
  readonly mailFrom?: string;

  @Transform(({ value }) => [...new Set(listOf(value))])
  @IsIn(ROLES, { each: true, message: `KONDUSIF_ROLES must be a list of ${ROLE_LIST}, separated by commas.` })
  readonly roles: readonly ServiceRole[] = ROLES;

  /** Absent: `warn` on a terminal, `info` elsewhere. */
  @IsOptional()
  @IsIn(LOG_LEVELS, { message: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.` })
  readonly logLevel?: LogLevel;

  /** Host, port and database of `databaseUrl`, without its user and password: fit to be shown. */
  get databaseAddress(): DatabaseAddress | undefined {
    return this.databaseUrl === undefined ? undefined : addressOf(this.databaseUrl);
  }
}

function listOf(value: unknown): string[] {
  return String(value)
    .split(',')
    .map((part) => part.trim());
}

const VARIABLES: Readonly<Record<string, keyof Config>> = {
  PORT: 'port',
  HOST: 'host',
  KONDUSIF_DATA_DIR: 'dataDir',
  KONDUSIF_PUBLIC_URL: 'publicUrl',
  KONDUSIF_TRUSTED_PROXIES: 'trustedProxies',
  DATABASE_URL: 'databaseUrl',
  EVENTSTORE_URL: 'eventStoreUrl',
  EVENTSTORE_PREFIX: 'eventStorePrefix',
  KONDUSIF_ADMIN_USER: 'adminUser',
  KONDUSIF_ADMIN_PASSWORD: 'adminPassword',
  KONDUSIF_WEBHOOK_URL: 'webhookUrl',
  KONDUSIF_WEBHOOK_SECRET: 'webhookSecret',
  KONDUSIF_WEBHOOK_NETWORKS: 'webhookNetworks',
  KONDUSIF_SMTP_URL: 'smtpUrl',
  KONDUSIF_MAIL_FROM: 'mailFrom',
  KONDUSIF_ROLES: 'roles',
  LOG_LEVEL: 'logLevel',
};

/** The name of every environment variable that is looked at. */
export const VARIABLE_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(VARIABLES),
  ...SECRETS.flatMap((name) => [name, `${name}_FILE`]),
]);

/**
 * Reads the configuration; an empty variable counts as absent, and a secret may stand in a file.
 * Errors: `StartError` with one sentence for each bad variable, which names it and never repeats its value.
 */
export function readConfig(given: NodeJS.ProcessEnv = process.env): Config {
  const environment = withSecretsOfFiles(given);
  const values = Object.entries(VARIABLES)
    .filter(([variable]) => environment[variable])
    .map(([variable, property]) => [property, environment[variable]] as const);
  const config = plainToInstance(Config, Object.fromEntries(values));
  const sentences = validateSync(config).map(({ constraints }) => Object.values(constraints ?? {})[0]);
  if (sentences.length > 0) throw new StartError(sentences.join('\n'), 2);
  return config;
}
