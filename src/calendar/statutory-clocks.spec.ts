import { at, calendarIn, JAYAPURA, PILKADA, SEMARANG, shown } from '../../test/support/area-calendars.js';
import type { LocalPeriod } from './area-calendar.js';
import type { Clock } from './clock.js';
import {
  type ReferralFacts,
  referralClockOf,
  removalNotice,
  type StatutoryFacts,
  statutoryClocksOf,
  statutoryRow,
} from './statutory-clocks.js';
import { STATUTORY_ROWS } from './statutory-rows.js';

const BANNER: StatutoryFacts = {
  category: 'APK_PLACEMENT',
  subcategory: 'TREE_NAILED',
  knownAt: at('2024-11-22T10:00').toISOString(),
  occurredAt: at('2024-11-20T06:00').toISOString(),
  recordedAt: at('2024-11-22T11:00').toISOString(),
  clockAhead: false,
  regime: 'PILKADA',
  policyVersion: 1,
  shareLeft: 0.25,
};
const DOUBLE_VOTE: StatutoryFacts = {
  ...BANNER,
  category: 'TPS_DISPUTE',
  subcategory: 'DOUBLE_VOTE',
  knownAt: at('2024-11-27T11:00').toISOString(),
  occurredAt: at('2024-11-27T10:00').toISOString(),
};
const TRANSFER: ReferralFacts = {
  body: 'BAWASLU',
  as: 'TRANSFER',
  at: at('2024-11-18T10:00').toISOString(),
  regime: 'PILKADA',
  policyVersion: 1,
  fallback: { rule: 'outside_body_silent', minutes: 7 * 24 * 60, inStage: {}, runningStages: null },
};

function clocks(facts: StatutoryFacts, area = SEMARANG, stages?: readonly LocalPeriod[]): Clock[] {
  return statutoryClocksOf(facts, calendarIn(area, stages));
}

const lastDays = (found: readonly Clock[]) =>
  found.map(({ rule, calendar }) => [rule, shown(calendar.dueAt)]);

describe('the window in which Bawaslu must be told', () => {
  it('in a regional election: known Fri 22 Nov, until Fri 29 at 16:30, with a quarter left from Wed 27 at 20:52', () => {
    const [clock, ...more] = clocks(BANNER);
    expect(more).toEqual([]);
    expect(clock).toEqual({
      kind: 'statutory',
      rule: 'bawaslu_report_pilkada',
      policyVersion: 1,
      startedAt: '2024-11-22T03:00:00.000Z',
      calendar: {
        zone: 'WIB',
        stage: null,
        kind: 'calendar_days',
        window: 'P7D',
        dueAt: '2024-11-29T09:30:00.000Z',
        skipped: [],
      },
      alarmAt: '2024-11-27T13:52:30.000Z',
      countedFrom: 'knownAt',
      citation: 'Perpu 1/2014 Pasal 134 (sumber: id.wikisource.org/wiki/Halaman:Perpu_1_2014.pdf/93)',
    });
  });

  it('in the general election: 7 working days, known Thu 4 April 2024 16:30, until Tue 23 April', () => {
    const known = { ...BANNER, regime: 'PEMILU' as const, knownAt: at('2024-04-04T16:30').toISOString() };
    expect(lastDays(clocks(known))).toEqual([['bawaslu_report_pemilu', '2024-04-23 16:00']]);
  });

  it('counts from what happened where nobody said when it was known, and says so', () => {
    const [clock] = clocks({ ...BANNER, knownAt: undefined });
    expect([clock?.countedFrom, clock && shown(clock.calendar.dueAt)]).toEqual([
      'occurredAt',
      '2024-11-28 00:00',
    ]);
  });

  it('is not there where neither is known', () => {
    expect(clocks({ ...BANNER, knownAt: undefined, occurredAt: undefined })).toEqual([]);
  });

  it('counts from the recording where the device was three hours ahead: Thu 22:30 is not yet Friday 01:30', () => {
    const ahead = {
      ...BANNER,
      clockAhead: true,
      knownAt: at('2024-11-22T01:30').toISOString(),
      occurredAt: at('2024-11-22T01:00').toISOString(),
      recordedAt: at('2024-11-21T22:30').toISOString(),
    };
    const [clock] = clocks(ahead);
    expect([clock?.countedFrom, clock?.startedAt]).toEqual(['recordedAt', ahead.recordedAt]);
    expect(clock && shown(clock.calendar.dueAt)).toBe('2024-11-28 16:00');
  });

  it('counts by the clocks of the place: in Jayapura Thursday 22:30 WIB is a Friday', () => {
    const known = { ...BANNER, knownAt: '2024-11-21T15:30:00Z' };
    expect(clocks(known).map(({ calendar }) => calendar.dueAt)).toEqual(['2024-11-28T09:00:00.000Z']);
    expect(clocks(known, JAYAPURA).map(({ calendar }) => calendar.dueAt)).toEqual([
      '2024-11-29T07:30:00.000Z',
    ]);
  });

  it.each([
    ['APK_PLACEMENT', 1],
    ['APK_DAMAGE', 1],
    ['CAMPAIGN_PLACE', 1],
    ['STATE_RESOURCE', 1],
    ['NEUTRALITY', 1],
    ['MONEY_POLITICS', 1],
    ['INTIMIDATION', 1],
    ['APK_TIMING', 0],
    ['CONTENT', 0],
    ['VOTER_LIST', 0],
    ['TPS_DISPUTE', 0],
    ['LOGISTICS', 0],
    ['GROUP_CLASH', 0],
    ['COMMUNITY_CONFLICT', 0],
    ['SOCIAL_TENSION', 0],
    ['OFFICER_WELFARE', 0],
    ['HAZARD', 0],
  ])('runs for %s: %i', (category, count) => {
    expect(clocks({ ...BANNER, category, subcategory: 'X' })).toHaveLength(count);
  });

  it('runs for nothing between elections', () => {
    expect(clocks({ ...BANNER, regime: null })).toEqual([]);
    expect(clocks({ ...DOUBLE_VOTE, regime: null })).toEqual([]);
  });
});

