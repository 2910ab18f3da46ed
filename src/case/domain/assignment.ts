import { DomainError } from '../../kernel/domain-error.js';
import type { ActionOf } from './case.commands.js';
import type { CaseAssigned, CaseEvent } from './case.events.js';
import { type Assignment, assignmentOf, isVerified, type KnownCase } from './case.state.js';
import { defined, same } from './plain.js';

/** Hands the case to a lead agency and those that support it. Errors: `nothing_to_change`. */
export function assign(action: ActionOf<'assignment'>, state: KnownCase): CaseEvent[] {
  const { lead, dueAt, instruction } = action;
  const supporting = [...new Set(action.supporting)].filter((agency) => agency !== lead);
  const data: CaseAssigned['data'] = defined({ lead, supporting, dueAt, instruction });
  if (state.status === 'ASSIGNED' && same(data, asAssigned(state.assignment))) {
    throw new DomainError('nothing_to_change');
  }
  return [{ type: 'CaseAssigned', data }];
}

/** An agency says yes, each for itself; the lead's yes starts the work. */
export function accept(agency: string, state: KnownCase): CaseEvent[] {
  const starts = state.status === 'ASSIGNED' && state.assignment.lead === agency;
  const status = starts ? 'IN_PROGRESS' : state.status;
  return [{ type: 'AssignmentAccepted', data: { agency, status } }];
}

/** An agency says no, each for itself; with the lead's no the case waits for another assignment. */
export function refuse(agency: string, reason: string, state: KnownCase): CaseEvent[] {
  const goesBack = state.status === 'ASSIGNED' && assignmentOf(state)?.lead === agency;
  const status = goesBack ? (isVerified(state) ? 'VERIFIED' : 'RECEIVED') : state.status;
  return [{ type: 'AssignmentRefused', data: { agency, reason, status } }];
}

/** The event that would make this assignment. */
function asAssigned({ state: _, supporting, ...rest }: Assignment): CaseAssigned['data'] {
  return { ...rest, supporting: supporting.map(({ agency }) => agency) };
}
