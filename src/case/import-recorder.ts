import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { InstallationKey } from '../http/installation-key.js';
import { DomainError } from '../kernel/domain-error.js';
import {
  CaseRecorder,
  type RecordableCase,
  type RecordingContext,
  type RecordingOutcome,
} from './import/case-recorder.js';
import { type Acted, RecordCase, type RecordedCase } from './use-cases/case.commands.js';

/** Records a row of a spreadsheet by the same command as `POST /v1/cases`. */
@Injectable()
export class ImportRecorder extends CaseRecorder {
  constructor(
    private readonly commands: CommandBus,
    private readonly key: InstallationKey,
  ) {
    super();
  }

  async record(row: RecordableCase, context: RecordingContext): Promise<RecordingOutcome> {
    const { id, archived, import: origin, notes, ...report } = row;
    const { commandId, content, correlationId, actor, now } = context;
    try {
      const recorded: Acted<RecordedCase> = await this.commands.execute(
        new RecordCase(
          { commandId, requestHash: this.key.sign(content), correlationId, now },
          { id: actor.id, grants: [] },
          { id, ...report, items: [...report.items], details: { ...report.details } },
          { archived, import: { ...origin, notes }, capacity: actor },
        ),
      );
      const outcome = recorded.replayed ? 'already_recorded' : 'recorded';
      return { outcome, caseId: recorded.body.id, position: recorded.position };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'key_reused')
        return { outcome: 'changed', caseId: id };
      throw error;
    }
  }
}