describe('the last day for repeat voting', () => {
  it('of the regional elections of 2024 is 6 December, as the election commission said', () => {
    const [clock] = clocks(DOUBLE_VOTE);
    expect(clock).toMatchObject({
      rule: 'repeat_voting_pilkada_2024',
      startedAt: '2024-11-26T17:00:00.000Z',
      countedFrom: 'votingDay',
      calendar: { kind: 'calendar_days', window: 'P9D', dueAt: '2024-12-06T17:00:00.000Z' },
    });
  });

  it('of the general election of 2024 is the 10th day after 14 February, the 24th, a quarter of 11 days before', () => {
    const known = at('2024-02-15T09:00').toISOString();
    const [clock] = clocks({ ...DOUBLE_VOTE, regime: 'PEMILU', knownAt: known });
    expect(clock).toMatchObject({
      rule: 'repeat_voting_pemilu',
      calendar: { window: 'P10D', dueAt: '2024-02-24T17:00:00.000Z' },
      alarmAt: '2024-02-21T23:00:00.000Z',
    });
  });

  it('is there for the grounds of a repeated vote only, and not before voting day', () => {
    const rules = (facts: Partial<StatutoryFacts>) => clocks({ ...DOUBLE_VOTE, ...facts }).length;
    const grounds = ['UNREGISTERED_VOTE', 'DOUBLE_VOTE', 'BOX_PROCEDURE', 'BALLOT_MARKED', 'BALLOT_DAMAGED'];
    expect(grounds.map((subcategory) => rules({ subcategory }))).toEqual([1, 1, 1, 1, 1]);
    expect(['LATE_OPEN', 'CROWD'].map((subcategory) => rules({ subcategory }))).toEqual([0, 0]);
    expect(rules({ knownAt: at('2024-11-26T23:00').toISOString() })).toBe(0);
    expect(rules({ category: 'GROUP_CLASH' })).toBe(0);
  });

  it('of another regional election is not known', () => {
    const later = PILKADA.map((period) => ({ ...period, contest: 'PILKADA_2029' }));
    expect(clocks(DOUBLE_VOTE, SEMARANG, later)).toEqual([]);
  });
});

