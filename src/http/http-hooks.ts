import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isStorableText } from '../event-store/codec.js';
import type { EventFeed } from '../event-store/event-feed.js';
import { DomainError } from '../kernel/domain-error.js';
import type { Authenticator } from './access.js';
import type { Admission } from './admission.js';
import { MAX_URL } from './client-error.js';
import { CORRELATION_HEADER } from './correlation.js';
import type { Draining } from './draining.js';

interface HookNeeds {
  readonly admission: Admission;
  readonly authenticator: Authenticator;
  readonly draining: Draining;
  readonly feed: EventFeed;
}

/** What every request passes before its body is read, in this order. */
export function installHooks(
  fastify: FastifyInstance,
  { admission, authenticator, draining, feed }: HookNeeds,
): void {
  fastify.decorateRequest('principal', null);
  fastify.decorateRequest('asOf', null);
  fastify.addHook('onRequest', async (request, reply) => {
    setHeaders(request, reply);
    if (draining.now) {
      reply.header('Connection', 'close');
      throw new DomainError('shutting_down');
    }
    admission.enter(request, reply);
    refuseBadAddress(request);
    await signIn(request, authenticator);
    refuseUnreadAsOf(request);
    refuseForeignPosition(request, feed);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const answered = {
      method,
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.info(answered, 'Answered');
  });
}

function setHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header(CORRELATION_HEADER, request.id);
  reply.header('Cache-Control', 'no-store');
}

function refuseBadAddress(request: FastifyRequest): void {
  if (request.headers.host === undefined && request.raw.httpVersion !== '1.0')
    throw new DomainError('bad_request');
  if (request.url.length > MAX_URL) throw new DomainError('uri_too_long');
  const params = Object.values((request.params ?? {}) as Readonly<Record<string, string>>);
  if (!params.every(isStorableText)) throw new DomainError('not_found');
}

/** A route that declares nothing is open to nobody; the start refuses it already. */
async function signIn(request: FastifyRequest, authenticator: Authenticator): Promise<void> {
  const { access } = request.routeOptions.config.kondusif ?? {};
  if (request.is404 || access?.kind === 'public') return;
  request.principal = await authenticator.authenticate(request);
  if (request.principal === null) throw new DomainError('not_signed_in');
  if (access === undefined) throw new DomainError('forbidden');
}

/** An answer of today for a question about the past would mislead. */
function refuseUnreadAsOf({ query, routeOptions, is404 }: FastifyRequest): void {
  if (is404 || !Object.hasOwn(query as object, 'asOf') || routeOptions.config.kondusif?.readsAsOf) return;
  throw new DomainError('unknown_parameter', {}, [{ pointer: 'asOf', code: 'unknown_parameter' }]);
}

/** Any GET takes `?after=`, also where nothing needs to be waited for. An empty one counts as absent. */
function refuseForeignPosition({ method, query, is404 }: FastifyRequest, feed: EventFeed): void {
  const { after = '' } = query as { readonly after?: string | string[] };
  if (method !== 'GET' || is404 || after === '') return;
  feed.parsePosition(String(after));
}
