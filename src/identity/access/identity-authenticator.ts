import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from '../../http/access.js';
import { Principals } from './principals.js';
import { PublicOrigin } from './public-origin.js';
import { SessionCookie } from './session-cookie.js';
import type { SignedInPerson } from './signed-in-person.js';

/** Finds the person behind a request by its bearer secret, else by its cookie. */
@Injectable()
export class IdentityAuthenticator extends Authenticator {
  constructor(
    private readonly principals: Principals,
    private readonly cookie: SessionCookie,
    private readonly origin: PublicOrigin,
  ) {
    super();
  }

  /** Errors: `origin_mismatch` for a state-changing request with a cookie from elsewhere; `StoreUnavailable`. */
  async authenticate(request: FastifyRequest): Promise<SignedInPerson | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.byBearer(authorization);
    const person = await this.bySecret(this.cookie.read(request));
    if (person !== null) this.origin.requireOwn(request);
    return person;
  }

  /** True while the credential of a request that has begun (a live stream) still stands for the same person. */
  async stillSignedIn(request: FastifyRequest): Promise<boolean> {
    const person = await this.authenticate(request);
    return person !== null && person.id === request.principal?.id;
  }

  private byBearer(authorization: string): Promise<SignedInPerson | null> {
    return this.bySecret(/^Bearer +([\w-]+)$/i.exec(authorization)?.[1]);
  }

  private async bySecret(secret: string | undefined): Promise<SignedInPerson | null> {
    return secret === undefined ? null : this.principals.of(secret);
  }
}
