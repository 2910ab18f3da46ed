import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { openLog } from './app-log.js';
import { ShippedCalendars } from './election/shipped-calendars.js';
import { ShippedPolicy } from './escalation/policies/shipped-policy.js';
import { createHttpApp } from './http/http-app.js';
import { FirstAdministrator } from './identity/use-cases/first-administrator.js';
import type { Clock } from './kernel/clock.js';
import { HealthChecks } from './ops/health-checks.js';
import type { App, AppOptions } from './ops/service.js';
import { Processes } from './projection/processes.js';
import { Projections } from './projection/projections.js';
import { ViewPositions } from './projection/view-positions.js';
import { PROJECTIONS } from './projections.js';

/** The application on an open, migrated database. */
export async function createApp(
  options: AppOptions & { readonly clock?: Clock },
): Promise<App & { readonly nest: NestFastifyApplication }> {
  const { config, database, logger, announce, clock } = options;
  const log = await openLog(config, database);
  const { store, feed } = log;
  const positions = new ViewPositions(database.pool, PROJECTIONS);
  const projections = new Projections(PROJECTIONS, database, store, feed, positions, (projection, error) =>
    logger.error({ err: error, view: projection.name }, 'A view stopped and is tried again'),
  );
  const processes = new Processes(database, feed, (process, error) =>
    logger.error({ err: error, process }, 'A process stopped at something and goes on'),
  );
  await projections.prepare();
  const platform = { config, database, store, feed, positions, projections, processes, clock };
  const nest = await createHttpApp(AppModule.of(platform), {
    logger,
    publicUrl: config.publicUrl,
    trustProxy: config.publicUrl === undefined ? false : ['loopback', ...config.trustedProxies],
    sessionCookie: config.publicUrl?.startsWith('https:') ? '__Host-kondusif' : 'kondusif',
  });
  if (log.check !== undefined) nest.get(HealthChecks, { strict: false }).register('eventStore', log.check);
  const works = config.roles.includes('worker');
  if (works) projections.start();
  // What the program brings is there before anybody reacts to it.
  const prepared = prepare(nest, announce).then(() => {
    if (works) processes.start();
  });
  prepared.catch((error: unknown) => logger.fatal({ err: error }, 'The service could not be prepared'));
  return {
    nest,
    async listen() {
      await prepared;
      await nest.listen(config.port, config.host);
      return (await nest.getUrl()).replace('[::1]', '127.0.0.1');
    },
    ready: () => nest.get(HealthChecks, { strict: false }).untilPassed(),
    async close() {
      await nest.close();
      await processes.stop();
      await projections.stop();
      await log.close();
    },
  };
}

/** What a log must hold before anybody comes: an administrator, and the calendars and the policy that the program brings. */
async function prepare(nest: NestFastifyApplication, announce: (line: string) => void): Promise<void> {
  await nest.get(FirstAdministrator, { strict: false }).ensure(announce);
  await nest.get(ShippedCalendars, { strict: false }).record();
  await nest.get(ShippedPolicy, { strict: false }).record();
}
