import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { encode } from '../event-store/codec.js';
import type { CommandContext } from '../event-store/decision.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { commandIdOf, isUuid } from '../kernel/ids.js';
import { principalOf } from './access.js';
import { applyToParameter, documentsHeader } from './documented-header.js';
import { InstallationKey } from './installation-key.js';
import { requestOf } from './request.js';
import { declare } from './route-declaration.js';

/** Makes the `CommandContext` of a request; refuses a missing or unusable `Idempotency-Key`. */
@Injectable()
export class CommandContextPipe implements PipeTransform<FastifyRequest, CommandContext> {
  constructor(
    private readonly clock: Clock,
    private readonly key: InstallationKey,
  ) {}

  transform(request: FastifyRequest): CommandContext {
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    return {
      commandId: commandIdOf(principalOf(request).id, routeOf(request), key),
      requestHash: this.key.sign(encode(hashedBody(request))),
      correlationId: request.id,
      now: this.clock.now(),
    };
  }
}

const TheRequest = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context));

/** The `CommandContext` of a handler that records something: a POST or PUT with `Idempotency-Key`. */
export function Command(): ParameterDecorator {
  return applyToParameter(TheRequest(CommandContextPipe), documentsIdempotencyKey());
}

/** For parameter decorators of a module that read the key by `CommandContextPipe` themselves. */
export function documentsIdempotencyKey(): ParameterDecorator {
  return documentsHeader(
    'Idempotency-Key',
    'A UUID that you make; the same for every try of one command.',
    true,
  );
}

/**
 * Members of the body that are left out of the request's hash, e.g. `@LeaveOut('password')`: a secret never leaves
 * a trace, not even a hashed one. A retry that differs only in them counts as the same request.
 */
export function LeaveOut(...members: readonly string[]): MethodDecorator {
  return declare({ leaveOut: members });
}

function idempotencyKeyOf(header: string | string[] | undefined): string {
  if (header === undefined || header === '') throw new DomainError('idempotency_key_missing');
  if (!isUuid(header)) throw new DomainError('idempotency_key_invalid');
  return header;
}

/**
 * Method and path with the ids filled in. The body's own `id` names what a POST makes, so it is one of them: the
 * same key with another id is another command.
 */
function routeOf(request: FastifyRequest): string {
  const params = request.params as Readonly<Record<string, string>>;
  const path = (request.routeOptions.url ?? '').replace(/:(\w+)/g, (_, name: string) => fill(params[name]));
  const id = (request.body as { readonly id?: unknown } | undefined)?.id;
  return `${request.method} ${path}${isUuid(id) ? `/${id.toLowerCase()}` : ''}`;
}

function fill(value = ''): string {
  return encodeURIComponent(isUuid(value) ? value.toLowerCase() : value);
}

function hashedBody({ body, routeOptions }: FastifyRequest): unknown {
  const leaveOut = routeOptions.config.kondusif?.leaveOut;
  if (leaveOut === undefined || typeof body !== 'object' || body === null) return body ?? {};
  return Object.fromEntries(Object.entries(body).filter(([member]) => !leaveOut.includes(member)));
}
