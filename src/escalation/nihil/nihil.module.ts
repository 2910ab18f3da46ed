import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../../area/area.module.js';
import { NihilController } from './http/nihil.controller.js';
import { ReportNihilHandler } from './use-cases/report-nihil.handler.js';
import { LastNihils } from './views/last-nihil.js';

/** *Nihil*: reports that nothing happened. */
@Module({
  imports: [CqrsModule, AreaModule],
  controllers: [NihilController],
  providers: [ReportNihilHandler, LastNihils],
  exports: [LastNihils],
})
export class NihilModule {}
