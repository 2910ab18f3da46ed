import { readFileSync } from 'node:fs';
import { StartError } from './start-error.js';

/** Variables whose value may carry a password, and may therefore stand in a file instead: `<NAME>_FILE` is its path. */
export const SECRETS: readonly string[] = [
  'DATABASE_URL',
  'EVENTSTORE_URL',
  'KONDUSIF_ADMIN_PASSWORD',
  'KONDUSIF_WEBHOOK_URL',
  'KONDUSIF_WEBHOOK_SECRET',
  'KONDUSIF_SMTP_URL',
];

/**
 * The environment with the secrets that stand in files, as container platforms hand them out. The line break that
 * editors leave at the end of a file does not belong to the secret.
 * Errors: `StartError` where a secret is given twice, or its file cannot be read or is empty; it never repeats a value.
 */
export function withSecretsOfFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = SECRETS.flatMap((name) => {
    const path = environment[`${name}_FILE`];
    if (!path) return [];
    if (environment[name]) throw new StartError(`Set either ${name} or ${name}_FILE, not both.`, 2);
    return [[name, secretIn(path, `${name}_FILE`)] as const];
  });
  return { ...environment, ...Object.fromEntries(read) };
}

function secretIn(path: string, variable: string): string {
  const secret = textOf(path, variable).replace(/\r?\n$/, '');
  if (secret === '') throw new StartError(`${variable} names an empty file: write the secret into it.`, 2);
  return secret;
}

function textOf(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `${variable} names a file that cannot be read (${code}): correct the path, or let this user read it.`,
      2,
      { cause: error },
    );
  }
}