describe('the reminder on the term of an outside body', () => {
  it('Bawaslu in a regional election: received Mon 18 Nov, 3+2 calendar days, until the end of Sat 23', () => {
    expect(referralClockOf(TRANSFER, calendarIn(SEMARANG))).toEqual({
      kind: 'referral',
      rule: 'bawaslu_handling_pilkada_extended',
      policyVersion: 1,
      startedAt: '2024-11-18T03:00:00.000Z',
      countedFrom: 'receipt',
      citation: 'Perpu 1/2014 Pasal 134 (sumber: id.wikisource.org/wiki/Halaman:Perpu_1_2014.pdf/93)',
      calendar: {
        zone: 'WIB',
        stage: null,
        kind: 'calendar_days',
        window: 'P5D',
        dueAt: '2024-11-23T17:00:00.000Z',
        skipped: [],
      },
    });
  });

  it('Bawaslu in the general election: received Mon 19 Feb 2024, 14 working days are Tue 20 to Fri 8 March', () => {
    const facts = { ...TRANSFER, regime: 'PEMILU' as const, at: at('2024-02-19T10:00').toISOString() };
    const clock = referralClockOf(facts, calendarIn(SEMARANG));
    expect(clock && [clock.rule, shown(clock.calendar.dueAt)]).toEqual([
      'bawaslu_handling_pemilu_extended',
      '2024-03-09 00:00',
    ]);
  });

  it.each<[string, Partial<ReferralFacts>]>([
    ['another body', { body: 'POLRI' }],
    ['mere information', { as: 'INITIAL_INFORMATION' }],
    ['no election', { regime: null }],
  ])('%s: the window of the policy, without a citation', (_, facts) => {
    const clock = referralClockOf({ ...TRANSFER, ...facts }, calendarIn(SEMARANG));
    expect(clock).toMatchObject({ kind: 'referral', rule: 'outside_body_silent' });
    expect(clock && shown(clock.calendar.dueAt)).toBe('2024-11-25 10:00');
    expect(clock).not.toHaveProperty('citation');
  });

  it('is not there where the policy has no window either', () => {
    expect(referralClockOf({ ...TRANSFER, body: 'POLRI', fallback: null }, calendarIn(SEMARANG))).toBeNull();
  });
});

it('a removal notice of 1x24 or 3x24 hours counts every hour, also of quiet days and a Sunday', () => {
  const notice = (hours: 24 | 72) =>
    shown(removalNotice(at('2024-11-23T10:00'), hours, calendarIn(SEMARANG)).dueAt);
  expect([notice(24), notice(72)]).toEqual(['2024-11-24 10:00', '2024-11-26 10:00']);
});

describe('terms of which nobody has shown us a text', () => {
  const unconfirmed = STATUTORY_ROWS.filter(({ confirmed }) => !confirmed);

  it('may be noted, but cannot be looked up', () => {
    expect(unconfirmed.length).toBeGreaterThan(0);
    expect(unconfirmed.map(({ id }) => statutoryRow(id))).toEqual(unconfirmed.map(() => undefined));
  });

  it('are never used, whatever the case, the election and the body', () => {
    const everything = STATUTORY_ROWS.flatMap(({ categories, subcategories = ['X'] }) =>
      categories.flatMap((category) => subcategories.map((subcategory) => ({ category, subcategory }))),
    );
    const rules = everything.flatMap((what) =>
      (['PILKADA', 'PEMILU'] as const).flatMap((regime) =>
        clocks({ ...DOUBLE_VOTE, ...what, regime }).map(({ rule }) => rule),
      ),
    );
    const bodies = ['BAWASLU', 'POLRI', 'KEJAKSAAN'].flatMap((body) =>
      (['PILKADA', 'PEMILU'] as const).map(
        (regime) => referralClockOf({ ...TRANSFER, body, regime }, calendarIn(SEMARANG))?.rule,
      ),
    );
    const memory = unconfirmed.map(({ id }) => id);
    expect(rules.length).toBeGreaterThan(10);
    expect([...rules, ...bodies].filter((rule) => memory.includes(rule ?? ''))).toEqual([]);
  });

  it('every other has its rule and its source, and an id of its own', () => {
    const confirmed = STATUTORY_ROWS.filter((row) => row.confirmed);
    expect(confirmed.filter(({ citation }) => citation.law === '' || citation.source === '')).toEqual([]);
    expect(new Set(STATUTORY_ROWS.map(({ id }) => id)).size).toBe(STATUTORY_ROWS.length);
  });
});
