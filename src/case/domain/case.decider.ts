import { SYSTEM } from '../../kernel/actor.js';
import { type Decider, never } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { accept, assign, refuse } from './assignment.js';
import type { ActCommand, CaseAction, CaseCommand, UndoDuplicateCommand } from './case.commands.js';
import type { CaseEvent } from './case.events.js';
import { type CaseState, type KnownCase, known, NO_CASE } from './case.state.js';
import { isAhead } from './case-times.js';
import { correct } from './correction.js';
import { promote } from './early-warning.js';
import { evolve } from './evolve.js';
import { actsAlone } from './four-eyes.policies.js';
import { acknowledgedByActing } from './ladder/acknowledge.js';
import { decideOnLadder, isLadderAction, type LadderAction } from './ladder/by-person.js';
import { consequencesOf } from './ladder/consequences.js';
import { hasLadder } from './ladder/ladder-case.js';
import { ladderStep } from './ladder/steps.js';
import { defined } from './plain.js';
import { obstacleTo } from './possible.js';
import { record } from './recording.js';
import { addLetter, progress, refer } from './referral.js';
import { undecided } from './stage.js';
import { verify } from './verification.js';

/** The case's rules: what a command records, or the `DomainError` by which it is refused. */
export const caseDecider: Decider<CaseCommand, CaseState, CaseEvent> = {
  initial: NO_CASE,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'record':
        if (state.status !== 'NONE') throw new DomainError('id_taken');
        return record(command);
      case 'act':
        return act(command, known(state));
      case 'undo-duplicate':
        return undoDuplicate(command, known(state));
      case 'ladder':
        return ladderStep(command.step, state, command);
      default:
        return never(command);
    }
  },
};

function act(command: ActCommand, state: KnownCase): CaseEvent[] {
  const { action, facts, by, at } = command;
  const obstacle = obstacleTo(action, by, state, facts);
  if (obstacle !== null) throw new DomainError(obstacle.code, obstacle.details);
  const reckoning = { at, facts: facts.ladder };
  if (isLadderAction(action)) {
    return hasLadder(state) ? decideOnLadder(action, state, by, facts, reckoning) : [];
  }
  const events = work({ ...command, action }, state);
  const [first] = events;
  if (first === undefined || !hasLadder(state)) return events;
  const acknowledged = acknowledgedByActing(first, state, by, facts.holds === true, at);
  const own = [...events, ...acknowledged];
  return [...own, ...consequencesOf(own, state, by, reckoning)];
}

/** What is done to the case itself; what follows from it on the ladder stands behind it in the same append. */
function work(
  { action, facts, by, at }: ActCommand & { readonly action: Exclude<CaseAction, LadderAction> },
  state: KnownCase,
): CaseEvent[] {
  switch (action.type) {
    case 'verification':
      return verify(action, state, facts, actsAlone('verification', state, by.id, at));
    case 'handling':
      return [{ type: 'CaseTakenUp', data: defined({ note: action.note }) }];
    case 'assignment':
      return assign(action, state);
    case 'assignment/acceptance':
      return accept(by.agency ?? '', state);
    case 'assignment/refusal':
      return refuse(by.agency ?? '', action.reason, state);
    case 'field-actions': {
      const { type: _, ...taken } = action;
      isAhead(taken.takenAt, at, '/at');
      return [{ type: 'FieldActionTaken', data: { n: state.fieldActions + 1, ...taken } }];
    }
    case 'input-requests': {
      const { agency, question } = action;
      return [{ type: 'InputRequested', data: { n: state.inputRequests.length + 1, agency, question } }];
    }
    case 'input-requests/answer': {
      const { n, answer } = action;
      const agency = state.inputRequests.find((request) => request.n === n)?.agency ?? '';
      return [{ type: 'InputGiven', data: { n, agency, answer } }];
    }
    case 'referrals':
      return refer(action, state, at);
    case 'referrals/letter':
      return addLetter(action, state);
    case 'referrals/progress':
      return progress(action, state, at);
    case 'promotion':
      return promote(action.occurredAt, state, at);
    case 'lapse':
      return [{ type: 'EarlyWarningLapsed', data: { reason: action.reason } }];
    case 'notes':
      return [{ type: 'NoteAdded', data: { text: action.text } }];
    case 'evidence':
      changes(!state.evidence.includes(action.sha256));
      return [{ type: 'EvidenceAdded', data: defined({ sha256: action.sha256, caption: action.caption }) }];
    case 'corrections':
      return correct(action, state, at, facts);
    case 'severity': {
      const { severity, reason } = action;
      const old = state.report.severity;
      changes(severity !== old);
      return [{ type: 'SeverityChanged', data: { old, new: severity, reason } }];
    }
    case 'resolution':
      return [{ type: 'CaseResolved', data: { outcome: action.outcome, summary: action.summary } }];
    case 'closure':
      return [
        {
          type: 'CaseClosed',
          data: { ...defined({ note: action.note }), ...actsAlone('closure', state, by.id, at) },
        },
      ];
    case 'return':
      return [
        { type: 'CaseReturned', data: { reason: action.reason, ...actsAlone('return', state, by.id, at) } },
      ];
    case 'reopening':
      return [{ type: 'CaseReopened', data: { reason: action.reason } }];
    case 'access': {
      const { person, reason } = action;
      if (!facts.personExists) {
        throw new DomainError('person_unknown', {}, [{ pointer: '/person', code: 'person_unknown' }]);
      }
      changes(!state.named.includes(person));
      return [{ type: 'PersonNamed', data: { person, reason } }];
    }
    default:
      return never(action);
  }
}

/** The service's own repair of two cases that name each other; nothing where the case has moved on since. */
function undoDuplicate({ reason, at, facts }: UndoDuplicateCommand, state: KnownCase): CaseEvent[] {
  if (state.status !== 'DUPLICATE') throw new DomainError('nothing_to_change');
  const { status } = undecided(state.before);
  const undone: CaseEvent = { type: 'DuplicateUndone', data: { of: state.of, reason, status } };
  return [undone, ...consequencesOf([undone], state, SYSTEM, { at, facts })];
}

function changes(somethingChanges: boolean): void {
  if (!somethingChanges) throw new DomainError('nothing_to_change');
}
