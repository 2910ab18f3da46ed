import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { EventFeed } from '../event-store/event-feed.js';
import { Authenticator } from './access.js';
import { Admission } from './admission.js';
import { AnswerInterceptor } from './answer.js';
import { answerClientError, rawProblem } from './client-error.js';
import { correlationIdOf } from './correlation.js';
import { closeConnectionsAsTheyEnd, Draining } from './draining.js';
import { installHooks } from './http-hooks.js';
import { installBodyParsers, JSON_LIMIT } from './json-body.js';
import { NestLogger } from './nest-logger.js';
import { buildDocument, OpenApiDocument } from './openapi.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { parseQuery } from './query-string.js';
import { assertEveryRouteDeclares } from './routes.js';
import { ShapePipe } from './validation.js';

export interface HttpAppOptions {
  readonly logger: FastifyBaseLogger;
  /** Origin under which browsers reach the service; https switches HSTS on. */
  readonly publicUrl?: string;
  /** Whose `X-Forwarded-*` is believed; by default nobody's. */
  readonly trustProxy?: boolean | string | string[];
  /** Name of the session cookie, for the OpenAPI document. */
  readonly sessionCookie?: string;
}

const MAX_HEADER_BYTES = 32 * 1024;
/** Open connections, most of them idle; a further one is closed unread. */
const CONNECTIONS = 10_000;
const MAX_PARAM_LENGTH = 1_000;
/** A request must have arrived whole within this time: a spreadsheet over a village's line takes minutes. */
const REQUEST_TIMEOUT_MS = 300_000;
/** Longer than that of usual proxies, so that they close first. */
const KEEP_ALIVE_MS = 72_000;

/**
 * The application with everything that the contract says of every route, ready to listen. Throws where a handler
 * declares no permission.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = createAdapter(options);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(options.logger),
  });
  assertEveryRouteDeclares(app);
  await app.register(helmet, helmetOptions(options.publicUrl));
  await app.register(cookie);
  const fastify: FastifyInstance = adapter.getInstance();
  installBodyParsers(fastify);
  fastify.server.maxConnections = CONNECTIONS;
  installHooks(fastify, {
    admission: app.get(Admission, { strict: false }),
    authenticator: app.get(Authenticator, { strict: false }),
    draining: app.get(Draining, { strict: false }),
    feed: app.get(EventFeed, { strict: false }),
  });
  closeConnectionsAsTheyEnd(fastify);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new ShapePipe());
  app.useGlobalInterceptors(new AnswerInterceptor());
  await app.init();
  const { publicUrl, sessionCookie = 'kondusif' } = options;
  app.get(OpenApiDocument, { strict: false }).madeBy(() => buildDocument(app, { publicUrl, sessionCookie }));
  return app;
}

function createAdapter({ logger, trustProxy = false }: HttpAppOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    genReqId: (request: IncomingMessage) => correlationIdOf(request.headers),
    trustProxy,
    bodyLimit: JSON_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, querystringParser: parseQuery },
    // A missing Host is answered by us, as a problem; by Node it would have no body.
    http: { maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) =>
      sendProblem(error, request as FastifyRequest, reply as FastifyReply),
  });
  adapter.getInstance().server.on('checkExpectation', (_, response) => {
    response.socket?.end(rawProblem('expectation_failed'));
  });
  return adapter;
}

/** The documentation page needs inline styles; scripts come from here only. */
function helmetOptions(publicUrl: string | undefined) {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: [...self, "'unsafe-inline'"],
        imgSrc: [...self, 'data:', 'blob:'],
        fontSrc: self,
        connectSrc: self,
        baseUri: ["'none'"],
        formAction: self,
        frameAncestors: ["'none'"],
      },
    },
    hsts: publicUrl?.startsWith('https:') ?? false,
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}
