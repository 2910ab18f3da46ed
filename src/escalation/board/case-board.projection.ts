import type { CaseEvent, CaseReport } from '../../case/domain/case.events.js';
import { upcast } from '../../case/domain/case.upcasters.js';
import { clocksAfter } from '../../case/domain/ladder/running-clocks.js';
import { OPEN_STATUSES } from '../../case/views/case-list/case-list.row.js';
import type { Projected, Projection } from '../../projection/projection.js';
import type { EscalationLevel } from '../policy/escalation-policy.js';
import { marked, markOf, nearestDeadline, nextFiring, statutoryOnly, unmarkedBy } from './board-clocks.js';
import { areaTotals, dayTotals } from './board-totals.js';
import type { CaseBoardRow } from './case-board.row.js';

type Type = CaseEvent['type'];
type EventOf<T extends Type> = Projected<Extract<CaseEvent, { type: T }>>;
type Change<T extends Type> = (row: CaseBoardRow, event: EventOf<T>) => Partial<CaseBoardRow>;

/** Statuses in which the case stands on no level. */
const OFF_THE_LADDER = ['REJECTED', 'DUPLICATE', 'MONITORED', 'CLOSED'];
/** Statuses in which somebody has the case in hand. */
const IN_HAND = ['IN_PROGRESS', 'REFERRED', 'RESOLVED'];

/** Lengths of the codes of a province, a kab/kota and a kecamatan: their nearest deadline is one look-up. */
const CODE_LENGTHS = [2, 5, 8];
const DEADLINES = CODE_LENGTHS.map(
  (length) => `(left(area, ${length}), deadline_at) where open and deadline_at is not null`,
);

/** Cases with a proposal to answer or an assignment that was refused. */
export const TO_DECIDE = '(proposal is not null or refused_assignment is not null)';
/** Cases of which the office that holds them has yet to say that it knows. */
export const TO_ACKNOWLEDGE = 'level is not null and not acknowledged';

/**
 * Every case as boards count it and timers fire from it: where it stands, which clocks run, which deadlines passed.
 * With every past row, so that a board of any instant can be asked for.
 */
