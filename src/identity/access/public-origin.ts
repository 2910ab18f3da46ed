import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../config/config.js';
import { networksOf } from '../../config/config-networks.js';
import { DomainError } from '../../kernel/domain-error.js';

const THIS_MACHINE = ['127.0.0.0/8', '::1'];
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What `KONDUSIF_PUBLIC_URL` fixes: the right Origin, whether cookies are `Secure`, and whose addresses are believed. */
@Injectable()
export class PublicOrigin {
  private readonly url: string | undefined;
  private readonly isProxy: (address: string) => boolean;

  constructor(config: Config) {
    this.url = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin;
    this.isProxy = networksOf([...THIS_MACHINE, ...config.trustedProxies]);
  }

  /** True where browsers come over https. */
  get isSecure(): boolean {
    return this.url?.startsWith('https:') ?? false;
  }

  /** Refuses, as `origin_mismatch`, a state-changing request with a cookie that another site may have sent. */
  requireOwn(request: FastifyRequest): void {
    if (SAFE_METHODS.has(request.method)) return;
    const { origin } = request.headers;
    if (origin === undefined || !this.isOwn(origin, request)) throw new DomainError('origin_mismatch');
  }

  /** The same for signing in, which carries no cookie yet: a browser's foreign Origin is refused, a missing one is not. */
  refuseForeign(request: FastifyRequest): void {
    if (request.headers.origin !== undefined) this.requireOwn(request);
  }

  /**
   * Address of the client, for throttling only. A proxy on this machine or in a trusted network is believed once the
   * public URL says that there is one: its own entry is the last of `X-Forwarded-For`. Of IPv6 the network counts, which one client owns.
   */
  clientAddress(request: FastifyRequest): string {
    const direct = plainAddress(request.socket.remoteAddress ?? '');
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const last = plainAddress((forwarded.at(-1) ?? '').trim());
    const believed = this.url !== undefined && this.isProxy(direct) && isIP(last) !== 0;
    return networkOf(believed ? last : direct);
  }

  private isOwn(origin: string, request: FastifyRequest): boolean {
    if (this.url !== undefined) return origin === this.url;
    return URL.canParse(origin) && new URL(origin).host === request.headers.host?.toLowerCase();
  }
}

/** IPv4 as IPv4, also where the socket speaks IPv6. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** The /64 network of an IPv6 address; an IPv4 address as it is. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [plain = ''] = address.toLowerCase().split('%', 1);
  const [head = '', tail] = plain.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  const groups = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
