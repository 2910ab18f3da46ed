import { RouteConfig } from '@nestjs/platform-fastify';
import type { Role } from '../kernel/grant.js';

/** Who may use a route, as declared beside its handler. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'for'; readonly roles: readonly Role[] }
  | { readonly kind: 'decided'; readonly sentence: string };

/** What a handler says of its route beyond its path. */
export interface RouteDeclaration {
  readonly access?: Access;
  /** Media types of the body, by default JSON only. */
  readonly accepts?: readonly string[];
  /** Members of the body that are no part of the request's hash: secrets. */
  readonly leaveOut?: readonly string[];
  /** The projection for which `?after=` and `?asOf=` wait. */
  readonly waitsFor?: string;
  /** True where the handler answers for a past instant; elsewhere `?asOf=` is refused as unknown. */
  readonly readsAsOf?: boolean;
}

const DECLARATION = 'kondusif:route';

/** Adds to what the handler declares. The HTTP server reads it as the route's config, guards from the handler. */
export function declare(part: RouteDeclaration): MethodDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as object;
    const whole = { ...declarationOf(handler), ...part };
    Reflect.defineMetadata(DECLARATION, whole, handler);
    RouteConfig({ kondusif: whole })(target, key, descriptor as TypedPropertyDescriptor<unknown>);
  };
}

/** The same from the decorator of a parameter. */
export function declareForParameter(part: RouteDeclaration): ParameterDecorator {
  return (target, key) => {
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && descriptor !== undefined) declare(part)(target, key, descriptor);
  };
}

/** What was declared beside a handler. */
export function declarationOf(handler: object): RouteDeclaration {
  return (Reflect.getMetadata(DECLARATION, handler) as RouteDeclaration | undefined) ?? {};
}
