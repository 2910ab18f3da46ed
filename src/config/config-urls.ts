import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';

/** Where a database is, without user and password. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Host, port and database of a PostgreSQL URL that `IsDatabaseUrl` let pass. */
export function addressOf(url: string): DatabaseAddress {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? (hostname || 'localhost'),
    port: Number(port || 5432),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

/** `postgres://…/database`, also with a socket directory as `?host=`. */
export function IsDatabaseUrl(options: ValidationOptions): PropertyDecorator {
  return isUrl('isDatabaseUrl', options, ({ protocol, pathname }) => {
    return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1;
  });
}

const EVENT_STORE_URL =
  /^esdb(\+discover)?:\/\/([^:@/?#\s]+:[^:@/?#\s]+@)?[\w.-]+(:\d{1,5})?(,[\w.-]+(:\d{1,5})?)*\/?(\?(?<options>[^#\s]*))?$/;
/** The client prints the whole address, password and all, when it meets another. */
const EVENT_STORE_OPTIONS: ReadonlySet<string> = new Set([
  'tls',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
  'connectionName',
  'nodePreference',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
]);

/** `esdb://[user:password@]host[:port][,host…][?option=value]`, also `esdb+discover:`. */
export function IsEventStoreUrl(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => {
    const match = typeof value === 'string' ? EVENT_STORE_URL.exec(value) : null;
    if (match === null) return false;
    const given = new URLSearchParams(match.groups?.options ?? '');
    return [...given].every(([option, setting]) => EVENT_STORE_OPTIONS.has(option) && setting !== '');
  };
  return validatedBy('isEventStoreUrl', options, validate);
}

/** `http(s)://host[:port]`, nothing behind it. */
export function IsPublicUrl(options: ValidationOptions): PropertyDecorator {
  return isUrl('isPublicUrl', options, ({ protocol, pathname, search, hash, username }) => {
    return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username;
  });
}

/** `http(s)://host[:port][/path][?query]`, without user, password and fragment. */
export function IsWebhookUrl(options: ValidationOptions): PropertyDecorator {
  return isUrl('isWebhookUrl', options, ({ protocol, hash, username, password }) => {
    return /^https?:$/.test(protocol) && !hash && !username && !password;
  });
}

/** `smtp(s)://[user:password@]host[:port]`, nothing behind it. */
export function IsSmtpUrl(options: ValidationOptions): PropertyDecorator {
  return isUrl('isSmtpUrl', options, ({ protocol, hostname, pathname, search, hash, username, password }) => {
    const hasNothingBehind = /^\/?$/.test(pathname) && !search && !hash;
    return /^smtps?:$/.test(protocol) && hostname !== '' && hasNothingBehind && !username === !password;
  });
}

function isUrl(name: string, options: ValidationOptions, accepts: (url: URL) => boolean): PropertyDecorator {
  const validate = (value: unknown): boolean => {
    return typeof value === 'string' && URL.canParse(value) && accepts(new URL(value));
  };
  return validatedBy(name, options, validate);
}

function validatedBy(
  name: string,
  options: ValidationOptions,
  validate: (value: unknown) => boolean,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: { validate, defaultMessage: buildMessage((each) => `${each}$property is not such a URL`) },
    },
    options,
  );
}