export const caseBoard: Projection<CaseBoardRow, CaseEvent> = {
  name: 'case_board',
  version: 2,
  streams: 'case',
  key: 'id',
  columns: {
    id: 'uuid',
    area: 'text collate "C" not null',
    category: 'text not null',
    subcategory: 'text not null',
    severity: 'smallint not null',
    access: 'text not null',
    accused_area: 'text collate "C"',
    accused_agency: 'text',
    lead: 'text',
    status: 'text not null',
    archived: 'boolean not null',
    open: 'boolean not null',
    level: 'text',
    held_level: 'text',
    holder_area: 'text collate "C"',
    held_since: 'timestamptz(3)',
    policy_version: 'integer',
    recorded_at: 'timestamptz(3) not null',
    acknowledged: 'boolean not null',
    handled: 'boolean not null',
    marks: 'jsonb not null',
    proposal: 'jsonb',
    refused_assignment: 'jsonb',
    informed: 'text[] not null',
    clocks: 'jsonb not null',
    deadline_at: 'timestamptz(3)',
    deadline_kind: 'text',
    next_due_at: 'timestamptz(3)',
    next_clock: 'jsonb',
    heard_at: 'timestamptz(3) not null',
    rights_since: 'text collate "C"',
  },
  indexes: [
    '(next_due_at) where next_due_at is not null',
    '(area) where open',
    ...DEADLINES,
    `(area) where ${TO_DECIDE}`,
    `(holder_area) where ${TO_ACKNOWLEDGE}`,
    '(accused_area) where accused_area is not null',
    '(rights_since) where rights_since is not null',
  ],
  keepsPast: true,
  pastIndexes: [
    ...DEADLINES,
    `(area, until) where ${TO_DECIDE}`,
    `(holder_area, until) where ${TO_ACKNOWLEDGE}`,
  ],
  totals: [areaTotals, dayTotals],
  upcast,
  on: {
    CaseRecorded: (_, event) => recorded(event),
    EscalationStarted: change((row, { data, at }) => ({
      ...held(row, data, at),
      ...(isHeldAlready(row, data) && { acknowledged: row.acknowledged, held_since: row.held_since }),
      informed: data.informed,
    })),
    EscalationMoved: change((row, { data, at }) => held(row, data, at)),
    EscalationRaised: change((row, { data, at }) => ({
      ...held(row, data, at),
      informed: [...row.informed, ...data.informed].reduce(withOne, []).filter((one) => one > data.level),
    })),
    EscalationLowered: change((row, { data, at }) => held(row, data, at)),
    EscalationClocksSet: change((row, { data }) => ({ marks: unmarkedBy(row.marks, data.clocks) })),
    UpperLevelInformed: change((row, { data }) => informed(row, data)),
    EscalationProposed: change((row, { data, at }) => proposed(row, data, at)),
    ProposalConfirmed: change(() => ({ proposal: null })),
    ProposalRefused: change((row, { data }) => ({
      marks: unmarkedBy(row.marks, data.clocks),
      proposal: null,
    })),
    EscalationAcknowledged: change((row) => acknowledged(row)),
    DeadlinePassed: change((row, { data }) => passed(row, data)),
    GroupInformed: change(() => ({})),
    CaseVerified: change((_, { data }) => ({ status: data.status })),
    CaseMonitored: change(() => ({ status: 'MONITORED' })),
    CaseRejected: change(() => ({ status: 'REJECTED' })),
    CaseFoundDuplicate: change(() => ({ status: 'DUPLICATE' })),
    DuplicateUndone: change((_, { data }) => ({ status: data.status, acknowledged: false })),
    CaseTakenUp: change((row) => ({ ...acknowledged(row), status: 'IN_PROGRESS' })),
    CaseAssigned: change((row, { data }) => ({
      status: 'ASSIGNED',
      lead: data.lead,
      marks: row.marks.filter(({ kind }) => kind !== 'assignment'),
    })),
    AssignmentAccepted: change((row, { data }) => ({
      ...(data.status === 'IN_PROGRESS' && acknowledged(row)),
      status: data.status,
    })),
    AssignmentRefused: change((row, { data, at }) => ({
      status: data.status,
      ...(data.agency === row.lead && { lead: null, refused_assignment: { agency: data.agency, at } }),
    })),
    FieldActionTaken: change(() => ({})),
    InputRequested: change(() => ({})),
    InputGiven: change(() => ({})),
    CaseReferred: change(() => ({ status: 'REFERRED', proposal: null })),
    ReferralLetterAdded: change(() => ({})),
    ReferralProgressed: change((row, { data }) => ({
      ...(data.returned && { status: 'IN_PROGRESS', acknowledged: false }),
      marks: row.marks.filter(({ kind }) => kind !== 'referral'),
    })),
    EarlyWarningPromoted: change(() => ({ status: 'VERIFIED', acknowledged: false })),
    EarlyWarningLapsed: change(() => ({ status: 'CLOSED' })),
    NoteAdded: change(() => ({})),
    EvidenceAdded: change(() => ({})),
    CaseCorrected: change((_, { data, position }) => correction(data.field, data.new, position)),
    SeverityChanged: change((_, { data }) => ({ severity: data.new })),
    CaseResolved: change((row) => ({ ...acknowledged(row), status: 'RESOLVED', proposal: null })),
    CaseClosed: change(() => ({ status: 'CLOSED' })),
    CaseReturned: change(() => ({ status: 'IN_PROGRESS', acknowledged: false })),
    CaseReopened: change(() => ({ status: 'IN_PROGRESS', acknowledged: false })),
    PersonNamed: change(() => ({})),
  },
};

/** Applies a change, and brings along what follows from it: level, running clocks, deadlines, what still waits. */
function change<T extends Type>(changes: Change<T>) {
  return (before: CaseBoardRow | null, event: EventOf<T>): CaseBoardRow => {
    if (before === null) throw new Error(`${event.type} stands before a case was recorded.`);
    const clocks = clocksAfter(before.clocks, event as EventOf<Type>, (clock) => clock);
    const heard = event.by.role === 'SYSTEM' ? {} : { heard_at: event.at };
    return derived({ ...before, ...changes(before, event), clocks, ...heard });
  };
}

function recorded({ data: { report, archived }, at, stream }: EventOf<'CaseRecorded'>): CaseBoardRow {
  return derived({
    id: stream.slice('case-'.length),
    area: report.area,
    category: report.category,
    subcategory: report.subcategory,
    severity: report.severity,
    access: report.access,
    ...accused(report),
    lead: null,
    status: 'RECEIVED',
    archived,
    open: false,
    level: null,
    held_level: null,
    holder_area: null,
    held_since: null,
    policy_version: null,
    recorded_at: at,
    acknowledged: false,
    handled: false,
    marks: [],
    proposal: null,
    refused_assignment: null,
    informed: [],
    clocks: [],
    deadline_at: null,
    deadline_kind: null,
    next_due_at: null,
    next_clock: null,
    heard_at: at,
    rights_since: null,
  });
}

function accused({ accusedOffice }: Pick<CaseReport, 'accusedOffice'>) {
  return { accused_area: accusedOffice?.area ?? null, accused_agency: accusedOffice?.agency ?? null };
}

/** That it comes under a policy asks the office that knows of it nothing anew. */
function isHeldAlready(
  { held_level, holder_area }: CaseBoardRow,
  { level, holder }: EventOf<'EscalationStarted'>['data'],
): boolean {
  return held_level === level && holder_area === holder.area;
}

