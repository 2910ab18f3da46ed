import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HealthChecks } from '../ops/health-checks.js';
import { AreaController } from './area.controller.js';
import { AreaRegister } from './area.register.js';
import { AreaListQuery } from './area-list.query.js';
import { KnownAreas } from './known-areas.js';

/** Administrative areas: a table, a register in memory and a controller. The tables must stand before it is made. */
@Module({
  controllers: [AreaController],
  providers: [
    {
      provide: AreaRegister,
      inject: [DataSource, HealthChecks],
      useFactory: (dataSource: DataSource, health: HealthChecks) => AreaRegister.load(dataSource, health),
    },
    AreaListQuery,
    KnownAreas,
  ],
  exports: [AreaRegister, KnownAreas],
})
export class AreaModule {}
