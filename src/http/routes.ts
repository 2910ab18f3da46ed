import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type Access, declarationOf } from './route-declaration.js';

/** A route as its controller declares it, e.g. `GET /v1/cases/:id`. */
export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
  readonly readsAsOf: boolean;
  /** `CaseController.find`. */
  readonly handler: string;
}

/** Every route of every controller, sorted by path and method. */
export function listRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  const routes = controllers.flatMap(({ metatype }) =>
    typeof metatype === 'function' ? routesOf(metatype) : [],
  );
  return routes.sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
}

/** Throws, naming the handlers, where one does not say who may use it: the service then does not start. */
export function assertEveryRouteDeclares(app: INestApplicationContext): void {
  const silent = listRoutes(app).filter(({ access }) => access === undefined);
  if (silent.length === 0) return;
  const names = silent.map(({ handler, method, path }) => `${handler} (${method} ${path})`).join(', ');
  throw new Error(
    `No permission is declared for ${names}. Add @Public, @SignedIn, @For or @Decided to each.`,
  );
}

type Controller = { readonly name: string; readonly prototype: object };

function routesOf(controller: Controller): DeclaredRoute[] {
  const prototype = controller.prototype as Readonly<Record<string, object>>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (handler === undefined || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const { access, readsAsOf = false } = declarationOf(handler);
    return pathsOf(controller).flatMap((base) =>
      pathsOf(handler).map((tail) => ({
        method: method ?? 'ALL',
        path: `/${[...base.split('/'), ...tail.split('/')].filter((part) => part !== '').join('/')}`,
        access,
        readsAsOf,
        handler: `${controller.name}.${name}`,
      })),
    );
  });
}

function pathsOf(declared: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, declared) as string | string[] | undefined;
  return [path ?? ''].flat();
}
