import { checkDetails, isLink } from './details.policies.js';

const url = 'https://video.contoh.invalid/w/1';
const OPEN_CATEGORIES = ['APK_PLACEMENT', 'NEUTRALITY', 'SOCIAL_TENSION', 'HAZARD', 'NO_SUCH_CATEGORY'];

describe('details that are right', () => {
  it.each<[string, object]>([
    ['TPS_DISPUTE', {}],
    ['TPS_DISPUTE', { tps: '012', moment: 'RECAP', ballots: 0, voters: 3 }],
    [
      'CONTENT',
      {
        links: [{ url }, { url, platform: 'TikTok', account: '@akun', seenAt: '2024-11-20T10:00:00+07:00' }],
      },
    ],
    [
      'GROUP_CLASH',
      { groups: ['Warga A', 'Warga B'], crowd: 200, dead: 0, injured: 2, displaced: 1, buildings: 1 },
    ],
    ['INTIMIDATION', { groups: [], weapons: 3 }],
    ['COMMUNITY_CONFLICT', { weapons: 'parang, ketapel' }],
    ['COMMUNITY_CONFLICT', { weapons: ['parang'] }],
    ['CAMPAIGN_PLACE', { permit: 'UNKNOWN', attributes: true, organiser: 'DPC Partai Contoh' }],
    ['CAMPAIGN_PLACE', { attributes: 'kaus dan bendera' }],
    ['MONEY_POLITICS', { kind: 'MONEY', amount: 50_000.5, recipients: 12 }],
    ['VOTER_LIST', { borderArea: true, voters: 7 }],
    ...OPEN_CATEGORIES.map((category): [string, object] => [category, {}]),
  ])('of %s pass: %j', (category, details) => {
    expect(checkDetails(category, details)).toEqual([]);
  });
});

describe('details that are wrong', () => {
  it.each<[string, unknown, string, string]>([
    ['TPS_DISPUTE', { tps: 12 }, '/details/tps', 'not_text'],
    ['TPS_DISPUTE', { tps: ' ' }, '/details/tps', 'blank'],
    ['TPS_DISPUTE', { tps: 'x'.repeat(21) }, '/details/tps', 'too_long'],
    ['TPS_DISPUTE', { moment: 'LATER' }, '/details/moment', 'not_one_of'],
    ['TPS_DISPUTE', { ballots: -1 }, '/details/ballots', 'out_of_range'],
    ['TPS_DISPUTE', { ballots: 1.5 }, '/details/ballots', 'not_a_whole_number'],
    ['TPS_DISPUTE', { voters: null }, '/details/voters', 'not_a_whole_number'],
    ['TPS_DISPUTE', { links: [] }, '/details/links', 'unknown_property'],
    ['TPS_DISPUTE', { 'a/b~c': 1 }, '/details/a~1b~0c', 'unknown_property'],
    ['TPS_DISPUTE', { constructor: 1 }, '/details/constructor', 'unknown_property'],
    ['TPS_DISPUTE', [], '/details', 'not_an_object'],
    ['TPS_DISPUTE', null, '/details', 'not_an_object'],
    ['CONTENT', { links: url }, '/details/links', 'not_a_list'],
    ['CONTENT', { links: Array.from({ length: 51 }, () => ({ url })) }, '/details/links', 'too_many'],
    ['CONTENT', { links: [{}] }, '/details/links/0/url', 'required'],
    ['CONTENT', { links: [{ url: 'javascript:alert(1)' }] }, '/details/links/0/url', 'not_a_link'],
    ['CONTENT', { links: [{ url: 'contoh' }] }, '/details/links/0/url', 'not_a_link'],
    [
      'CONTENT',
      { links: [{ url, seenAt: '2024-11-20T10:00:00' }] },
      '/details/links/0/seenAt',
      'offset_missing',
    ],
    [
      'CONTENT',
      { links: [{ url, seenAt: '2023-02-29T10:00:00Z' }] },
      '/details/links/0/seenAt',
      'no_such_date',
    ],
    ['CONTENT', { links: [{ url, seenAt: 'kemarin' }] }, '/details/links/0/seenAt', 'not_an_instant'],
    ['CONTENT', { links: [{ url, name: 'x' }] }, '/details/links/0/name', 'unknown_property'],
    ['GROUP_CLASH', { groups: ['a', 1] }, '/details/groups/1', 'not_text'],
    ['GROUP_CLASH', { groups: Array.from({ length: 21 }, () => 'a') }, '/details/groups', 'too_many'],
    ['GROUP_CLASH', { dead: '2' }, '/details/dead', 'not_a_whole_number'],
    ['GROUP_CLASH', { weapons: -1 }, '/details/weapons', 'out_of_range'],
    ['GROUP_CLASH', { weapons: 'x'.repeat(201) }, '/details/weapons', 'too_long'],
    ['CAMPAIGN_PLACE', { permit: true }, '/details/permit', 'not_text'],
    ['CAMPAIGN_PLACE', { organiser: 'x'.repeat(201) }, '/details/organiser', 'too_long'],
    ['MONEY_POLITICS', { amount: Number.NaN }, '/details/amount', 'not_a_number'],
    ['MONEY_POLITICS', { amount: -0.5 }, '/details/amount', 'out_of_range'],
    ['VOTER_LIST', { borderArea: 'ya' }, '/details/borderArea', 'not_a_boolean'],
    ...OPEN_CATEGORIES.map((category): [string, unknown, string, string] => [
      category,
      { tps: '012' },
      '/details/tps',
      'unknown_property',
    ]),
  ])('of %s are refused: %j', (category, details, pointer, code) => {
    expect(checkDetails(category, details)).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it('are all reported at once', () => {
    const details = { tps: '', moment: 1, other: 1 };
    expect(checkDetails('TPS_DISPUTE', details).map(({ code }) => code)).toEqual([
      'blank',
      'not_text',
      'unknown_property',
    ]);
  });
});

it('takes only complete http and https addresses as links', () => {
  expect(['http://contoh.id', url].every(isLink)).toBe(true);
  expect(
    ['', 'www.contoh.id', 'ftp://contoh.id', 'https://contoh.id/a b', `https://${'a'.repeat(2_000)}.id`].some(
      isLink,
    ),
  ).toBe(false);
});
