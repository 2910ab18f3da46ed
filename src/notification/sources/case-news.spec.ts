import type { Clock } from '../../calendar/clock.js';
import type { CaseEvent } from '../../case/domain/case.events.js';
import type { KnownCase } from '../../case/domain/case.state.js';
import type { CaseNews, HeldNews } from '../news.js';
import { newsOf, stillToTell } from './case-news.js';

const FACTS = {
  id: '0198d2a4-7c1e-7cc3-9d55-1f2a3b4c5d6e',
  number: '2026-0000123',
  category: 'GROUP_CLASH',
  subcategory: 'BRAWL',
  area: '33.74.10.1004',
  severity: 3,
  restricted: false,
};
const CLOCK: Clock = {
  kind: 'acknowledge',
  rule: 'not_acknowledged',
  policyVersion: 1,
  startedAt: '2026-11-22T05:00:00.000Z',
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'running_hours',
    window: 'PT4H',
    dueAt: '2026-11-22T09:00:00.000Z',
    skipped: [],
  },
};
const CAMAT = { level: 'E1', holder: { area: '33.74.10', role: 'HEAD' } } as const;
const SEKDA = { level: 'E2', holder: { area: '33.74', role: 'HEAD' } } as const;
const BY_RULE = { policyVersion: 1, rule: 'not_acknowledged', inputs: {}, clocks: [CLOCK] };

function told(event: unknown, before: typeof CAMAT | typeof SEKDA | null = null): string[] {
  return newsOf(event as CaseEvent, FACTS, before).map((news) =>
    [news.kind, news.level, news.office.area, news.kind === 'held' ? news.why : ''].join(' ').trim(),
  );
}

describe('what the ladder of a case tells', () => {
  it('is the start, and each level that is informed', () => {
    const started = { type: 'EscalationStarted', data: { ...BY_RULE, ...SEKDA, informed: ['E3'] } };
    expect(told(started)).toEqual(['held E2 33.74 start', 'informed E3 33']);
    const [news] = newsOf(started as CaseEvent, FACTS, null);
    expect(news).toMatchObject({ deadlines: [{ kind: 'acknowledge', dueAt: '2026-11-22T09:00:00.000Z' }] });
  });

  it('is nothing new where the case only comes under a policy at the office that held it', () => {
    const adopted = (informed: string[]) => ({
      type: 'EscalationStarted',
      data: { ...BY_RULE, ...CAMAT, informed },
    });
    expect(told(adopted([]), CAMAT)).toEqual([]);
    expect(told(adopted(['E3']), CAMAT)).toEqual(['informed E3 33']);
    expect(told(adopted([]), SEKDA)).toEqual(['held E1 33.74.10 start']);
  });

  it('is a raise to its level, a step down to the lower one, and a move to another office', () => {
    const raised = { ...BY_RULE, ...SEKDA, from: 'E1', trigger: 'time', calendar: null, informed: [] };
    expect(told({ type: 'EscalationRaised', data: raised }, CAMAT)).toEqual(['held E2 33.74 time']);
    const lowered = { ...CAMAT, clocks: [], policyVersion: 1, from: 'E2', reason: 'cukup di kecamatan' };
    expect(told({ type: 'EscalationLowered', data: lowered }, SEKDA)).toEqual(['held E1 33.74.10 lowered']);
    const moved = { ...BY_RULE, level: 'E1', holder: { area: '33.74.11', role: 'HEAD' } };
    expect(told({ type: 'EscalationMoved', data: moved }, CAMAT)).toEqual(['held E1 33.74.11 moved']);
  });

  it('is a level that is informed without holding it, and a proposal to the level that holds it', () => {
    const informed = { ...BY_RULE, level: 'E3', calendar: null };
    expect(told({ type: 'UpperLevelInformed', data: informed }, SEKDA)).toEqual(['informed E3 33']);
    const proposed = { ...BY_RULE, to: 'E3', calendar: null };
    expect(told({ type: 'EscalationProposed', data: proposed }, SEKDA)).toEqual(['proposed E2 33.74']);
  });

  it('is nothing of what people do with the case', () => {
    expect(told({ type: 'NoteAdded', data: { text: 'Budi menelepon' } }, CAMAT)).toEqual([]);
  });
});

describe('a letter about a case', () => {
  const HELD: HeldNews = {
    kind: 'held',
    level: 'E1',
    office: CAMAT.holder,
    case: FACTS,
    why: 'start',
    rule: null,
    deadlines: [],
  };

  function stands(news: CaseNews, ladder: object, status = 'RECEIVED'): boolean {
    const state = {
      status,
      archived: false,
      ladder: { ...CAMAT, acknowledged: null, proposal: null, ...ladder },
    };
    return stillToTell(news, state as unknown as KnownCase);
  }

  it('is needed until the office that holds the case has acknowledged it', () => {
    expect(stands(HELD, {})).toBe(true);
    expect(stands(HELD, { acknowledged: { by: 'x', via: 'PHONE', at: 'x' } })).toBe(false);
    expect(stands(HELD, SEKDA)).toBe(false);
    expect(stands(HELD, { holder: { area: '33.74.11', role: 'HEAD' } })).toBe(false);
  });

  it('is needless once the case is off the ladder or resolved', () => {
    for (const status of ['RESOLVED', 'CLOSED', 'REJECTED', 'DUPLICATE', 'MONITORED'])
      expect(stands(HELD, {}, status)).toBe(false);
  });

  it('about a proposal is needed until it is answered, and one that informs until that level holds the case', () => {
    const { why: _, ...rest } = HELD;
    const proposed: CaseNews = { ...rest, kind: 'proposed', to: 'E2' };
    expect(stands(proposed, { proposal: { to: 'E2', at: 'x', rule: 'x' } })).toBe(true);
    expect(stands(proposed, {})).toBe(false);
    const { deadlines: __, ...more } = rest;
    const holder = { level: 'E1', area: '33.74.10' } as const;
    const informed: CaseNews = { ...more, kind: 'informed', level: 'E2', holder };
    expect(stands(informed, { acknowledged: { by: 'x', via: 'PHONE', at: 'x' } })).toBe(true);
    expect(stands(informed, SEKDA)).toBe(false);
  });
});
