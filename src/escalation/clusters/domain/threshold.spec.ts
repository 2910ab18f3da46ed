import { zoneOf } from '../../../area/area-zone.js';
import type { LocalPeriod } from '../../../calendar/area-calendar.js';
import { HOLIDAYS } from '../../../calendar/holidays.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';
import { POLICY_1 } from '../../policy/policy-1.js';
import { type Candidate, scopesOf } from './candidate.js';
import { canonicalLink } from './canonical-link.js';
import { stageSpans } from './stage-spans.js';
import { gathered } from './threshold.js';

const START = Date.parse('2024-11-20T00:00:00Z');
const SECOND = 1 / 3_600;
const STAGES: readonly LocalPeriod[] = [
  {
    contest: 'P',
    regime: 'PILKADA',
    stage: 'quiet_days',
    from: '2024-11-24T00:00',
    until: '2024-11-27T00:00',
  },
  { contest: 'P', regime: 'PILKADA', stage: 'voting', from: '2024-11-27T00:00', until: '2024-11-27T13:00' },
  { contest: 'P', regime: 'PILKADA', stage: 'counting', from: '2024-11-27T13:00', until: '2024-11-28T12:00' },
];

function rule(id: string): ClusterRule {
  return POLICY_1.clusters.find((one) => one.id === id) as ClusterRule;
}

/** A case so many hours after the start, where nothing else is said. */
function at(hours: number, more: Partial<Candidate> = {}): Candidate {
  const n = Math.round(hours * 3_600);
  return {
    id: `${n}-${JSON.stringify(more)}`,
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    severity: 2,
    area: '33.74.10.1004',
    at: new Date(START + n * 1_000).toISOString(),
    out: null,
    closed: false,
    links: [],
    tps: null,
    ...more,
  };
}

/** How many of the cases come together around the last of them, in its first scope; those elsewhere are not seen. */
function together(id: string, ...cases: readonly Candidate[]): number {
  const one = cases.at(-1) as Candidate;
  const [scope] = scopesOf(rule(id), one);
  if (scope === undefined) return 0;
  const around = cases.filter((other) =>
    scopesOf(rule(id), other).some(({ area, link }) => area === scope.area && link === scope.link),
  );
  const spans = stageSpans(rule(id), { zone: zoneOf(scope.area), stages: STAGES, days: HOLIDAYS });
  return gathered(rule(id), one, around, spans).length;
}

const tps = (local: string, number: string | null, more: Partial<Candidate> = {}): Candidate =>
  at((Date.parse(`${local}+07:00`) - START) / 3_600_000, {
    category: 'TPS_DISPUTE',
    subcategory: 'DOUBLE_VOTE',
    tps: number,
    ...more,
  });
const content = (hours: number, area: string, ...links: string[]): Candidate =>
  at(hours, { category: 'CONTENT', subcategory: 'HOAX', area, links });

