import { Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TimerSources } from './timer-sources.js';
import { TimersProcess } from './timers.process.js';

/** Timers of all rooms; global, because any room's view may hold some. */
@Global()
@Module({
  imports: [CqrsModule],
  providers: [{ provide: TimerSources, useFactory: () => new TimerSources() }, TimersProcess],
  exports: [TimerSources],
})
export class TimersModule {}
