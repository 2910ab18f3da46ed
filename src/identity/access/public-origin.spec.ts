import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config/config.js';
import type { DomainError } from '../../kernel/domain-error.js';
import { PublicOrigin } from './public-origin.js';

interface Asked {
  readonly method?: string;
  readonly remoteAddress?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function request({ method = 'POST', remoteAddress = '127.0.0.1', headers = {} }: Asked): FastifyRequest {
  return {
    method,
    headers: { host: 'localhost:3000', ...headers },
    socket: { remoteAddress },
  } as unknown as FastifyRequest;
}

const at = (publicUrl?: string) =>
  new PublicOrigin({ publicUrl, trustedProxies: ['172.30.241.0/24'] as readonly string[] } as Config);
const HTTPS = 'https://kondusif.example.go.id';

function refusal(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('the right origin', () => {
  it.each<[string, string | undefined, Record<string, string>, string | undefined]>([
    ['its own host', undefined, { origin: 'http://localhost:3000' }, undefined],
    ['another port', undefined, { origin: 'http://localhost:3001' }, 'origin_mismatch'],
    ['another site', undefined, { origin: 'https://evil.example' }, 'origin_mismatch'],
    ['a sandboxed frame', undefined, { origin: 'null' }, 'origin_mismatch'],
    ['nothing', undefined, {}, 'origin_mismatch'],
    ['the public URL', HTTPS, { origin: HTTPS }, undefined],
    ['the host behind the public URL', HTTPS, { origin: 'http://localhost:3000' }, 'origin_mismatch'],
    [
      'a site whose name begins alike',
      HTTPS,
      { origin: 'https://kondusif.example.go.id.evil.example' },
      'origin_mismatch',
    ],
  ])('is asked of a state-changing request with a cookie: %s', (_, publicUrl, headers, code) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(refusal(() => at(publicUrl).requireOwn(request({ method, headers })))).toBe(code);
    }
    expect(refusal(() => at(publicUrl).requireOwn(request({ method: 'GET', headers })))).toBeUndefined();
  });

  it('is asked of a sign-in only where the browser names one', () => {
    const origin = at();
    expect(refusal(() => origin.refuseForeign(request({})))).toBeUndefined();
    const foreign = request({ headers: { origin: 'https://evil.example' } });
    expect(refusal(() => origin.refuseForeign(foreign))).toBe('origin_mismatch');
  });
});

describe('the address of a client', () => {
  it.each<[string, string | undefined, string, string | undefined, string]>([
    ['is the socket', undefined, '203.0.113.9', undefined, '203.0.113.9'],
    ['is never what the client says', undefined, '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    [
      'is not believed of a local client without public URL',
      undefined,
      '127.0.0.1',
      '198.51.100.7',
      '127.0.0.1',
    ],
    ['is not believed of a stranger', HTTPS, '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['is told by the proxy on this machine', HTTPS, '::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['is told by a trusted proxy elsewhere', HTTPS, '::ffff:172.30.241.7', '198.51.100.7', '198.51.100.7'],
    ['is not believed of its neighbours', HTTPS, '172.30.242.7', '198.51.100.7', '172.30.242.7'],
    ['is what the proxy itself added', HTTPS, '::1', '10.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['is the proxy where it says nonsense', HTTPS, '127.0.0.1', 'unknown', '127.0.0.1'],
    ['is the network of IPv6', undefined, '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['is the network of short IPv6', undefined, '2001:db8::1', undefined, '2001:db8:0:0::/64'],
    ['is IPv4 within IPv6', undefined, '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ])('%s', (_, publicUrl, remoteAddress, forwarded, expected) => {
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    expect(at(publicUrl).clientAddress(request({ remoteAddress, headers }))).toBe(expected);
  });
});
