import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isStorableText } from '../event-store/codec.js';
import { DomainError } from '../kernel/domain-error.js';
import { declare } from './route-declaration.js';
import { escapePointer, type FieldFault } from './validation.js';

export const JSON_LIMIT = 256 * 1024;
export const MAX_DEPTH = 20;
const JSON_TYPE = 'application/json';

/** The media types of a handler's body where it is not JSON; `@Body()` is then the stream of its bytes. */
export function Accepts(...types: readonly string[]): MethodDecorator {
  return declare({ accepts: types });
}

/** Bodies are JSON of bounded size and depth, or what the route declares with `@Accepts`. */
export function installBodyParsers(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    JSON_TYPE,
    { parseAs: 'buffer', bodyLimit: JSON_LIMIT },
    (request, bytes, done) => {
      const refusal = refusedType(request, JSON_TYPE);
      if (refusal !== null) return done(refusal);
      if (bytes.length === 0 && request.method === 'DELETE') return done(null, undefined);
      parse(request, decodeUtf8(bytes) ?? '', (error, value: unknown) => {
        if (error) return done(new DomainError('malformed_json'));
        const fault = faultOf(value);
        return fault === null ? done(null, value) : done(fault);
      });
    },
  );
  fastify.addContentTypeParser('*', (request, payload, done) => {
    const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const refusal = refusedType(request, type);
    return refusal === null ? done(null, payload) : done(refusal);
  });
}

function refusedType(request: FastifyRequest, type: string): DomainError | null {
  const accepted = request.routeOptions.config.kondusif?.accepts ?? [JSON_TYPE];
  const encoding = request.headers['content-encoding'];
  if (accepted.includes(type) && (encoding === undefined || encoding === 'identity')) return null;
  return new DomainError('unsupported_media_type', { accepted: accepted.join(', ') });
}

/** Null for bytes that are no UTF-8. */
function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A container that is still to be looked at. */
interface Pending {
  readonly value: object;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * What no body may hold, wherever it stands: containers in containers beyond the depth, members named like those that
 * every object has (libraries trip over them), text that no store can keep.
 */
export function faultOf(root: unknown): DomainError | null {
  const unreadable: FieldFault[] = [];
  const pending: Pending[] = [];
  const look = (value: unknown, pointer: string, depth: number): void => {
    if (typeof value === 'string' && !isStorableText(value))
      unreadable.push({ pointer, code: 'unreadable_text' });
    else if (typeof value === 'object' && value !== null) pending.push({ value, pointer, depth });
  };
  look(root, '', 1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.depth > MAX_DEPTH) return new DomainError('too_deep', { max: MAX_DEPTH });
    for (const [member, value] of Object.entries(next.value)) {
      const pointer = `${next.pointer}/${escapePointer(member)}`;
      if (!Array.isArray(next.value) && (member in Object.prototype || !isStorableText(member))) {
        return new DomainError('unknown_property', {}, [
          { pointer: readable(pointer), code: 'unknown_property' },
        ]);
      }
      look(value, pointer, next.depth + 1);
    }
  }
  return unreadable.length === 0 ? null : new DomainError('invalid', {}, unreadable);
}

/** Halves of characters become U+FFFD, which JSON can carry. */
function readable(pointer: string): string {
  return Buffer.from(pointer).toString().replaceAll('\u0000', '\uFFFD');
}
