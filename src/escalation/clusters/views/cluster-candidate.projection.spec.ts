import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PILKADA } from '../../../../test/support/area-calendars.js';
import { ClusterWorld } from '../../../../test/support/cluster-world.js';
import type { CaseEvent, CaseReport } from '../../../case/domain/case.events.js';
import { SYSTEM } from '../../../kernel/actor.js';
import { derivedId } from '../../../kernel/ids.js';
import { POLICY_1 } from '../../policy/policy-1.js';
import { candidateOf } from './candidate-of.js';
import { clusterCandidate } from './cluster-candidate.projection.js';
import type { ClusterCandidateRow } from './cluster-candidate.row.js';

const ID = '01932e1a-1b7c-7d3e-8f10-2a4b6c8d0e01';
const SAMPLE = new URL('../../../../test/fixtures/intake/intake-jateng-2024.expected.json', import.meta.url);
const REPORT: CaseReport = {
  category: 'CONTENT',
  subcategory: 'HOAX',
  nature: 'INCIDENT',
  area: '33.74.10.1004',
  otherAreas: [],
  occurredAt: '2026-11-20T05:00:00.000Z',
  occurredPrecision: 'EXACT',
  receivedAt: '2026-11-22T01:00:00.000Z',
  origin: 'CITIZEN',
  channel: 'APP',
  description: '',
  severity: 2,
  access: 'OPEN',
  contests: [],
  participants: [],
  items: [],
  details: {},
};

function recorded(report: Partial<CaseReport> = {}, archived = false): CaseEvent {
  const data = {
    report: { ...REPORT, ...report },
    serial: 1,
    taxonomyVersion: 1,
    archived,
    clockAhead: false,
  };
  return { type: 'CaseRecorded', data };
}

function corrected(field: keyof CaseReport, value: unknown): CaseEvent {
  const data = { field, old: null, new: value, reason: 'Keliru.', clockAhead: false };
  return { type: 'CaseCorrected', data };
}

function rowAfter(id: string, ...events: readonly CaseEvent[]): ClusterCandidateRow {
  let row: ClusterCandidateRow | null = null;
  for (const [revision, event] of events.entries()) {
    const handler = clusterCandidate.on[event.type];
    if (handler === 'ignored') continue;
    const place = { stream: `case-${id}`, revision, position: String(revision) };
    const fact = { ...event, by: SYSTEM, at: '2026-11-22T02:00:00.000Z', ...place };
    row = (handler as (row: ClusterCandidateRow | null, fact: object) => ClusterCandidateRow)(row, fact);
  }
  return row as ClusterCandidateRow;
}

const CLOSED: CaseEvent = { type: 'CaseClosed', data: {} };
const REJECTED: CaseEvent = { type: 'CaseRejected', data: { as: 'REJECTED', reason: 'Tidak benar.' } };
const DUPLICATE: CaseEvent = { type: 'CaseFoundDuplicate', data: { of: ID, reason: 'Sama.' } };
const UNDONE: CaseEvent = { type: 'DuplicateUndone', data: { of: ID, reason: 'x', status: 'RECEIVED' } };
const REOPENED: CaseEvent = { type: 'CaseReopened', data: { reason: 'Terulang.' } };
const MONITORED: CaseEvent = { type: 'CaseMonitored', data: {} };
const LAPSED: CaseEvent = { type: 'EarlyWarningLapsed', data: { reason: 'Tidak terjadi.' } };
const PROMOTED: CaseEvent = {
  type: 'EarlyWarningPromoted',
  data: { occurredAt: '2026-11-21T09:00:00.000Z', occurredPrecision: 'EXACT', clockAhead: false },
};
const NOTED: CaseEvent = { type: 'NoteAdded', data: { text: 'Catatan.' } };
const WARNING = { nature: 'POTENTIAL', occurredAt: undefined } as const;

