import type { Actor } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { ActionFacts, ActionOf } from '../case.commands.js';
import type { CaseEvent } from '../case.events.js';
import { OFF_THE_LADDER } from '../case.state.js';
import { isAhead } from '../case-times.js';
import type { EscalationAcknowledged } from '../ladder.events.js';
import { defined } from '../plain.js';
import type { LadderCase } from './ladder-case.js';

type Acknowledgement = ActionOf<'escalation/acknowledgement'>;

/**
 * The holding level says that it knows: its head or duty officer for themselves, or the desk for a named one who said
 * so by phone, WhatsApp, radio or in person. Errors (422): `acknowledged_by_missing`, `not_of_the_holding_level`,
 * `acknowledged_in_app`, `in_the_future`.
 */
export function acknowledge(
  { by: named, via, at, note }: Acknowledgement,
  { ladder }: LadderCase,
  by: Actor,
  { holds, mayAcknowledge }: Pick<ActionFacts, 'holds' | 'mayAcknowledge'>,
  now: string,
): EscalationAcknowledged {
  const isForAnother = named !== undefined && named !== by.id;
  if (!isForAnother && holds !== true) throw wrong('acknowledged_by_missing', '/by');
  if (isForAnother && mayAcknowledge !== true) throw wrong('not_of_the_holding_level', '/by');
  if (isForAnother && via === 'APP') throw wrong('acknowledged_in_app', '/via');
  isAhead(at, now, '/at');
  const data = { level: ladder.level, by: named ?? by.id, via, acknowledgedAt: at ?? now, note };
  return { type: 'EscalationAcknowledged', data: defined(data) };
}

/** Deeds by which the holding level shows that it knows. */
const SHOWS: readonly CaseEvent['type'][] = [
  'CaseVerified',
  'CaseTakenUp',
  'CaseAssigned',
  'FieldActionTaken',
  'InputRequested',
  'CaseReferred',
];

/** Whoever holds the case and acts on it need not say besides that they know of it. */
export function acknowledgedByActing(
  event: CaseEvent,
  { ladder, status }: LadderCase,
  by: Actor,
  holds: boolean,
  now: string,
): EscalationAcknowledged[] {
  const isAwaited = ladder.acknowledged === null && !OFF_THE_LADDER.includes(status);
  if (!holds || !isAwaited || !SHOWS.includes(event.type)) return [];
  const data = { level: ladder.level, by: by.id, via: 'APP' as const, acknowledgedAt: now };
  return [{ type: 'EscalationAcknowledged', data }];
}

function wrong(code: string, pointer: string): DomainError {
  return new DomainError(code, {}, [{ pointer, code }]);
}
