import { createHash } from 'node:crypto';
import type { CaseEvent, CaseReport } from '../../../case/domain/case.events.js';
import { upcast } from '../../../case/domain/case.upcasters.js';
import type { LadderEvent } from '../../../case/domain/ladder.events.js';
import type { Projected, Projection } from '../../../projection/projection.js';
import { areaAt } from '../domain/candidate.js';
import { canonicalLink } from '../domain/canonical-link.js';
import type { ClusterCandidateRow } from './cluster-candidate.row.js';

type Type = CaseEvent['type'];
type Change<T extends Type> = (
  event: Projected<Extract<CaseEvent, { type: T }>>,
) => Partial<ClusterCandidateRow>;

/** The ladder of a case is nothing to its neighbours. */
const LADDER: Readonly<Record<LadderEvent['type'], 'ignored'>> = {
  EscalationStarted: 'ignored',
  EscalationMoved: 'ignored',
  EscalationRaised: 'ignored',
  UpperLevelInformed: 'ignored',
  EscalationProposed: 'ignored',
  ProposalConfirmed: 'ignored',
  ProposalRefused: 'ignored',
  EscalationAcknowledged: 'ignored',
  EscalationLowered: 'ignored',
  EscalationClocksSet: 'ignored',
  DeadlinePassed: 'ignored',
  GroupInformed: 'ignored',
};

/**
 * Every case as its neighbours look for it: an index finds those of a kind in an area and a window. A row changes only
 * where what the rules look at does, so that nothing is evaluated for a note.
 */
export const clusterCandidate: Projection<ClusterCandidateRow, CaseEvent> = {
  name: 'cluster_candidate',
  version: 1,
  streams: 'case',
  key: 'id',
  columns: {
    id: 'uuid',
    category: 'text collate "C" not null',
    subcategory: 'text not null',
    severity: 'smallint not null',
    area: 'text collate "C" not null',
    province: 'text collate "C"',
    regency: 'text collate "C"',
    district: 'text collate "C"',
    window_at: 'timestamptz(3) not null',
    occurred_at: 'timestamptz(3)',
    occurred_precision: 'text not null',
    received_at: 'timestamptz(3) not null',
    nature: 'text not null',
    archived: 'boolean not null',
    status: 'text not null',
    closed: 'boolean not null',
    out_because: 'text',
    counts: 'boolean not null',
    links: 'text[] not null',
    tps: 'text',
    revised: 'boolean not null',
  },
  indexes: [
    '(category, district, window_at) where counts',
    '(category, regency, window_at) where counts',
    '(category, province, window_at) where counts',
    'using gin (links) where counts',
    '(since)',
  ],
  keepsPast: false,
  upcast,
  on: {
    ...LADDER,
    CaseRecorded: (_, event) => recorded(event),
    CaseVerified: 'ignored',
    CaseMonitored: change(() => ({ status: 'MONITORED' })),
    CaseRejected: change(() => ({ status: 'REJECTED' })),
    CaseFoundDuplicate: change(() => ({ status: 'DUPLICATE' })),
    DuplicateUndone: change(() => ({ status: 'OPEN' })),
    CaseTakenUp: 'ignored',
    CaseAssigned: 'ignored',
    AssignmentAccepted: 'ignored',
    AssignmentRefused: 'ignored',
    FieldActionTaken: 'ignored',
    InputRequested: 'ignored',
    InputGiven: 'ignored',
    CaseReferred: 'ignored',
    ReferralLetterAdded: 'ignored',
    ReferralProgressed: 'ignored',
    EarlyWarningPromoted: change(({ data }) => ({
      status: 'OPEN',
      nature: 'INCIDENT',
      occurred_at: data.occurredAt,
      occurred_precision: data.occurredPrecision,
    })),
    EarlyWarningLapsed: change(() => ({ status: 'CLOSED' })),
    NoteAdded: 'ignored',
    EvidenceAdded: 'ignored',
    CaseCorrected: change(({ data }) => correction(data.field, data.new)),
    SeverityChanged: change(({ data }) => ({ severity: data.new })),
    CaseResolved: 'ignored',
    CaseClosed: change(() => ({ status: 'CLOSED' })),
    CaseReturned: 'ignored',
    CaseReopened: change(() => ({ status: 'OPEN' })),
    PersonNamed: 'ignored',
  },
};

/** Applies a change, and brings along what follows from it. */
function change<T extends Type>(changes: Change<T>) {
  return (
    before: ClusterCandidateRow | null,
    event: Projected<Extract<CaseEvent, { type: T }>>,
  ): ClusterCandidateRow => {
    if (before === null) throw new Error(`${event.type} stands before a case was recorded.`);
    return derived({ ...before, ...changes(event), revised: true });
  };
}

function recorded({
  data: { report, archived },
  stream,
}: Projected<Extract<CaseEvent, { type: 'CaseRecorded' }>>): ClusterCandidateRow {
  const { category, subcategory, severity, area, nature } = report;
  return derived({
    id: stream.slice('case-'.length),
    ...{ category, subcategory, severity, area, nature, archived },
    occurred_at: report.occurredAt ?? null,
    occurred_precision: report.occurredPrecision,
    received_at: report.receivedAt,
    status: 'OPEN',
    revised: false,
    ...ofDetails(report.details),
  });
}

/** Columns that a correction puts right. */
function correction(field: keyof CaseReport, value: unknown): Partial<ClusterCandidateRow> {
  switch (field) {
    case 'category':
    case 'subcategory':
    case 'severity':
    case 'area':
    case 'nature':
      return { [field]: value };
    case 'occurredAt':
      return { occurred_at: value as string | null };
    case 'occurredPrecision':
      return { occurred_precision: value as string };
    case 'receivedAt':
      return { received_at: value as string };
    case 'details':
      return ofDetails(value);
    default:
      return {};
  }
}

function ofDetails(details: unknown): Pick<ClusterCandidateRow, 'links' | 'tps'> {
  const { links, tps } = (details ?? {}) as { readonly links?: unknown; readonly tps?: unknown };
  const hashes = (Array.isArray(links) ? links : [])
    .map((link: { readonly url?: unknown } | null) => canonicalLink(String(link?.url ?? '')))
    .filter((link) => link !== null)
    .map((link) => createHash('sha256').update(link).digest('hex'));
  return { links: [...new Set(hashes)], tps: typeof tps === 'string' ? stationOf(tps) : null };
}

/** `012`, `TPS 12` and `12` are one station. */
function stationOf(text: string): string {
  return /\d+/.exec(text)?.[0].replace(/^0+(?=\d)/, '') ?? text.trim().toUpperCase();
}

type Given = Omit<
  ClusterCandidateRow,
  'province' | 'regency' | 'district' | 'window_at' | 'closed' | 'out_because' | 'counts'
>;

function derived(row: Given): ClusterCandidateRow {
  const knownToTheHour = row.occurred_precision === 'EXACT' || row.occurred_precision === 'HOUR';
  const out_because = outBecause(row);
  return {
    ...row,
    province: areaAt(row.area, 1),
    regency: areaAt(row.area, 2),
    district: areaAt(row.area, 3),
    window_at: (knownToTheHour ? row.occurred_at : null) ?? row.received_at,
    closed: row.status === 'CLOSED',
    out_because,
    counts: out_because === null,
  };
}

function outBecause({ archived, status, nature }: Given): ClusterCandidateRow['out_because'] {
  if (archived) return 'archived';
  if (status === 'REJECTED') return 'rejected';
  if (status === 'DUPLICATE') return 'duplicate';
  return status === 'MONITORED' || nature === 'POTENTIAL' ? 'warning' : null;
}
