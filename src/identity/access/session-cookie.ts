import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicOrigin } from './public-origin.js';

/** The cookie that carries a session's secret: never readable by scripts, never sent along by other sites' forms. */
@Injectable()
export class SessionCookie {
  constructor(private readonly origin: PublicOrigin) {}

  /** Over https the browser itself warrants that this host set the cookie (`__Host-`). */
  get name(): string {
    return this.origin.isSecure ? '__Host-kondusif' : 'kondusif';
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  set(reply: FastifyReply, secret: string, expires: Date): void {
    reply.setCookie(this.name, secret, { ...this.attributes(), expires });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.attributes());
  }

  private attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.origin.isSecure } as const;
  }
}
