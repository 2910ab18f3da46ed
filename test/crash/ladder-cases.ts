import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/calendar/clock.js';
import { timerIdOf } from '../../src/escalation/timers/timer-source.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import type { NewEvent } from '../../src/event-store/recorded-event.js';

const HOUR_MS = 3_600_000;

/** A level at which nobody acknowledges, and what the policy has for that. */
const KINDS = [
  { level: 'E0', area: '33.74.10.1004', rule: 'not_acknowledged', decision: 'EscalationRaised' },
  { level: 'E1', area: '33.74.10', rule: 'not_acknowledged', decision: 'EscalationRaised' },
  { level: 'E2', area: '33.74', rule: 'not_acknowledged_by_regency', decision: 'UpperLevelInformed' },
] as const;

/** A case with one clock, and the one decision that follows when it runs out. */
export interface ClockedCase {
  readonly stream: string;
  /** Type of the event. */
  readonly decision: string;
  /** Id of its command. */
  readonly timerId: string;
}

/** Records a case whose only clock runs out at the given time, and what is to come of it. */
export async function recordClocked(store: EventStore, serial: number, dueAt: Date): Promise<ClockedCase> {
  const kind = KINDS[serial % KINDS.length] as (typeof KINDS)[number];
  const id = randomUUID();
  const clock = clockOf(kind.rule, dueAt);
  const stream = `case-${id}`;
  const result = await store.append({ stream, expected: 'no-stream', events: eventsOf(kind, serial, clock) });
  if (result.outcome !== 'appended') throw new Error(`A case was answered with ${result.outcome}.`);
  const { decision, rule } = kind;
  const next = { kind: 'acknowledge', rule, startedAt: clock.startedAt, moment: 'due' } as const;
  return { stream, decision, timerId: timerIdOf(id, next, dueAt) };
}

function clockOf(rule: string, dueAt: Date): Clock {
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

function eventsOf({ level, area }: (typeof KINDS)[number], serial: number, clock: Clock): NewEvent[] {
  const at = clock.startedAt;
  const report = {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    nature: 'INCIDENT',
    area: '33.74.10.1004',
    otherAreas: [],
    occurredAt: at,
    occurredPrecision: 'EXACT',
    receivedAt: at,
    origin: 'CITIZEN',
    channel: 'WEB',
    description: `Jam ${serial}`,
    severity: 2,
    access: 'OPEN',
    contests: [],
    participants: [],
    items: [{ type: 'SPANDUK', count: 3 }],
    details: {},
  };
  return [
    event('CaseRecorded', 1, { report, serial, taxonomyVersion: 1, archived: false, clockAhead: false }),
    event('EscalationStarted', 2, {
      policyVersion: 1,
      level,
      holder: { area, role: 'HEAD' },
      rule: 'by_severity',
      inputs: { severity: 2 },
      informed: [],
      clocks: [clock],
    }),
  ];
}

function event(type: string, v: number, data: object): NewEvent {
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
      area: '33.74.10.1004',
    },
  };
}
