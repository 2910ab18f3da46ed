import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { encode } from '../event-store/codec.js';
import { DomainError } from '../kernel/domain-error.js';
import { Answer } from './answer.js';
import { InstallationKey } from './installation-key.js';

/** Values by which the last item of a page stands in its order; the next page begins after them. */
export type CursorKeys = readonly (string | number | null)[];

/** A page as the contract shows it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Counts all that the filter finds, whatever the cursor and limit. */
  readonly total: number;
}

/** What a query answers for a page: `last` are the keys of its last item, null where nothing follows. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly last: CursorKeys | null;
  readonly total: number;
}

const SIGNATURE_LENGTH = 32;
/** Members of a query that do not change what a list holds and in which order. */
const NOT_OF_THE_LIST = ['cursor', 'limit', 'after'];

/** Makes and reads cursors: signed, and bound to the route, its filter, its sort and its instant. */
@Injectable()
export class Cursors {
  constructor(private readonly key: InstallationKey) {}

  /** The keys after which the page begins, null for the first page. Throws `cursor_invalid`. */
  read(request: FastifyRequest, query: { readonly cursor?: string }): CursorKeys | null {
    if (query.cursor === undefined) return null;
    const [payload = '', signature = ''] = query.cursor.split('.', 2);
    if (signature !== this.signatureOf(payload, request, query)) throw new DomainError('cursor_invalid');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as CursorKeys;
  }

  /** The page with its cursor and its `Link` header. */
  page<T>(request: FastifyRequest, query: object, { items, last, total }: Slice<T>): Answer<Page<T>> {
    if (last === null) return new Answer({ body: { items, next: null, total } });
    const payload = Buffer.from(JSON.stringify(last)).toString('base64url');
    const next = `${payload}.${this.signatureOf(payload, request, query)}`;
    return new Answer({ body: { items, next, total }, link: `<${addressOf(request, next)}>; rel="next"` });
  }

  private signatureOf(payload: string, request: FastifyRequest, query: object): string {
    const list = Object.entries(query).filter(([member]) => !NOT_OF_THE_LIST.includes(member));
    const scope = encode({ path: pathOf(request), list: Object.fromEntries(list) });
    return this.key.sign(`cursor\n${scope}\n${payload}`).slice(0, SIGNATURE_LENGTH);
  }
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '/';
}

function addressOf(request: FastifyRequest, cursor: string): string {
  const parameters = new URLSearchParams(request.url.split('?', 2)[1]);
  parameters.set('cursor', cursor);
  return `${pathOf(request)}?${parameters}`;
}
