import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';
import { listRoutes } from '../../src/http/routes.js';
import { ShapePipe } from '../../src/http/validation.js';
import { type Answer, type Caller, type RunningApp, startApp } from '../support/running-app.js';

interface Content {
  readonly [type: string]: { readonly schema?: { readonly example?: unknown }; readonly example?: unknown };
}

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { description: string; content?: Content; headers?: Readonly<Record<string, unknown>> }>
  >;
}

let app: RunningApp;
let secretariat: Caller;
/** By method and path, e.g. `POST /v1/cases/{id}/notes`. */
let operations: ReadonlyMap<string, Operation>;
let text: string;

beforeAll(async () => {
  app = await startApp();
  secretariat = await app.person({ role: 'SECRETARIAT', area: '33' });
  const { body } = await app.nobody.get('/v1/openapi.json');
  text = JSON.stringify(body);
  const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = body.paths;
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one] as const),
    ),
  );
}, 120_000);
afterAll(() => app?.close());

/** The 2xx answer of an operation with its status. */
function answerOf({ responses }: Operation) {
  const [status, answer] = Object.entries(responses).find(([one]) => one.startsWith('2')) ?? [];
  return { status, ...answer };
}

function exampleIn(content: Content | undefined, type = 'application/json'): unknown {
  const described = content?.[type];
  return described?.example ?? described?.schema?.example;
}

/** Names of operations for which something does not hold. */
function failing(broken: (operation: Operation, name: string) => boolean): string[] {
  return [...operations].filter(([name, operation]) => broken(operation, name)).map(([name]) => name);
}

/** The class that checks the body of an operation, from the parameters of its handler. */
function bodyClasses(): Map<string, new () => object> {
  const controllers = [...app.nest.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as new () => object),
  );
  return new Map(
    controllers.flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype).flatMap((method) => {
        const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) as
          | Record<string, { readonly index: number }>
          | undefined;
        const [, body] =
          Object.entries(args ?? {}).find(([key]) => key.startsWith(`${RouteParamtypes.BODY}:`)) ?? [];
        if (body === undefined) return [];
        const types = Reflect.getMetadata('design:paramtypes', controller.prototype, method);
        const id = `${controller.name.replace(/Controller$/, '')}_${method}`;
        return [[id, types[body.index]] as const];
      }),
    ),
  );
}

it('describes every route of every controller but the documentation itself', () => {
  const routes = listRoutes(app.nest)
    .filter(({ handler }) => !handler.startsWith('DocsController.'))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect([...operations.keys()].sort()).toEqual(routes.sort());
});

it('shows an example and a schema of every answer, and says what an answer without content means', () => {
  expect(
    failing((operation) => {
      const { status, content, description } = answerOf(operation);
      if (status === '204') return content !== undefined || !description;
      const types = Object.keys(content ?? {});
      return (
        !description ||
        types.length === 0 ||
        types.some((type) => exampleIn(content, type) === undefined || content?.[type]?.schema === undefined)
      );
    }),
  ).toEqual([]);
});

it('shows an example of every body, and each passes the check of its own route', () => {
  const classes = bodyClasses();
  const shape = new ShapePipe();
  const checked: string[] = [];
  for (const [name, { operationId, requestBody }] of operations) {
    const metatype = classes.get(operationId);
    if (metatype === undefined) continue;
    const example = exampleIn(requestBody?.content);
    if (example === undefined) throw new Error(`${name} has no example of its body.`);
    try {
      shape.transform(example, { type: 'body', metatype });
    } catch (error) {
      throw new Error(`The example of ${name} is refused: ${JSON.stringify(error)}`);
    }
    checked.push(name);
  }
  const expected = [...operations.keys()].filter((name) => /^(POST|PUT) /.test(name));
  expect([...checked, 'POST /v1/imports/cases'].sort()).toEqual(expected.sort());
});

it('names the media types that are not JSON', () => {
  const typesOf = (name: string) => Object.keys(answerOf(operations.get(name) as Operation).content ?? {});
  const accepts = operations.get('POST /v1/imports/cases')?.requestBody?.content;
  expect(exampleIn(accepts, 'text/csv')).toContain('Tanggal Kejadian');
  expect(typesOf('GET /v1/stream')).toEqual(['text/event-stream']);
  expect(typesOf('GET /v1/cases')).toEqual(['application/json', 'application/geo+json']);
  expect(typesOf('GET /metrics')).toEqual(['text/plain']);
});

