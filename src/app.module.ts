import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from './area/area.module.js';
import { CaseModule } from './case/case.module.js';
import { ConflictStatusModule } from './conflict-status/conflict-status.module.js';
import { DirectionModule } from './direction/direction.module.js';
import { ElectionModule } from './election/election.module.js';
import { BoardModule } from './escalation/board/board.module.js';
import { ClustersModule } from './escalation/clusters/clusters.module.js';
import { EscalationModule } from './escalation/escalation.module.js';
import { TimersModule } from './escalation/timers/timers.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { OpsModule } from './ops/ops.module.js';
import { type Platform, PlatformModule } from './platform.module.js';
import { TaxonomyModule } from './taxonomy/taxonomy.module.js';

/** Names every module; with `app.ts` and `app-log.ts`, which picks the event store, the whole composition. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        PlatformModule.of(platform),
        HttpModule,
        OpsModule,
        IdentityModule,
        AreaModule,
        TaxonomyModule,
        ElectionModule,
        EscalationModule,
        ClustersModule,
        CaseModule,
        DirectionModule,
        ConflictStatusModule,
        BoardModule,
        TimersModule,
        NotificationModule,
      ],
    };
  }
}