/** Another office holds the case: it has yet to acknowledge, and what was late below is not late for it. */
function held(
  row: CaseBoardRow,
  data: {
    readonly level: EscalationLevel;
    readonly holder: { readonly area: string };
    readonly policyVersion: number;
    readonly clocks: CaseBoardRow['clocks'];
  },
  at: string,
): Partial<CaseBoardRow> {
  return {
    held_since: at,
    held_level: data.level,
    holder_area: data.holder.area,
    policy_version: data.policyVersion,
    acknowledged: false,
    proposal: null,
    marks: unmarkedBy(statutoryOnly(row.marks), data.clocks),
  };
}

function informed(
  row: CaseBoardRow,
  { level, rule, calendar }: EventOf<'UpperLevelInformed'>['data'],
): Partial<CaseBoardRow> {
  const marks =
    calendar === null ? row.marks : marked(row.marks, markOf('acknowledge', rule, 'due', calendar));
  return { informed: withOne(row.informed, level), marks };
}

function proposed(
  row: CaseBoardRow,
  { to, rule, calendar, clocks }: EventOf<'EscalationProposed'>['data'],
  at: string,
): Partial<CaseBoardRow> {
  const marks = unmarkedBy(row.marks, clocks);
  return {
    proposal: { to, at, rule, shown: false },
    marks: calendar === null ? marks : marked(marks, markOf('progress', rule, 'due', calendar)),
  };
}

/** Somebody said so, or took the case up. */
function acknowledged(row: CaseBoardRow): Partial<CaseBoardRow> {
  return { acknowledged: true, marks: row.marks.filter(({ kind }) => kind !== 'acknowledge') };
}

function passed(
  row: CaseBoardRow,
  { kind, rule, moment, calendar }: EventOf<'DeadlinePassed'>['data'],
): Partial<CaseBoardRow> {
  return {
    marks: marked(row.marks, markOf(kind, rule, moment, calendar)),
    ...(kind === 'proposal' && row.proposal !== null && { proposal: { ...row.proposal, shown: true } }),
  };
}

/** The columns that a correction puts right; those that change who may see the case are marked with its place. */
function correction(field: keyof CaseReport, value: unknown, position: string): Partial<CaseBoardRow> {
  switch (field) {
    case 'category':
    case 'subcategory':
    case 'severity':
      return { [field]: value };
    case 'area':
    case 'access':
      return { [field]: value, rights_since: position };
    case 'accusedOffice':
      return { ...accused({ accusedOffice: value ?? undefined } as CaseReport), rights_since: position };
    default:
      return {};
  }
}

function derived(row: CaseBoardRow): CaseBoardRow {
  const { archived, status } = row;
  const onLadder = !archived && !OFF_THE_LADDER.includes(status);
  const handled = IN_HAND.includes(status);
  const deadline = nearestDeadline(row.clocks);
  return {
    ...row,
    ...next(row, onLadder),
    open: !archived && OPEN_STATUSES.some((one) => one === status),
    level: onLadder ? row.held_level : null,
    handled,
    marks: row.marks.filter(({ kind }) => stillWaits(kind, status, onLadder)),
    proposal: onLadder ? row.proposal : null,
    refused_assignment: ['RECEIVED', 'VERIFIED'].includes(status) ? row.refused_assignment : null,
    deadline_at: deadline?.at ?? null,
    deadline_kind: deadline?.kind ?? null,
  };
}

/** When a rule acts next. A case that no policy has seen yet comes under one at once. */
function next(row: CaseBoardRow, onLadder: boolean): Pick<CaseBoardRow, 'next_due_at' | 'next_clock'> {
  if (onLadder && row.policy_version === 0) {
    const startedAt = new Date(row.recorded_at).toISOString();
    return {
      next_due_at: startedAt,
      next_clock: { kind: 'adopt-policy', rule: 'adopt-policy', startedAt, moment: 'due' },
    };
  }
  const firing = nextFiring(row.clocks);
  return { next_due_at: firing?.at ?? null, next_clock: firing?.clock ?? null };
}

/** Which deadlines that passed still ask for something in a status. */
function stillWaits(kind: string, status: string, onLadder: boolean): boolean {
  if (!onLadder) return status === 'MONITORED' && kind === 'review';
  if (kind === 'review') return false;
  if (kind === 'handle') return !IN_HAND.includes(status);
  if (kind === 'referral') return status === 'REFERRED';
  if (kind === 'assignment') return ['ASSIGNED', 'IN_PROGRESS', 'REFERRED'].includes(status);
  return true;
}

function withOne(all: readonly EscalationLevel[], one: EscalationLevel): readonly EscalationLevel[] {
  return all.includes(one) ? all : [...all, one];
}
