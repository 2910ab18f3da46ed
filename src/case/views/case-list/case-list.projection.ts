import type { Clock } from '../../../calendar/clock.js';
import type { Projected, Projection } from '../../../projection/projection.js';
import type { CaseEvent, CaseReport, CaseStatus } from '../../domain/case.events.js';
import { OFF_THE_LADDER } from '../../domain/case.state.js';
import { upcast } from '../../domain/case.upcasters.js';
import { clocksAfter } from '../../domain/ladder/running-clocks.js';
import { caseNumber } from '../../domain/number.js';
import type { CaseListRow, Deadline } from './case-list.row.js';

type Type = CaseEvent['type'];
type Change<T extends Type> = (
  row: CaseListRow,
  event: Projected<Extract<CaseEvent, { type: T }>>,
) => Partial<CaseListRow>;

/** Statuses in which an assignment's deadline runs. */
const UNDER_WAY = ['ASSIGNED', 'IN_PROGRESS', 'REFERRED'];
const MAX_SEARCH = 4_000;

/** Every case, as lists show it, filters find it and permissions look at it; with every past row. */
export const caseList: Projection<CaseListRow, CaseEvent> = {
  name: 'case_list',
  version: 2,
  streams: 'case',
  key: 'id',
  columns: {
    id: 'uuid',
    number: 'text not null',
    serial: 'integer not null',
    category: 'text not null',
    subcategory: 'text not null',
    area: 'text collate "C" not null',
    status: 'text not null',
    level: 'text',
    held_level: 'text',
    severity: 'smallint not null',
    nature: 'text not null',
    origin: 'text not null',
    archived: 'boolean not null',
    occurred_at: 'timestamptz(3)',
    known_at: 'timestamptz(3)',
    received_at: 'timestamptz(3) not null',
    recorded_at: 'timestamptz(3) not null',
    updated_at: 'timestamptz(3) not null',
    assignment_due_at: 'timestamptz(3)',
    deadlines: 'jsonb not null',
    due_at: 'timestamptz(3)',
    lead: 'text',
    place: 'text',
    lng: 'double precision',
    lat: 'double precision',
    participants: 'text[] not null',
    description: 'text not null',
    search: 'text not null',
    duplicate_of: 'uuid',
    duplicate_since: 'text collate "C"',
    revision: 'integer not null',
    recorded_by: 'text not null',
    access: 'text not null',
    accused_area: 'text collate "C"',
    accused_agency: 'text',
    holder_area: 'text collate "C"',
    named: 'text[] not null',
    agencies: 'text[] not null',
    asked: 'text[] not null',
    bodies: 'text[] not null',
  },
  indexes: [
    '(recorded_at, id)',
    '(area, recorded_at, id)',
    '(due_at, id)',
    '(serial)',
    '(recorded_by)',
    '(duplicate_of) where duplicate_of is not null',
    'using gin (search gin_trgm_ops)',
  ],
  keepsPast: true,
  upcast,
  on: {
    CaseRecorded: (_, event) => recorded(event),
    EscalationStarted: change((_, { data }) => holding(data)),
    EscalationMoved: change((_, { data }) => holding(data)),
    EscalationRaised: change((_, { data }) => holding(data)),
    EscalationLowered: change((_, { data }) => holding(data)),
    UpperLevelInformed: change(() => ({})),
    EscalationProposed: change(() => ({})),
    ProposalConfirmed: change(() => ({})),
    ProposalRefused: change(() => ({})),
    EscalationAcknowledged: change(() => ({})),
    EscalationClocksSet: change(() => ({})),
    DeadlinePassed: change(() => ({})),
    GroupInformed: change(() => ({})),
    CaseVerified: change((_, { data }) => ({ status: data.status })),
    CaseMonitored: change(() => ({ status: 'MONITORED' })),
    CaseRejected: change(() => ({ status: 'REJECTED' })),
    CaseFoundDuplicate: change((_, { data, position }) => ({
      status: 'DUPLICATE',
      duplicate_of: data.of,
      duplicate_since: position,
    })),
    DuplicateUndone: change((_, { data }) => ({
      status: data.status,
      duplicate_of: null,
      duplicate_since: null,
    })),
    CaseTakenUp: change(() => ({ status: 'IN_PROGRESS' })),
    CaseAssigned: change((row, { data }) => ({
      status: 'ASSIGNED',
      lead: data.lead,
      agencies: [data.lead, ...data.supporting].reduce(withOne, row.agencies),
      assignment_due_at: data.dueAt,
    })),
    AssignmentAccepted: change((_, { data }) => ({ status: data.status })),
    AssignmentRefused: change((row, { data }) => ({
      status: data.status,
      agencies: row.agencies.filter((agency) => agency !== data.agency),
      ...(data.agency === row.lead && { lead: null, assignment_due_at: null }),
    })),
    FieldActionTaken: change(() => ({})),
    InputRequested: change((row, { data }) => ({ asked: withOne(row.asked, data.agency) })),
    InputGiven: change(() => ({})),
    CaseReferred: change((row, { data }) => ({ status: 'REFERRED', bodies: withOne(row.bodies, data.body) })),
    ReferralLetterAdded: change(() => ({})),
    ReferralProgressed: change((row, { data }) => ({
      ...(data.returned && { status: 'IN_PROGRESS' }),
      ...(data.handedTo && { bodies: withOne(row.bodies, data.handedTo) }),
    })),
    EarlyWarningPromoted: change((_, { data }) => ({
      status: 'VERIFIED',
      nature: 'INCIDENT',
      occurred_at: data.occurredAt,
      known_at: data.knownAt ?? null,
    })),
    EarlyWarningLapsed: change(() => ({ status: 'CLOSED' })),
    NoteAdded: change(() => ({})),
    EvidenceAdded: change(() => ({})),
    CaseCorrected: change((_, { data }) => correction(data.field, data.new)),
    SeverityChanged: change((_, { data }) => ({ severity: data.new })),
    CaseResolved: change(() => ({ status: 'RESOLVED' })),
    CaseClosed: change(() => ({ status: 'CLOSED' })),
    CaseReturned: change(() => ({ status: 'IN_PROGRESS' })),
    CaseReopened: change(() => ({ status: 'IN_PROGRESS' })),
    PersonNamed: change((row, { data }) => ({ named: withOne(row.named, data.person) })),
  },
};

