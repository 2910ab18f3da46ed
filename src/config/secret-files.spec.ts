import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { SECRETS } from './secret-files.js';
import { StartError } from './start-error.js';

const SECRET = 'postgres://someone:hidden@db.example:6432/kondusif';

describe('secrets in files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kondusif-secrets-'));

  afterAll(() => rmSync(directory, { recursive: true }));

  function file(text: string): string {
    const path = join(directory, 'secret');
    writeFileSync(path, text);
    return path;
  }

  function refusalOf(environment: NodeJS.ProcessEnv): StartError {
    try {
      readConfig(environment);
    } catch (error) {
      if (error instanceof StartError) return error;
      throw error;
    }
    throw new Error('It was accepted.');
  }

  it.each(['', '\n', '\r\n'])('are read without the line break at the end (%j)', (end) => {
    expect(readConfig({ DATABASE_URL_FILE: file(SECRET + end) }).databaseUrl).toBe(SECRET);
  });

  it('keep everything else, also blanks', () => {
    expect(readConfig({ KONDUSIF_ADMIN_PASSWORD_FILE: file(' sebuah kata sandi \n') }).adminPassword).toBe(
      ' sebuah kata sandi ',
    );
  });

  it('are checked as if they stood in the environment, and never repeated', () => {
    const { message, exitCode } = refusalOf({
      DATABASE_URL_FILE: file('mysql://someone:hidden@db/kondusif'),
    });
    expect(message).toMatch(/^DATABASE_URL must /);
    expect(message).not.toContain('hidden');
    expect(exitCode).toBe(2);
  });

  it.each(SECRETS)('may not be given twice: %s', (name) => {
    const { message, exitCode } = refusalOf({ [name]: 'hidden', [`${name}_FILE`]: file('hidden') });
    expect(message).toBe(`Set either ${name} or ${name}_FILE, not both.`);
    expect(exitCode).toBe(2);
  });

  it.each(SECRETS)('must be there to be read: %s', (name) => {
    const missing = refusalOf({ [`${name}_FILE`]: join(directory, 'missing') });
    expect(missing.message).toMatch(
      new RegExp(`^${name}_FILE names a file that cannot be read \\(ENOENT\\)`),
    );
    expect(refusalOf({ [`${name}_FILE`]: file('\n') }).message).toMatch(/ empty file/);
  });

  it('count as absent where the path is empty', () => {
    expect(readConfig({ DATABASE_URL_FILE: '' }).databaseUrl).toBeUndefined();
  });
});
