import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/domain-error.js';
import type { Principal, Role } from '../kernel/grant.js';
import { requestOf, type SignedInPrincipal } from './request.js';
import { type Access, declarationOf, declare } from './route-declaration.js';

/**
 * Finds the person behind a request. It is asked for every route that is not public, before the body is read,
 * so that 401 comes before anything that is wrong with the body.
 */
export abstract class Authenticator {
  /** Null where nobody is signed in. May throw a `DomainError`, e.g. for a foreign Origin. */
  abstract authenticate(request: FastifyRequest): Promise<SignedInPrincipal | null>;
}

/** Anybody, without a session or token. */
export function Public(): MethodDecorator {
  return declareAccess({ kind: 'public' });
}

/** Any person with a session or token. */
export function SignedIn(): MethodDecorator {
  return declareAccess({ kind: 'signed-in' });
}

/**
 * Only persons who hold one of the roles anywhere; the others may never use the route (403). It is asked after the
 * shape of the request, as the contract orders it; scope and state are the domain's business.
 */
export function For(...roles: readonly Role[]): MethodDecorator {
  const access = declareAccess({ kind: 'for', roles });
  return (target, key, descriptor) => {
    askRoleAfterShape(roles, target, key, descriptor);
    access(target, key, descriptor);
  };
}

/** Any signed-in person may ask; the domain decides over the state. The sentence goes into the permission table. */
export function Decided(sentence: string): MethodDecorator {
  return declareAccess({ kind: 'decided', sentence });
}

/** The signed-in person as a parameter of a handler. */
export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedInPrincipal => principalOf(requestOf(context)),
);

/** The signed-in person of a request; throws `not_signed_in` where there is none. */
export function principalOf(request: Pick<FastifyRequest, 'principal'>): SignedInPrincipal {
  if (!request.principal) throw new DomainError('not_signed_in');
  return request.principal;
}

/** True where the person holds one of the roles in whatever area. */
export function holdsOneOf({ grants }: Principal, roles: readonly Role[]): boolean {
  return grants.some((grant) => roles.includes(grant.role));
}

function declareAccess(access: Access): MethodDecorator {
  return (target, key, descriptor) => {
    if (declarationOf(descriptor.value as object).access !== undefined) {
      throw new Error(`${target.constructor.name}.${String(key)} declares its permission twice.`);
    }
    declare({ access })(target, key, descriptor);
  };
}

type Handler = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Guards and interceptors run before the body is validated, so the role is asked by the handler itself: the person
 * arrives as one more parameter, which the handler below does not see.
 */
function askRoleAfterShape(
  roles: readonly Role[],
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
): void {
  const handler = descriptor.value as Handler;
  const index = Math.max(handler.length, parameterCount(target, key));
  Me()(target, key, index);
  const asking: Handler = function (...args) {
    if (!holdsOneOf(args[index] as SignedInPrincipal, roles)) throw new DomainError('role_not_permitted');
    return handler.apply(this, args.slice(0, index));
  };
  Object.defineProperty(asking, 'name', { value: handler.name, configurable: true });
  for (const name of Reflect.getMetadataKeys(handler)) {
    Reflect.defineMetadata(name, Reflect.getMetadata(name, handler), asking);
  }
  descriptor.value = asking;
}

function parameterCount(target: object, key: string | symbol): number {
  const declared = Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key) as
    | Record<string, { readonly index: number }>
    | undefined;
  return Math.max(0, ...Object.values(declared ?? {}).map(({ index }) => index + 1));
}
