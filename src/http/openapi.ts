import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { showExample } from './example.js';
import type { Access } from './route-declaration.js';
import { listRoutes } from './routes.js';

/** The document of this process, made when somebody first asks for it: no start waits for it. */
@Injectable()
export class OpenApiDocument {
  private made: OpenAPIObject | undefined;
  private make: (() => OpenAPIObject) | undefined;

  /** To be told once the routes are known. */
  madeBy(make: () => OpenAPIObject): void {
    this.make = make;
  }

  /** Null before the routes are known. */
  document(): OpenAPIObject | null {
    this.made ??= this.make?.();
    return this.made ?? null;
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const text = { type: 'string' } as const;
const PROBLEM = '#/components/schemas/Problem';

const DESCRIPTION = [
  'Kondusif records cases of social conflict and of campaign violations as events, and shows who has to act.',
  'Every answer from 400 on is `application/problem+json`. Commands carry an `Idempotency-Key` (a UUID you make) and',
  'may be repeated; their answer carries `Kondusif-Position`, which any GET takes as `?after=`.',
].join(' ');

/** OpenAPI 3.1 from the controllers and DTOs, with who may use each route and the shape of every refusal. */
export function buildDocument(
  app: NestFastifyApplication,
  { publicUrl, sessionCookie }: { readonly publicUrl?: string; readonly sessionCookie: string },
): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Kondusif')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addSecurity('session', { type: 'apiKey', in: 'cookie', name: sessionCookie })
    .addSecurity('token', { type: 'http', scheme: 'bearer' });
  if (publicUrl !== undefined) builder.addServer(publicUrl);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...PROBLEM_SCHEMAS },
  };
  for (const route of listRoutes(app)) {
    const path = document.paths[route.path.replace(/:(\w+)/g, '{$1}')];
    const operation = path?.[METHODS.find((method) => method === route.method.toLowerCase()) ?? 'get'];
    if (operation === undefined || route.access === undefined) continue;
    operation.parameters = [
      ...pathParametersOf(route.path, operation.parameters ?? []),
      ...(operation.parameters ?? []),
    ];
    if (!route.readsAsOf)
      operation.parameters = operation.parameters.filter((one) => !isParameter(one, 'asOf'));
    operation.responses.default = {
      description: 'A refusal, in Indonesian or English by `Accept-Language`',
      content: { 'application/problem+json': { schema: { $ref: PROBLEM } } },
    };
    showExample(operation);
    if (route.access.kind !== 'public') operation.security = [{ session: [] }, { token: [] }];
    operation.description = [operation.description, `Who may: ${inWords(route.access)}.`]
      .filter(Boolean)
      .join('\n\n');
  }
  return document;
}

/** The parameters of a path that no decorator of Nest's own describes. */
function pathParametersOf(path: string, described: readonly object[]) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return names
    .filter((name) => !described.some((one) => isParameter(one, name)))
    .map((name) => ({ name, in: 'path' as const, required: true, schema: text }));
}

function isParameter(parameter: object, name: string): boolean {
  return 'name' in parameter && parameter.name === name;
}

/** Who may use a route, as people read it. */
export function inWords(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'anybody';
    case 'signed-in':
      return 'anybody who is signed in';
    case 'for':
      return access.roles.join(', ');
    case 'decided':
      return access.sentence;
  }
}

const PROBLEM_SCHEMAS: NonNullable<OpenAPIObject['components']>['schemas'] = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'correlationId'],
    properties: {
      type: { ...text, format: 'uri' },
      title: text,
      status: { type: 'integer' },
      detail: text,
      instance: text,
      code: text,
      correlationId: text,
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    },
    example: {
      type: 'urn:kondusif:problem:invalid',
      title: 'Isian tidak sah',
      status: 422,
      detail: 'Ada isian yang tidak sah; lihat `errors` untuk tempat dan sebabnya.',
      instance: '/v1/cases',
      code: 'invalid',
      correlationId: '5b0f6a0e-6c0b-4a55-9d5c-2f7f0a6d9a01',
      errors: [
        {
          pointer: '/occurredAt',
          code: 'offset_missing',
          detail: 'Selisih zona waktu tidak ada; tambahkan +07:00, +08:00, +09:00 atau Z.',
        },
      ],
    },
  },
  FieldError: {
    type: 'object',
    required: ['pointer', 'code', 'detail'],
    properties: { pointer: text, code: text, detail: text },
  },
};
