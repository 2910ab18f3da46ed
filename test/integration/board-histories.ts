import { randomUUID } from 'node:crypto';
import type { Clock, ClockKind } from '../../src/calendar/clock.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../src/escalation/policy/escalation-policy.js';
import type { EventStore } from '../../src/event-store/event-store.js';

/** Where the cases of these histories lie: villages, and places that are known no nearer. */
export const PLACES = [
  '33.74.10.1004',
  '33.74.10.1005',
  '33.74.10',
  '33.74.11.1001',
  '33.74',
  '33.16.09.2001',
  '33.16.09',
  '33',
  '34.71.01.1001',
  '',
] as const;

const CATEGORIES = ['APK_PLACEMENT', 'NEUTRALITY', 'GROUP_CLASH', 'SOCIAL_TENSION', 'CONTENT'];
const ACCUSED = [undefined, undefined, undefined, { area: '33.74' }, { area: '33.74', agency: 'DLH' }];

/** Numbers that look random and are the same in every run. */
export class Dice {
  constructor(private seed: number) {}

  /** From 0 up to, not including, the number. */
  below(count: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * count);
  }

  one<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

type Data = Readonly<Record<string, unknown>>;
type Plain = readonly [type: string, data: Data, by?: 'SYSTEM'];

/** Records so many cases and does so many things to them, in a random order. Returns every position of the log. */
export async function playCases(
  store: EventStore,
  dice: Dice,
  cases: number,
  acts: number,
): Promise<string[]> {
  const streams: string[] = [];
  const positions: string[] = [];
  const revisions = new Map<string, number>();
  const append = async (stream: string, ...events: readonly Plain[]): Promise<void> => {
    const before = revisions.get(stream);
    const result = await store.append({
      stream,
      expected: before ?? 'no-stream',
      events: events.map(([type, data, by]) => stored(type, data, by)),
    });
    if (result.outcome !== 'appended') throw new Error(result.outcome);
    revisions.set(stream, result.revision);
    positions.push(...result.positions);
  };
  for (let serial = 1; serial <= cases; serial++) {
    const stream = `case-${randomUUID()}`;
    streams.push(stream);
    const [recording, start] = opening(dice, serial);
    await append(stream, recording, ...(recording[1].archived === true ? [] : [start]));
  }
  for (let act = 0; act < acts; act++) await append(dice.one(streams), ...step(dice));
  return positions;
}

function stored(type: string, data: Data, by?: 'SYSTEM') {
  const actor = by === 'SYSTEM' ? { id: 'system', role: 'SYSTEM' } : { id: 'somebody', role: 'OPERATOR' };
  const v = type === 'EscalationStarted' || type === 'EscalationMoved' ? NEWEST : 1;
  const meta = { v, commandId: randomUUID(), requestHash: '', correlationId: '', actor };
  return { id: randomUUID(), type, data, meta };
}

function opening(dice: Dice, serial: number): [Plain, Plain] {
  const area = dice.one(PLACES);
  const category = dice.one(CATEGORIES);
  const accusedOffice = dice.one(ACCUSED);
  const report = {
    category,
    subcategory: 'OTHER',
    nature: 'INCIDENT',
    area,
    otherAreas: [],
    occurredPrecision: 'UNKNOWN',
    receivedAt: '2026-11-22T00:00:00.000Z',
    origin: 'CITIZEN',
    channel: 'APP',
    description: '',
    severity: 1 + dice.below(4),
    access: category === 'NEUTRALITY' ? 'RESTRICTED' : 'OPEN',
    contests: [],
    participants: [],
    items: [],
    details: {},
    ...(accusedOffice !== undefined && { accusedOffice }),
  };
  const recording = { report, serial, taxonomyVersion: 1, archived: dice.below(12) === 0, clockAhead: false };
  const start = { ...holding(dice, dice.one(ESCALATION_LEVELS)), informed: [], rule: 'severity', inputs: {} };
  return [
    ['CaseRecorded', recording],
    ['EscalationStarted', start, 'SYSTEM'],
  ];
}

function holding(dice: Dice, level: EscalationLevel) {
  const area = dice.one(PLACES);
  return {
    policyVersion: 1,
    level,
    holder: { area, role: 'HEAD' },
    clocks: [clock(dice, 'acknowledge'), clock(dice, 'handle')],
  };
}

function clock(dice: Dice, kind: ClockKind): Clock {
  const dueAt = new Date(Date.now() + dice.below(48) * 3_600_000 - 600_000).toISOString();
  const calendar = {
    zone: 'WIB',
    stage: null,
    kind: 'running_hours',
    window: 'PT4H',
    dueAt,
    skipped: [],
  } as const;
  return { kind, rule: `no_${kind}`, policyVersion: 1, startedAt: '2026-11-22T00:00:00.000Z', calendar };
}

/** Something that happens to a case; whether a decider would allow it there is not asked. */
function step(dice: Dice): readonly Plain[] {
  const { calendar } = clock(dice, 'handle');
  const level = dice.one(ESCALATION_LEVELS);
  const passed = (kind: ClockKind): Plain => {
    const data = { policyVersion: 1, kind, rule: `no_${kind}`, moment: dice.one(['due', 'alarm']), calendar };
    return ['DeadlinePassed', data, 'SYSTEM'];
  };
  const raised = {
    ...holding(dice, level),
    from: 'E0',
    trigger: 'time',
    rule: 'no_handle',
    inputs: {},
    calendar,
    informed: [],
  };
  const steps: readonly (readonly Plain[])[] = [
    [['CaseVerified', { status: 'VERIFIED' }]],
    [['CaseTakenUp', {}]],
    [['EscalationAcknowledged', { level, by: 'x', via: 'APP', acknowledgedAt: calendar.dueAt }]],
    [['EscalationRaised', raised, 'SYSTEM']],
    [
      [
        'EscalationProposed',
        {
          policyVersion: 1,
          to: level,
          rule: 'no_progress',
          inputs: {},
          calendar,
          clocks: [clock(dice, 'proposal')],
        },
        'SYSTEM',
      ],
    ],
    [['ProposalRefused', { reason: 'x', clocks: [clock(dice, 'progress')] }]],
    [passed('handle')],
    [passed('statutory')],
    [['CaseAssigned', { lead: dice.one(['DLH', 'SATPOL_PP']), supporting: [], dueAt: calendar.dueAt }]],
    [['AssignmentRefused', { agency: 'DLH', reason: 'x', status: 'VERIFIED' }]],
    [['CaseMonitored', {}]],
    [['CaseRejected', { as: 'REJECTED', reason: 'x' }]],
    [['CaseResolved', { outcome: 'OTHER', summary: 'x' }]],
    [['CaseReturned', { reason: 'x' }]],
    [['CaseClosed', {}]],
    [['CaseReopened', { reason: 'x' }]],
    [['NoteAdded', { text: 'x' }]],
    [corrected('area', dice.one(PLACES))],
    [corrected('access', dice.one(['OPEN', 'RESTRICTED']))],
    [corrected('category', dice.one(CATEGORIES))],
    [corrected('accusedOffice', dice.one(ACCUSED) ?? null)],
    [['SeverityChanged', { old: 1, new: 1 + dice.below(4), reason: 'x' }]],
  ];
  return dice.one(steps);
}

function corrected(field: string, value: unknown): Plain {
  return ['CaseCorrected', { field, old: null, new: value, reason: 'x', clockAhead: false }];
}

/** Shape version of the events that put a case on a level. */
const NEWEST = 1;
