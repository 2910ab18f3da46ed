import { DomainError } from '../../kernel/domain-error.js';
import type { RecordCommand } from './case.commands.js';
import type { AccusedOffice, CaseEvent, CaseReport } from './case.events.js';
import { known, NO_CASE } from './case.state.js';
import { checkTimes } from './case-times.js';
import { evolve } from './evolve.js';
import { firstClocks } from './ladder/clock-sets.js';
import { startOf } from './ladder/start.js';
import type { EscalationStarted } from './ladder.events.js';
import { defined } from './plain.js';

/**
 * Logs a case: the recording and, unless it is history, the start level stand in one append. Errors (422): those of the
 * times, `accused_office_everywhere`.
 */
export function record(command: RecordCommand): CaseEvent[] {
  const { at, serial, archived, facts } = command;
  const report = withDefaults(command);
  const clockAhead = checkTimes(report, at);
  checkAccused(report.accusedOffice, '/accusedOffice');
  const { taxonomyVersion } = facts;
  const data = { report, serial, taxonomyVersion, archived, clockAhead, import: command.import };
  const recorded: CaseEvent = { type: 'CaseRecorded', data: defined(data) };
  return archived ? [recorded] : [recorded, started(recorded, command)];
}

/** The case stands on the ladder from its first moment, with all clocks that run from now on. */
function started(recorded: CaseEvent, { by, at, facts }: RecordCommand): EscalationStarted {
  const state = known(evolve(NO_CASE, { ...recorded, by, at }));
  const { policy } = facts.ladder;
  const { office, ...why } = startOf(policy, state.report);
  const clocks = firstClocks(office.level, state, { at, facts: facts.ladder });
  return { type: 'EscalationStarted', data: { ...office, policyVersion: policy.version, ...why, clocks } };
}

/** To accuse the whole country's office would hide the case from everybody for ever. */
export function checkAccused(office: AccusedOffice | undefined, pointer: string): void {
  if (office?.area !== '' || office.agency !== undefined) return;
  throw new DomainError('accused_office_everywhere', {}, [{ pointer, code: 'accused_office_everywhere' }]);
}

/** `knownAt` is never guessed, except for what the recorder saw: that was known when it happened. */
function withDefaults({ report, at, facts }: RecordCommand): CaseReport {
  const isOwn = report.origin === 'OWN_OBSERVATION';
  return defined({
    ...report,
    nature: report.nature ?? 'INCIDENT',
    otherAreas: report.otherAreas ?? [],
    occurredPrecision: report.occurredPrecision ?? 'EXACT',
    knownAt: report.knownAt ?? (isOwn ? report.occurredAt : undefined),
    receivedAt: report.receivedAt ?? at,
    channel: report.channel ?? 'APP',
    description: report.description ?? '',
    severity: report.severity ?? facts.severity,
    access: report.access ?? facts.access,
    contests: report.contests ?? [],
    participants: report.participants ?? [],
    items: report.items ?? [],
    details: report.details ?? {},
  });
}
