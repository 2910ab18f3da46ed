import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IfMatch } from '../event-store/decision.js';
import { applyToParameter, documentsHeader } from './documented-header.js';
import { requestOf } from './request.js';

/** A revision is far below this many digits; more is not one of ours. */
const STRONG_REVISION = /^"(0|[1-9]\d{0,9})"$/;

const ReadIfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): IfMatch => parseIfMatch(requestOf(context).headers['if-match']),
);

/** `If-Match` of the request, read but not judged: missing, weak, `*`, a list or garbage is the decision's business. */
export function IfMatchHeader(): ParameterDecorator {
  return applyToParameter(ReadIfMatch(), documentsIfMatch());
}

/** For parameter decorators of a module that read the header by `parseIfMatch` themselves. */
export function documentsIfMatch(): ParameterDecorator {
  return documentsHeader(
    'If-Match',
    'The `ETag` of what you saw; where an action needs it, it says 428.',
    false,
  );
}

/** Only a strong tag with one revision can be used. */
export function parseIfMatch(header: string | undefined): IfMatch {
  if (header === undefined) return undefined;
  const [, revision] = STRONG_REVISION.exec(header.trim()) ?? [];
  return revision === undefined ? 'unusable' : Number(revision);
}

/** The entity tag of a revision. */
export function etag(revision: number): string {
  return `"${revision}"`;
}
