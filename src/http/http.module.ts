import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Admission } from './admission.js';
import { AsOfResolver } from './as-of.js';
import { CommandContextPipe } from './command-context.js';
import { Cursors } from './cursor.js';
import { DocsController } from './docs.controller.js';
import { Draining } from './draining.js';
import { InstallationKey } from './installation-key.js';
import { OpenApiDocument } from './openapi.js';
import { EventStreams } from './sse.js';

/**
 * What the modules' controllers share. Needs, from global modules: `DataSource`, `Clock`, `EventFeed`,
 * `PositionWaiter`, `Authenticator`.
 */
@Global()
@Module({
  controllers: [DocsController],
  providers: [
    Admission,
    AsOfResolver,
    CommandContextPipe,
    Cursors,
    Draining,
    EventStreams,
    OpenApiDocument,
    {
      provide: InstallationKey,
      useFactory: (dataSource: DataSource) => InstallationKey.load(dataSource),
      inject: [DataSource],
    },
  ],
  exports: [Admission, AsOfResolver, CommandContextPipe, Cursors, EventStreams, InstallationKey],
})
export class HttpModule {}
