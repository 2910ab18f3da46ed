import { createLogger, withoutValues } from './logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('holds no secret, wherever it stands', () => {
    const secret = 'top-secret';
    const text = logged((logger) => {
      logger.info({ password: secret, token: secret, headers: { cookie: secret, authorization: secret } });
      logger.info({
        config: { databaseUrl: secret, adminPassword: secret },
        request: { body: { name: secret } },
      });
    });
    expect(text).not.toContain(secret);
    expect(text.match(/\[hidden\]/g)).toHaveLength(7);
  });

  it('says of a request how and where it went, not from where and with which words', () => {
    const req = {
      method: 'GET',
      url: '/v1/cases?q=Budi%20Santoso&area=33&area=34',
      headers: { 'x-forwarded-for': '10.1.2.3' },
      socket: { remoteAddress: '10.1.2.3' },
    };
    const text = logged((logger) =>
      logger.info({ req, res: { statusCode: 200, headers: 'much' } }, 'answered'),
    );
    expect(JSON.parse(text)).toMatchObject({
      req: { method: 'GET', url: '/v1/cases?q&area' },
      res: { statusCode: 200 },
    });
    expect(text).not.toMatch(/Budi|10\.1\.2\.3|much/);
  });

  it('says of an error its type, message, code and frames, not the row that it carries', () => {
    const error = Object.assign(
      new Error('duplicate key value violates unique constraint "person_username"'),
      {
        code: '23505',
        detail: 'Key (username)=(budi) already exists.',
        parameters: ['Budi Santoso'],
        cause: Object.assign(new Error('invalid input syntax for type uuid: "Budi"'), { code: '22P02' }),
      },
    );
    const text = logged((logger) => logger.error({ err: error }, 'refused'));
    const { err } = JSON.parse(text) as { err: Record<string, unknown> };
    expect(Object.keys(err)).toEqual(['type', 'message', 'code', 'stack', 'cause']);
    expect(err.stack).toMatch(/^at /);
    expect(err.cause).toMatchObject({ message: 'PostgreSQL could not read a value.', code: '22P02' });
    expect(text).not.toMatch(/budi/i);
  });

  it('says of many errors in one what each says', () => {
    const error = new AggregateError([
      new Error('connect ECONNREFUSED ::1:5432'),
      new Error('connect ECONNREFUSED'),
    ]);
    const text = logged((logger) => logger.error(error));
    expect(text).toContain('connect ECONNREFUSED ::1:5432; connect ECONNREFUSED');
  });
});

describe('a logged address', () => {
  it.each([
    ['/v1/cases', '/v1/cases'],
    ['/v1/cases?', '/v1/cases?'],
    ['/v1/cases?q=a?b&q=c', '/v1/cases?q'],
    ['/v1/cases?=x&%00=y', '/v1/cases?&%00'],
  ])('%s is written %s', (url, written) => {
    expect(withoutValues(url)).toBe(written);
  });
});
