import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/calendar/clock.js';
import type { CaseReport } from '../../src/case/domain/case.events.js';
import type { EscalationStarted } from '../../src/case/domain/ladder.events.js';
import type { NewEvent } from '../../src/event-store/recorded-event.js';

const HOUR_MS = 3_600_000;

/** What tells one case of a crash test from another; times are RFC 3339, UTC. */
type Told = Pick<CaseReport, 'category' | 'subcategory' | 'area' | 'description' | 'details'> & {
  readonly at: string;
};

/** What the ladder makes of the case at its start. */
type Started = Pick<EscalationStarted['data'], 'level' | 'holder' | 'clocks'>;

/** The events of a case as it stands in the log when it was recorded. */
export function caseEvents({ at, ...told }: Told, serial: number, started: Started): NewEvent[] {
  const report = {
    ...told,
    nature: 'INCIDENT',
    otherAreas: [],
    occurredAt: at,
    occurredPrecision: 'EXACT',
    receivedAt: at,
    origin: 'CITIZEN',
    channel: 'WEB',
    severity: 2,
    access: 'OPEN',
    contests: [],
    participants: [],
    items: [{ type: 'SPANDUK', count: 3 }],
  };
  const recorded = { report, serial, taxonomyVersion: 1, archived: false, clockAhead: false };
  const escalation = { policyVersion: 1, rule: 'by_severity', inputs: { severity: 2 }, informed: [] };
  return [
    newEvent(told.area, 'CaseRecorded', recorded),
    newEvent(told.area, 'EscalationStarted', { ...escalation, ...started }, 2),
  ];
}

/** A clock that has waited since four hours before it runs out for somebody to acknowledge. */
export function acknowledgeClock(rule: string, dueAt: Date): Clock {
  return {
    kind: 'acknowledge',
    rule,
    policyVersion: 1,
    startedAt: new Date(dueAt.getTime() - 4 * HOUR_MS).toISOString(),
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: 'PT4H',
      dueAt: dueAt.toISOString(),
      skipped: [],
    },
  };
}

/** An event that the service is said to have recorded by a command of its own. */
export function newEvent(area: string, type: string, data: object, v = 1): NewEvent {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type,
    data,
    meta: {
      v,
      commandId,
      requestHash: '0'.repeat(64),
      correlationId: commandId,
      actor: { id: 'system', role: 'SYSTEM' },
      area,
    },
  };
}
