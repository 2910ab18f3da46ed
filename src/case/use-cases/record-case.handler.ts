import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import { derivedId } from '../../kernel/ids.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import { caseDecider } from '../domain/case.decider.js';
import type { CaseReport } from '../domain/case.events.js';
import { authoriseRecording } from '../domain/case.policies.js';
import { type CaseState, levelOf, statusOf } from '../domain/case.state.js';
import { missing } from '../domain/missing.js';
import { caseNumber } from '../domain/number.js';
import { type Acted, RecordCase, type RecordedCase } from './case.commands.js';
import { CaseNumbers } from './case-numbers.js';
import { ReportLookups } from './report-lookups.js';

/** Logs a case: looks up what it names, takes a number, decides and appends. */
@CommandHandler(RecordCase)
export class RecordCaseHandler implements ICommandHandler<RecordCase, Acted<RecordedCase>> {
  constructor(
    private readonly decisions: Decisions,
    private readonly lookups: ReportLookups,
    private readonly taxonomy: TaxonomyRegister,
    private readonly numbers: CaseNumbers,
  ) {}

  async execute(command: RecordCase): Promise<Acted<RecordedCase>> {
    const { id, ...given } = command.report;
    const report = await this.lookups.check(given, given.category);
    const caseId = id?.toLowerCase() ?? derivedId(command.context.commandId, 'case');
    const serial = await this.numbers.take();
    try {
      const decided = await this.decide(command, caseId, report, serial);
      if (decided.replayed) this.numbers.giveBack(serial);
      return { body: this.answer(caseId, decided), position: decided.position, replayed: decided.replayed };
    } catch (error) {
      // A refusal used no number. After any other failure it is not known whether the number stands in the log.
      if (error instanceof DomainError) this.numbers.giveBack(serial);
      throw error;
    }
  }

  private decide(
    { context, principal, options }: RecordCase,
    caseId: string,
    report: Omit<RecordCase['report'], 'id'>,
    serial: number,
  ): Promise<Decided<CaseState>> {
    const { category, subcategory } = report;
    const facts = {
      severity: this.taxonomy.subcategory(category, subcategory)?.severity ?? 1,
      access: this.taxonomy.restrictedByDefault(category) ? ('RESTRICTED' as const) : ('OPEN' as const),
      taxonomyVersion: this.taxonomy.version,
    };
    const { archived = false, import: origin } = options;
    return this.decisions.decide({
      stream: caseStream(caseId),
      fold: CASE_FOLD,
      context,
      opens: true,
      authorise: () => options.capacity ?? authoriseRecording(principal, report.area),
      decide: (state, by) =>
        caseDecider.decide(
          {
            type: 'record',
            by,
            at: context.now.toISOString(),
            report,
            serial,
            archived,
            import: origin,
            facts,
          },
          state,
        ),
      about: () => timesOf(report),
    });
  }

  private answer(id: string, { state, revision, recordedAt, events }: Decided<CaseState>): RecordedCase {
    if (state.status === 'NONE') throw new Error('A recorded case has no state.');
    const { report, serial } = state;
    return {
      id,
      number: caseNumber(recordedAt, serial),
      status: statusOf(state),
      level: levelOf(state),
      revision: events.at(-1)?.revision ?? revision,
      recordedAt: recordedAt.toISOString(),
      missing: missing(report, this.taxonomy.recommended(report.category, report.subcategory)),
    };
  }
}

/** What a report says of its place and times, for the metadata of its events. */
export function timesOf(report: Partial<CaseReport>) {
  const { area, occurredAt, knownAt, receivedAt } = report;
  return { area, occurredAt, knownAt, receivedAt };
}