describe('a rule of clusters', () => {
  it.each([
    ['three in one kecamatan', 3, [at(0), at(30, { area: '33.74.10' }), at(60)]],
    ['whatever their severity', 3, [at(0, { severity: 1 }), at(1, { severity: 4 }), at(2)]],
    [
      'of several kinds of disorder',
      3,
      [at(0), at(1, { category: 'SOCIAL_TENSION' }), at(2, { category: 'INTIMIDATION' })],
    ],
    ['the third exactly 72 hours after the first', 3, [at(0), at(40), at(72)]],
    ['the third a second later', 0, [at(0), at(40), at(72 + SECOND)]],
    ['the first known last', 3, [at(40), at(72), at(0)]],
    ['four within two overlapping windows', 4, [at(0), at(100), at(60), at(50)]],
    ['two only', 0, [at(0), at(1)]],
    ['the third in another kecamatan', 0, [at(0), at(1, { area: '33.74.11.1001' }), at(2)]],
    ['the third known to the kota only', 0, [at(0), at(1, { area: '33.74' }), at(2)]],
    ['the third of another category', 0, [at(0), at(1, { category: 'LOGISTICS' }), at(2)]],
    ['the third rejected', 0, [at(0), at(1, { out: 'rejected' }), at(2)]],
    ['the third a warning', 0, [at(0), at(1, { out: 'warning' }), at(2)]],
    ['one of them closed', 3, [at(0, { closed: true }), at(1), at(2)]],
    [
      'no number of attributes',
      0,
      Array.from({ length: 40 }, (_, n) => at(n / 10, { category: 'APK_PLACEMENT' })),
    ],
  ])('repeated disorder: %s', (_, count, cases) => {
    expect(together('repeated_disorder', ...cases)).toBe(count);
  });

  const grave = (hours: number, area: string, severity = 3) => at(hours, { area, severity });
  it.each([
    ['three kab/kota', 3, [grave(0, '33.74.10.1004'), grave(40, '33.75'), grave(72, '33.16.02')]],
    [
      'a second one in a kab/kota comes along',
      4,
      [grave(0, '33.74'), grave(1, '33.74.10'), grave(2, '33.75'), grave(3, '33.16')],
    ],
    ['two kab/kota', 0, [grave(0, '33.74'), grave(1, '33.74.10'), grave(2, '33.75')]],
    ['one of severity 2', 0, [grave(0, '33.74'), grave(1, '33.75', 2), grave(2, '33.16')]],
    ['one in another province', 0, [grave(0, '33.74'), grave(1, '34.01'), grave(2, '33.16')]],
    ['one known to the province only', 0, [grave(0, '33.74'), grave(1, '33'), grave(2, '33.16')]],
  ])('spreading disorder: %s', (_, count, cases) => {
    expect(together('spreading_disorder', ...cases)).toBe(count);
  });

  it.each([
    ['two stations in one kecamatan', 2, [tps('2024-11-27T07:10', '1'), tps('2024-11-28T11:59', '2')]],
    [
      'the same number in two villages',
      2,
      [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '1', { area: '33.74.10.1005' })],
    ],
    ['one station twice', 0, [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '1')]],
    [
      'perhaps one station: of one the village is not known',
      0,
      [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '1', { area: '33.74.10' })],
    ],
    [
      'two numbers, of one the village is not known',
      2,
      [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '2', { area: '33.74.10' })],
    ],
    ['a station that is not known', 0, [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', null)]],
    [
      'the second in another kecamatan',
      0,
      [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '2', { area: '33.74.11.1001' })],
    ],
    ['the first the evening before', 0, [tps('2024-11-26T23:59', '1'), tps('2024-11-27T09:00', '2')]],
    ['the second after the counting', 0, [tps('2024-11-27T08:00', '1'), tps('2024-11-28T12:00', '2')]],
    [
      'no ground of a repeated vote',
      0,
      [tps('2024-11-27T08:00', '1'), tps('2024-11-27T09:00', '2', { subcategory: 'LATE_OPENING' })],
    ],
  ])('TPS under threat: %s', (_, count, cases) => {
    expect(together('tps_under_threat', ...cases)).toBe(count);
  });

  it.each([
    [
      'one link in three kecamatan',
      3,
      [content(0, '33.74.10', 'a'), content(1, '33.74.11', 'a'), content(72, '33.74.12', 'a')],
    ],
    [
      'a case in one of them comes along',
      4,
      [
        content(0, '33.74.10', 'a'),
        content(1, '33.74.11', 'a'),
        content(2, '33.74.11', 'a'),
        content(3, '33.74.12', 'a', 'b'),
      ],
    ],
    [
      'two kecamatan',
      0,
      [content(0, '33.74.10', 'a'), content(1, '33.74.11', 'a'), content(2, '33.74.11', 'a')],
    ],
    [
      'another link',
      0,
      [content(0, '33.74.10', 'a'), content(1, '33.74.11', 'b'), content(2, '33.74.12', 'a')],
    ],
    [
      'kecamatan of several kab/kota',
      0,
      [content(0, '33.74.10', 'a'), content(1, '33.75.01', 'a'), content(2, '33.16.01', 'a')],
    ],
  ])('same content in kecamatan: %s', (_, count, cases) => {
    expect(together('same_content_in_districts', ...cases)).toBe(count);
  });

  it.each([
    [
      'one link in three kab/kota',
      3,
      [content(0, '33.74.10', 'a'), content(1, '33.75', 'a'), content(2, '33.16', 'a')],
    ],
    [
      'three kecamatan of one kab/kota',
      0,
      [content(0, '33.74.10', 'a'), content(1, '33.74.11', 'a'), content(2, '33.74.12', 'a')],
    ],
  ])('same content in kab/kota: %s', (_, count, cases) => {
    expect(together('same_content_in_regencies', ...cases)).toBe(count);
  });

  const supply = (hours: number, area = '33.74.10') => at(hours, { category: 'LOGISTICS', area });
  it.each([
    ['three in one kab/kota', 3, [supply(0), supply(1, '33.74.11'), supply(24, '33.74')]],
    ['the third a second after a day', 0, [supply(0), supply(1), supply(24 + SECOND)]],
    ['the third in another kab/kota', 0, [supply(0), supply(1, '33.75'), supply(2)]],
  ])('supply: %s', (_, count, cases) => {
    expect(together('supply', ...cases)).toBe(count);
  });
});

describe('the canonical form of a link', () => {
  it.each([
    ['https://www.facebook.com/watch/?v=12&fbclid=x#t', 'facebook.com/watch?v=12'],
    ['http://m.facebook.com/watch?v=12', 'facebook.com/watch?v=12'],
    ['https://twitter.com/a/status/1?s=20', 'x.com/a/status/1'],
    ['https://youtu.be/AbC?t=4&si=q', 'youtube.com/watch?v=AbC'],
    ['https://YOUTUBE.com/watch?v=AbC&utm_source=wa', 'youtube.com/watch?v=AbC'],
    ['https://berita.id/?s=pilkada&p=2', 'berita.id?p=2&s=pilkada'],
    ['ftp://berita.id/x', null],
    ['bukan tautan', null],
  ])('%s', (link, canonical) => {
    expect(canonicalLink(link)).toBe(canonical);
  });
});
