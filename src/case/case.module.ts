import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../area/area.module.js';
import { ElectionModule } from '../election/election.module.js';
import { EscalationModule } from '../escalation/escalation.module.js';
import { CommandContextPipe } from '../http/command-context.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { ListedCaseSight } from './case-sight.js';
import { CaseRequestPipe } from './http/acting.js';
import { CaseController } from './http/case.controller.js';
import { CaseActionController } from './http/case-action.controller.js';
import { EscalationController } from './http/escalation.controller.js';
import { ImportController } from './http/import.controller.js';
import { StreamController } from './http/stream.controller.js';
import { CaseRecorder } from './import/case-recorder.js';
import { CaseSight } from './import/case-sight.js';
import { FindImportQuery } from './import/find-import.query.js';
import { ImportCasesHandler } from './import/import-cases.handler.js';
import { ImportRuns } from './import/import-runs.js';
import { IntakeRegistry } from './import/intake-registry.js';
import { ImportRecorder } from './import-recorder.js';
import { ActOnCaseHandler } from './use-cases/act-on-case.handler.js';
import { ActionLookups } from './use-cases/action-lookups.js';
import { CaseNumbers } from './use-cases/case-numbers.js';
import { DuplicateCycleProcess } from './use-cases/duplicate-cycle.process.js';
import { LadderLookups } from './use-cases/ladder-lookups.js';
import { RecordCaseHandler } from './use-cases/record-case.handler.js';
import { ReportLookups } from './use-cases/report-lookups.js';
import { RunLadderHandler } from './use-cases/run-ladder.handler.js';
import { ActorNames } from './views/case-detail/actor-names.js';
import { GetCaseQuery } from './views/case-detail/case-detail.query.js';
import { CaseReader } from './views/case-detail/case-reader.js';
import { GetEscalationQuery } from './views/case-detail/escalation.query.js';
import { GetTimelineQuery } from './views/case-detail/timeline.query.js';
import { TimelineWords } from './views/case-detail/title-words.js';
import { ListCasesQuery } from './views/case-list/case-list.query.js';
import { CaseSerials } from './views/case-list/case-serials.js';
import { FindDuplicateCyclesQuery } from './views/case-list/duplicate-cycles.query.js';
import { LiveCases } from './views/live-cases/live-cases.js';

const USE_CASES = [
  RecordCaseHandler,
  ActOnCaseHandler,
  RunLadderHandler,
  ReportLookups,
  ActionLookups,
  LadderLookups,
  DuplicateCycleProcess,
];
const VIEWS = [
  ListCasesQuery,
  FindDuplicateCyclesQuery,
  GetCaseQuery,
  GetTimelineQuery,
  GetEscalationQuery,
  CaseReader,
  ActorNames,
  TimelineWords,
  CaseSerials,
  LiveCases,
];
const IMPORT = [
  ImportCasesHandler,
  FindImportQuery,
  ImportRuns,
  IntakeRegistry,
  { provide: CaseRecorder, useClass: ImportRecorder },
  { provide: CaseSight, useClass: ListedCaseSight },
];

/** Cases: logged, handled to their end, listed, followed, imported. */
@Module({
  imports: [CqrsModule, AreaModule, TaxonomyModule, ElectionModule, EscalationModule],
  controllers: [
    CaseController,
    CaseActionController,
    EscalationController,
    ImportController,
    StreamController,
  ],
  providers: [
    ...USE_CASES,
    ...VIEWS,
    ...IMPORT,
    CommandContextPipe,
    CaseRequestPipe,
    {
      provide: CaseNumbers,
      inject: [CaseSerials],
      useFactory: (serials: CaseSerials) => new CaseNumbers(serials),
    },
  ],
})
export class CaseModule {}