it('carries nothing that is not OpenAPI', () => {
  expect(text).not.toContain('x-kondusif');
});

describe('the examples of cases', () => {
  const documented = (name: string) => operations.get(name) as Operation;

  /** The service answers with the status, members and headers that the document shows, no more and no fewer. */
  function expectAsDocumented(name: string, actual: Answer): void {
    const { status, content, headers = {} } = answerOf(documented(name));
    expect(`${name} ${actual.status}`).toBe(`${name} ${status}`);
    const shown = exampleIn(content) as object;
    expect(Object.keys(actual.body).sort()).toEqual(Object.keys(shown).sort());
    for (const header of ['ETag', 'Kondusif-Position', 'Location']) {
      expect([header, actual.headers.has(header)]).toEqual([header, header in headers]);
    }
  }

  it('are what the service takes and answers', async () => {
    const body = exampleIn(documented('POST /v1/cases').requestBody?.content) as { id: string };
    const recorded = await secretariat.post('/v1/cases', body);
    expectAsDocumented('POST /v1/cases', recorded);
    const path = `/v1/cases/${body.id}`;
    const act = async (tail: string, ifMatch?: number) => {
      const name = `POST /v1/cases/{id}/${tail}`;
      const done = await secretariat.post(
        `${path}/${tail}`,
        exampleIn(documented(name).requestBody?.content),
        { ifMatch },
      );
      expectAsDocumented(name, done);
      return done;
    };
    await act('notes');
    const verified = await act('verification', 2);
    const assigned = await act('assignment', verified.body.revision);
    const asked = await act('input-requests', assigned.body.revision);
    const after = `?after=${asked.headers.get('kondusif-position')}`;
    expectAsDocumented('GET /v1/cases/{id}', await secretariat.get(path + after));
    expectAsDocumented('GET /v1/cases/{id}/timeline', await secretariat.get(`${path}/timeline`));
    const list = await secretariat.get('/v1/cases');
    expectAsDocumented('GET /v1/cases', list);
    const shown = exampleIn(answerOf(documented('GET /v1/cases')).content) as { items: object[] };
    expect(Object.keys(list.body.items[0]).sort()).toEqual(Object.keys(shown.items[0] ?? {}).sort());
  });

  it('are what the import takes and answers', async () => {
    const name = 'POST /v1/imports/cases';
    const csv = exampleIn(documented(name).requestBody?.content, 'text/csv');
    const run = await secretariat.post('/v1/imports/cases?source=contoh', csv, { key: null });
    expectAsDocumented(name, run);
    const { id: _, source: __, results, ...counts } = run.body;
    expect(exampleIn(answerOf(documented(name)).content)).toMatchObject(counts);
    expect(results).toHaveLength(2);
    expectAsDocumented('GET /v1/imports/{id}', await secretariat.get(`/v1/imports/${run.body.id}`));
  });
});

describe('the examples of people and registers', () => {
  it('show the members that the service answers', async () => {
    const seen = {
      'GET /v1/me': await app.admin.get('/v1/me'),
      'GET /v1/people': await app.admin.get('/v1/people'),
      'GET /v1/sessions': await app.admin.get('/v1/sessions'),
      'GET /v1/contests': await app.admin.get('/v1/contests'),
      'GET /v1/stages': await app.admin.get('/v1/stages'),
      'GET /v1/taxonomy': await app.admin.get('/v1/taxonomy'),
      'GET /health/ready': await app.admin.get('/health/ready'),
    };
    for (const [name, { body }] of Object.entries(seen)) {
      const shown = exampleIn(answerOf(operations.get(name) as Operation).content) as {
        items?: object[];
      };
      expect([name, Object.keys(body).sort()]).toEqual([name, Object.keys(shown).sort()]);
      if (shown.items === undefined) continue;
      expect([name, Object.keys(body.items[0]).sort()]).toEqual([
        name,
        Object.keys(shown.items[0] ?? {}).sort(),
      ]);
    }
  });
});
