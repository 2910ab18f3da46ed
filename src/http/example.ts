import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';

/** Headers of answers that only the handler knows of. */
export type AnswerHeader = 'ETag' | 'Kondusif-Position' | 'Location';

/** An operation in use, as the OpenAPI document shows it: whole bodies that hold together. */
export interface OperationExample {
  /** The body of the request, JSON. */
  readonly request?: unknown;
  /** The body in another media type, by that type. */
  readonly requestAs?: Readonly<Record<string, unknown>>;
  /** The body of the answer, JSON. */
  readonly response?: unknown;
  /** The answer in other media types, by type. */
  readonly responseAs?: Readonly<Record<string, unknown>>;
  /** Schemas of the answer's members by name, at whatever depth, where an example says too little: what may be null. */
  readonly members?: Members;
  readonly headers?: readonly AnswerHeader[];
}

type Members = Readonly<Record<string, object>>;

/** What of an operation the document describes. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const EXTENSION = 'x-kondusif-example';

/** Puts an example beside a handler; `showExample` writes it into the document. */
export function Example(example: OperationExample): MethodDecorator {
  return ApiExtension(EXTENSION, example);
}

/** Writes the example of an operation and the headers of its answer into its description. */
export function showExample(operation: Operation): void {
  const carrier = operation as { [EXTENSION]?: OperationExample };
  const { request, requestAs, response, responseAs, members, headers = [] } = carrier[EXTENSION] ?? {};
  delete carrier[EXTENSION];
  const body = operation.requestBody;
  const asked = bodiesOf(request, requestAs);
  if (asked.length > 0) {
    const described = body !== undefined && 'content' in body ? body.content : {};
    operation.requestBody = { required: true, content: { ...described, ...contentOf(asked, described) } };
  }
  const [, answer] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? [];
  if (answer === undefined || '$ref' in answer) return;
  answer.description ||= 'What was asked for is done, or shown.';
  const described = answer.content ?? {};
  const shown = bodiesOf(response, responseAs);
  if (shown.length > 0) answer.content = { ...described, ...contentOf(shown, described, members) };
  const names = [...headers, ...impliedHeaders(operation)];
  if (names.length > 0) {
    answer.headers = { ...answer.headers, ...Object.fromEntries(names.map((name) => [name, HEADERS[name]])) };
  }
}

type Content = Readonly<Record<string, { readonly schema?: object }>>;

function bodiesOf(json: unknown, others: Readonly<Record<string, unknown>> = {}): [string, unknown][] {
  return [
    ...(json === undefined ? [] : [['application/json', json] as [string, unknown]]),
    ...Object.entries(others),
  ];
}

/** Each example with the schema that stands already, else with one that it implies. */
function contentOf(
  bodies: readonly (readonly [string, unknown])[],
  described: Content,
  members?: Members,
): object {
  return Object.fromEntries(
    bodies.map(([type, example]) => [
      type,
      { schema: described[type]?.schema ?? schemaOf(example, members), example },
    ]),
  );
}

/**
 * The schema that an example implies. Members are named and typed, none is required, and what is null or an empty
 * list in the example may hold anything.
 */
export function schemaOf(example: unknown, known: Members = {}): object {
  if (example === null) return {};
  if (Array.isArray(example))
    return { type: 'array', items: example.length === 0 ? {} : schemaOf(example[0], known) };
  if (typeof example === 'object') {
    const members = Object.entries(example).map(([name, value]) => [
      name,
      known[name] ?? schemaOf(value, known),
    ]);
    return { type: 'object', properties: Object.fromEntries(members) };
  }
  if (typeof example === 'number') return { type: Number.isInteger(example) ? 'integer' : 'number' };
  return { type: typeof example };
}

/** Headers that follow from what the operation takes. */
function impliedHeaders({ parameters = [] }: Operation): (keyof typeof HEADERS)[] {
  const takes = (name: string) => parameters.some((one) => 'name' in one && one.name === name);
  return [
    ...(takes('Idempotency-Key') ? (['Kondusif-Position'] as const) : []),
    ...(takes('after') ? (['Kondusif-Stale'] as const) : []),
    ...(takes('cursor') ? (['Link'] as const) : []),
  ];
}

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
});

const HEADERS = {
  ETag: header('The revision, for `If-Match`.', '"0"'),
  'Kondusif-Position': header(
    'Where in the log the command stands; any GET takes it as `?after=`.',
    '6395a6c6-0000000000000a',
  ),
  Location: header('The path of what was made.', '/v1/…/01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12'),
  'Kondusif-Stale': header('`true` where the view had not reached `?after=` within two seconds.', 'true'),
  Link: header('The next page, RFC 8288; absent on the last.', '<…?cursor=…>; rel="next"'),
};