describe('a case as its neighbours look for it', () => {
  it.each([
    ['when it happened', {}, '2026-11-20T05:00:00.000Z'],
    ['when it happened, to the hour', { occurredPrecision: 'HOUR' }, '2026-11-20T05:00:00.000Z'],
    ['when it was received, where only the day is known', { occurredPrecision: 'DAY' }, REPORT.receivedAt],
    [
      'when it was received, where nothing is known',
      { occurredPrecision: 'UNKNOWN', occurredAt: undefined },
      REPORT.receivedAt,
    ],
  ] as const)('lies in the window %s', (_, report, at) => {
    expect(rowAfter(ID, recorded(report)).window_at).toBe(at);
  });

  it('lies elsewhere when its time or its precision is put right', () => {
    const moved = rowAfter(ID, recorded(), corrected('occurredAt', '2026-11-19T05:00:00.000Z'));
    expect(moved).toMatchObject({ window_at: '2026-11-19T05:00:00.000Z', revised: true });
    expect(rowAfter(ID, recorded(), corrected('occurredPrecision', 'DAY')).window_at).toBe(REPORT.receivedAt);
    expect(rowAfter(ID, recorded(), corrected('occurredAt', null)).window_at).toBe(REPORT.receivedAt);
  });

  it.each([
    ['an incident', [recorded()], null, false],
    ['archived', [recorded({}, true)], 'archived', false],
    ['rejected', [recorded(), REJECTED], 'rejected', false],
    ['rejected and opened again', [recorded(), REJECTED, REOPENED], null, false],
    ['a duplicate', [recorded(), DUPLICATE], 'duplicate', false],
    ['a duplicate no more', [recorded(), DUPLICATE, UNDONE], null, false],
    ['a warning that nobody has looked at', [recorded(WARNING)], 'warning', false],
    ['a warning that is watched', [recorded(WARNING), MONITORED], 'warning', false],
    ['a warning that came true', [recorded(WARNING), MONITORED, PROMOTED], null, false],
    ['a warning that did not', [recorded(WARNING), MONITORED, LAPSED], 'warning', true],
    ['an incident that was a warning', [recorded(), corrected('nature', 'POTENTIAL')], 'warning', false],
    ['closed', [recorded(), CLOSED], null, true],
    ['closed and opened again', [recorded(), CLOSED, REOPENED], null, false],
  ] as const)('counts or does not: %s', (_, events, out, closed) => {
    expect(rowAfter(ID, ...events)).toMatchObject({ out_because: out, counts: out === null, closed });
  });

  it('stands in an area of each depth to which it is known', () => {
    expect(rowAfter(ID, recorded(), corrected('area', '33.75'))).toMatchObject({
      province: '33',
      regency: '33.75',
      district: null,
    });
  });

  it('keeps a hash of each link, one for all its spellings, and the number of the polling station', () => {
    const links = ['https://x.com/a/1?s=20', 'http://twitter.com/a/1', 'bukan'].map((url) => ({ url }));
    const [hash, ...others] = rowAfter(ID, recorded({ details: { links } })).links;
    expect(hash).toBe(createHash('sha256').update('x.com/a/1').digest('hex'));
    expect(others).toEqual([]);
    for (const tps of ['012', 'TPS 12', '12']) {
      expect(rowAfter(ID, recorded({ details: { tps } })).tps).toBe('12');
    }
    expect(rowAfter(ID, recorded(), corrected('details', { tps: '0' })).tps).toBe('0');
    expect(rowAfter(ID, recorded()).tps).toBeNull();
  });

  it('is not looked at again for a note', () => {
    expect(rowAfter(ID, recorded(), NOTED).revised).toBe(false);
    expect(rowAfter(ID, recorded(), corrected('severity', 4))).toMatchObject({ severity: 4, revised: true });
  });
});

interface SampleRow {
  readonly no: number;
  readonly outcome: string;
  readonly area: string;
  readonly category: string;
  readonly subcategory: string;
  readonly severity: number;
  readonly occurredAt: string;
  readonly occurredPrecision: CaseReport['occurredPrecision'];
  readonly knownAt?: string;
  readonly link?: string;
  readonly tps?: string;
}

describe('the sample intake under policy 1', () => {
  it('makes a cluster of grave clashes in three kab/kota, and none of campaign attributes', async () => {
    const world = new ClusterWorld(POLICY_1, PILKADA);
    const { perRow } = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { readonly perRow: readonly SampleRow[] };
    for (const row of perRow.filter(({ outcome }) => outcome === 'recorded')) {
      const { no, area, category, subcategory, severity, occurredPrecision, link, tps } = row;
      const details = { ...(link && { links: [{ url: link }] }), ...(tps && { tps }) };
      const occurredAt = new Date(row.occurredAt).toISOString();
      const receivedAt = new Date(row.knownAt ?? row.occurredAt).toISOString();
      const kind = { category, subcategory, severity, occurredPrecision };
      const id = derivedId(ID, no);
      world.put(candidateOf(rowAfter(id, recorded({ ...kind, area, occurredAt, receivedAt, details }))));
    }
    const evaluation = world.process();
    for (const row of world.changedAfter('')) await evaluation.evaluate(row);
    await world.follow();
    const counted = world.seen.flatMap(({ members }) => members.map(({ category }) => category));
    expect(counted.filter((category) => category.startsWith('APK_'))).toEqual([]);
    expect(world.seen.map(({ rule, area, level }) => `${rule} ${area} ${level}`)).toEqual([
      'spreading_disorder 33 E3',
    ]);
  });
});
