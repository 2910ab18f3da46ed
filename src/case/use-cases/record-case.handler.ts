import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions } from '../../event-store/decision.js';
import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { derivedId } from '../../kernel/ids.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import { caseDecider } from '../domain/case.decider.js';
import type { CaseReport } from '../domain/case.events.js';
import { authoriseRecording } from '../domain/case.policies.js';
import { type CaseState, known, levelOf, statusOf } from '../domain/case.state.js';
import { missing } from '../domain/missing.js';
import { caseNumber } from '../domain/number.js';
import { type Acted, RecordCase, type RecordedCase } from './case.commands.js';
import { CaseNumbers } from './case-numbers.js';
import { LadderLookups, type LadderReckoner } from './ladder-lookups.js';
import { ReportLookups } from './report-lookups.js';

/** A report whose names exist, or the refusal that says which does not. */
type CheckedReport = Omit<RecordCase['report'], 'id'> | DomainError;

/** Logs a case: looks up what it names, takes a number, decides and appends. */
@CommandHandler(RecordCase)
export class RecordCaseHandler implements ICommandHandler<RecordCase, Acted<RecordedCase>> {
  constructor(
    private readonly decisions: Decisions,
    private readonly lookups: ReportLookups,
    private readonly taxonomy: TaxonomyRegister,
    private readonly numbers: CaseNumbers,
    private readonly ladder: LadderLookups,
  ) {}

  async execute(command: RecordCase): Promise<Acted<RecordedCase>> {
    const { id, ...given } = command.report;
    const report = await this.lookups.check(given, given.category).catch(refusalOfWhatIsNamed);
    const reckoner = await this.ladder.reckoner();
    const caseId = id?.toLowerCase() ?? derivedId(command.context.commandId, 'case');
    const serial = await this.numbers.take();
    try {
      const decided = await this.decide(command, caseId, report, serial, reckoner);
      // A replay is not always another try's: this one's own append may have been repeated after a lost answer.
      if (known(decided.state).serial !== serial) this.numbers.giveBack(serial);
      return { body: this.answer(caseId, decided), position: decided.position, replayed: decided.replayed };
    } catch (error) {
      // A refusal used no number. After any other failure it is not known whether the number stands in the log.
      if (error instanceof DomainError) this.numbers.giveBack(serial);
      throw error;
    }
  }

  private decide(
    { context, principal, options, report: given }: RecordCase,
    caseId: string,
    report: CheckedReport,
    serial: number,
    reckoner: LadderReckoner,
  ): Promise<Decided<CaseState>> {
    const facts = {
      severity: this.taxonomy.subcategory(given.category, given.subcategory)?.severity ?? 1,
      access: this.taxonomy.restrictedByDefault(given.category) ? ('RESTRICTED' as const) : ('OPEN' as const),
      taxonomyVersion: this.taxonomy.version,
    };
    const { archived = false, import: origin } = options;
    const at = context.now.toISOString();
    return this.decisions.decide({
      stream: caseStream(caseId),
      fold: CASE_FOLD,
      context,
      opens: true,
      authorise: () => options.capacity ?? capacityToRecord(principal, given.area, report),
      decide: (state, by) => {
        // Said only here: a retry gets its first answer also where what it names is gone by now.
        if (report instanceof DomainError) throw report;
        const ladder = reckoner.factsFor(report, context.now);
        return caseDecider.decide(
          { type: 'record', by, at, report, serial, archived, import: origin, facts: { ...facts, ladder } },
          state,
        );
      },
      about: () => (report instanceof DomainError ? {} : timesOf(report)),
    });
  }

  private answer(id: string, { state, revision, recordedAt, events }: Decided<CaseState>): RecordedCase {
    const { report, serial } = known(state);
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

/** What waits for the decision. A property that nobody knows is no matter of what exists, and refused at once. */
function refusalOfWhatIsNamed(error: unknown): DomainError {
  if (error instanceof DomainError && error.code !== 'unknown_property') return error;
  throw error;
}

/** What a report names comes before the permission: an area that does not exist lies in nobody's scope. */
function capacityToRecord(principal: Principal, area: string, report: CheckedReport): Actor {
  try {
    return authoriseRecording(principal, area);
  } catch (refusal) {
    throw report instanceof DomainError ? report : refusal;
  }
}
