import { Global, Module } from '@nestjs/common';
import { AreaModule } from '../area/area.module.js';
import { LiveNeighbours } from '../case/views/live-cases/live-neighbours.js';
import { Config } from '../config/config.js';
import { DirectionSight } from '../direction/views/direction-sight.js';
import { ElectionModule } from '../election/election.module.js';
import { ClusterReaders } from '../escalation/clusters/cluster-readers.js';
import { ClustersModule } from '../escalation/clusters/clusters.module.js';
import { EscalationModule } from '../escalation/escalation.module.js';
import { EventStore } from '../event-store/event-store.js';
import { PeopleDirectory } from '../identity/views/people-directory.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { Channels } from './channels.js';
import { configuredChannels } from './configured-channels.js';
import { Deciding } from './deciding.js';
import { DecidingProcess } from './deciding.process.js';
import { LetterWords } from './letter-words.js';
import { LiveBoard } from './live/live-board.js';
import { LiveClusters } from './live/live-clusters.js';
import { LiveDirections } from './live/live-directions.js';
import { NewsSources } from './news-sources.js';
import { NotificationProcess } from './notification.process.js';
import { OfficeHolders } from './office-holders.js';
import { Outbox } from './outbox/outbox.js';
import { Sending } from './sending.js';
import { CaseNewsSource } from './sources/case-news.js';
import { ClusterNewsSource } from './sources/cluster-news.js';
import { ConflictStatusNewsSource } from './sources/conflict-status-news.js';
import { DirectionNewsSource } from './sources/direction-news.js';

/** Tells those who must act: decided once from the log, sent at least once. Global, for the live stream. */
@Global()
@Module({
  imports: [AreaModule, TaxonomyModule, ElectionModule, EscalationModule, ClustersModule],
  providers: [
    Outbox,
    OfficeHolders,
    Deciding,
    DecidingProcess,
    Sending,
    LetterWords,
    NotificationProcess,
    LiveClusters,
    LiveDirections,
    DirectionSight,
    { provide: LiveNeighbours, useClass: LiveBoard },
    {
      provide: NewsSources,
      inject: [EventStore, ClusterReaders],
      useFactory: (store: EventStore, readers: ClusterReaders) =>
        new NewsSources([
          new CaseNewsSource(store),
          new ClusterNewsSource(store, readers),
          new DirectionNewsSource(store),
          new ConflictStatusNewsSource(store),
        ]),
    },
    {
      provide: Channels,
      inject: [Config, PeopleDirectory],
      useFactory: (config: Config, people: PeopleDirectory) =>
        new Channels(configuredChannels(config, (person) => people.emailOf(person))),
    },
  ],
  exports: [LetterWords, LiveNeighbours],
})
export class NotificationModule {}