/** Applies a change, and brings along what follows from it: level, deadline, search text, revision. */
function change<T extends Type>(changes: Change<T>) {
  return (before: CaseListRow | null, event: Projected<Extract<CaseEvent, { type: T }>>): CaseListRow => {
    if (before === null) throw new Error(`${event.type} stands before a case was recorded.`);
    const row = { ...before, ...changes(before, event) };
    const deadlines = clocksAfter(before.deadlines, event, deadlineOf);
    return derived({ ...row, deadlines, revision: event.revision, updated_at: event.at });
  };
}

function recorded({
  data: { report, serial, archived },
  by,
  at,
  stream,
  revision,
}: Projected<Extract<CaseEvent, { type: 'CaseRecorded' }>>): CaseListRow {
  return derived({
    ...fieldsOf(report),
    id: stream.slice('case-'.length),
    number: caseNumber(at, serial),
    serial,
    status: 'RECEIVED',
    level: null,
    held_level: null,
    archived,
    recorded_at: at,
    updated_at: at,
    assignment_due_at: null,
    deadlines: [],
    due_at: null,
    lead: null,
    search: '',
    duplicate_of: null,
    duplicate_since: null,
    revision,
    recorded_by: by.id,
    holder_area: null,
    named: [],
    agencies: [],
    asked: [],
    bodies: [],
  });
}

/** Columns that are fields of the report, each as it is put right by a correction. */
const FIELDS = {
  category: (report) => ({ category: report.category }),
  subcategory: (report) => ({ subcategory: report.subcategory }),
  nature: (report) => ({ nature: report.nature }),
  area: (report) => ({ area: report.area }),
  place: (report) => ({ place: report.place ?? null }),
  coordinates: (report) => ({ lng: report.coordinates?.lng ?? null, lat: report.coordinates?.lat ?? null }),
  occurredAt: (report) => ({ occurred_at: report.occurredAt ?? null }),
  knownAt: (report) => ({ known_at: report.knownAt ?? null }),
  receivedAt: (report) => ({ received_at: report.receivedAt }),
  origin: (report) => ({ origin: report.origin }),
  description: (report) => ({ description: report.description }),
  severity: (report) => ({ severity: report.severity }),
  access: (report) => ({ access: report.access }),
  accusedOffice: (report) => ({
    accused_area: report.accusedOffice?.area ?? null,
    accused_agency: report.accusedOffice?.agency ?? null,
  }),
  participants: (report) => ({ participants: report.participants }),
} satisfies Partial<Record<keyof CaseReport, (report: CaseReport) => Partial<CaseListRow>>>;

type ReportColumns = { [F in keyof typeof FIELDS]: ReturnType<(typeof FIELDS)[F]> }[keyof typeof FIELDS];
type AllOf<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never;

function fieldsOf(report: CaseReport): AllOf<ReportColumns> {
  return Object.assign({}, ...Object.values(FIELDS).map((field) => field(report)));
}

function correction(field: keyof CaseReport, value: unknown): Partial<CaseListRow> {
  const column = (FIELDS as Partial<Record<keyof CaseReport, (report: CaseReport) => Partial<CaseListRow>>>)[
    field
  ];
  // Only the one member is read, by its own entry above.
  return column === undefined ? {} : column({ [field]: value ?? undefined } as unknown as CaseReport);
}

function holding({ level, holder }: { readonly level: string; readonly holder: { readonly area: string } }) {
  return { held_level: level, holder_area: holder.area };
}

/** Less than the case keeps of its clocks: the list has many rows, and keeps their past. */
function deadlineOf({ kind, rule, calendar }: Clock): Deadline {
  return { kind, rule, dueAt: calendar.dueAt };
}

function derived(row: CaseListRow): CaseListRow {
  const onLadder = !row.archived && !OFF_THE_LADDER.includes(row.status as CaseStatus);
  return {
    ...row,
    level: onLadder ? row.held_level : null,
    due_at: nearest(row),
    search: `${row.number} ${row.place ?? ''} ${row.description}`.toLowerCase().slice(0, MAX_SEARCH),
  };
}

/** Of all that is waited for. An assignment that is overdue is still waited for. */
function nearest({ deadlines, status, assignment_due_at }: CaseListRow): string | null {
  const instants = deadlines.map(({ dueAt }) => dueAt);
  if (assignment_due_at !== null && UNDER_WAY.includes(status)) instants.push(assignment_due_at);
  return instants.sort()[0] ?? null;
}

function withOne(all: readonly string[], one: string): readonly string[] {
  return all.includes(one) ? all : [...all, one];
}
