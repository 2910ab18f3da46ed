import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import { knownCodes } from '../../policies/known-codes.js';
import type { ClusterRule, EscalationPolicy, StartOverride, TimeRule } from '../escalation-policy.js';
import { POLICY_1 } from '../policy-1.js';
import { checkPolicy, isError } from './check-policy.js';

const KNOWN = knownCodes(new TaxonomyRegister().categories());

/** `severity code pointer` of everything that is found. */
function found(policy: EscalationPolicy): string[] {
  return checkPolicy(policy, KNOWN).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
}

const withStart = (start: Partial<EscalationPolicy['start']>): EscalationPolicy => ({
  ...POLICY_1,
  start: { ...POLICY_1.start, ...start },
});
const severities = (levels: Partial<EscalationPolicy['start']['bySeverity']>) =>
  withStart({ bySeverity: { ...POLICY_1.start.bySeverity, ...levels } });
const OVERRIDE = POLICY_1.start.overrides[0] as StartOverride;
const withOverrides = (...overrides: Partial<StartOverride>[]) =>
  withStart({ overrides: [OVERRIDE, ...overrides.map((one) => ({ ...OVERRIDE, id: 'mine', ...one }))] });

const timeAt = (id: string) => POLICY_1.time.findIndex((rule) => rule.id === id);
/** Policy 1 with one rule of time changed, or left out. */
const withTime = (id: string, change: Partial<TimeRule> | null): EscalationPolicy => ({
  ...POLICY_1,
  time: POLICY_1.time.flatMap((rule) => {
    if (rule.id !== id) return [rule];
    return change === null ? [] : [{ ...rule, ...change }];
  }),
});
const moreTime = (rule: Partial<TimeRule>): EscalationPolicy => ({
  ...POLICY_1,
  time: [...POLICY_1.time, { ...(POLICY_1.time[0] as TimeRule), id: 'mine', ...rule }],
});

const CLUSTERS = POLICY_1.clusters.length;
const REPEATED = POLICY_1.clusters[0] as ClusterRule;
const moreClusters = (rule: Partial<ClusterRule>): EscalationPolicy => ({
  ...POLICY_1,
  clusters: [
    ...POLICY_1.clusters,
    { ...REPEATED, id: 'mine', categories: ['HAZARD'], threshold: 5, ...rule },
  ],
});

it('finds nothing in the policy that the program brings', () => {
  expect(found(POLICY_1)).toEqual([]);
});

it('finds nothing in one of minutes, as a demonstration uses it', () => {
  const short = (rule: TimeRule): TimeRule => ({
    ...rule,
    minutes: Math.ceil(rule.minutes / 240),
    inStage: {},
  });
  expect(found({ ...POLICY_1, time: POLICY_1.time.map(short) })).toEqual([]);
});

it('says everything in both languages, and errors first', () => {
  const policy = {
    ...withTime('not_handled', { minutes: 1 }),
    quietHours: { ...POLICY_1.quietHours, exceptSeverities: [] },
  };
  const findings = checkPolicy(policy, KNOWN);
  expect(findings.length).toBeGreaterThan(3);
  expect(findings.map(isError)).toEqual([...findings.map(isError)].sort().reverse());
  for (const { text } of findings) {
    expect(text.id).toMatch(/^[A-Z0-9].*\.$/);
    expect(text.en).toMatch(/^[A-Z0-9].*\.$/);
    expect(`${text.id}${text.en}`).not.toContain('undefined');
  }
});

const BROKEN: readonly (readonly [string, EscalationPolicy, readonly string[]])[] = [
  [
    'a category that does not exist',
    withOverrides({ when: { categories: ['DEMO', 'HAZARD'] } }),
    ['error unknown_category /start/overrides/1/when/categories/0'],
  ],
  [
    'a sub-category that does not exist',
    withOverrides({ when: { subcategories: ['MELEE'] } }),
    ['error unknown_subcategory /start/overrides/1/when/subcategories/0'],
  ],
  [
    'a detail that does not exist',
    withOverrides({ when: { details: ['burnt'] } }),
    ['error unknown_detail /start/overrides/1/when/details/0'],
  ],
  [
    'a cluster of a category that does not exist',
    moreClusters({ categories: ['HAZARD', 'DEMO'] }),
    [`error unknown_category /clusters/${CLUSTERS}/categories/1`],
  ],
  [
    'a cluster of a sub-category of another category',
    moreClusters({ subcategories: ['FLOOD', 'ARSON'] }),
    [`error subcategory_elsewhere /clusters/${CLUSTERS}/subcategories/1`],
  ],
  [
    'two rules of one id',
    moreClusters({ id: 'not_handled' }),
    [`error duplicate_rule /clusters/${CLUSTERS}/id`],
  ],
  [
    'a level that is left out',
    { ...POLICY_1, levels: { ...POLICY_1.levels, E1: { role: 'HEAD', depth: 2 } } },
    ['error level_elsewhere /levels/E1/depth'],
  ],
  [
    'a grave case that starts lower',
    severities({ '4': 'E0' }),
    ['error graver_starts_lower /start/bySeverity/4'],
  ],
  ['a start over the head', severities({ '4': 'E3' }), ['warning over_the_head /start/bySeverity/4']],
  [
    'a level above that is told of everything',
    withStart({ informAboveFrom: 1 }),
    ['warning informs_of_everything /start/informAboveFrom'],
  ],
  [
    'an override that informs the level that holds it',
    withOverrides({ when: { categories: ['HAZARD'] }, inform: ['E2', 'E1'] }),
    [
      'error informs_downward /start/overrides/1/inform/0',
      'error informs_downward /start/overrides/1/inform/1',
    ],
  ],
  [
    'an override that changes nothing',
    withOverrides({ when: { categories: ['HAZARD'] }, level: 'E0', inform: [] }),
    ['error override_changes_nothing /start/overrides/1/level'],
  ],
  [
    'an override that matches nothing',
    withOverrides({ when: { categories: [] } }),
    ['error override_matches_nothing /start/overrides/1/when'],
  ],
  [
    'an override in the shadow of a wider one',
    withOverrides({ when: { subcategories: ['WEAPON'] }, level: 'E1', inform: ['E3'] }),
    ['error override_shadowed /start/overrides/1'],
  ],
  [
    'an override in the shadow of a later one',
    withOverrides({ when: { categories: ['GROUP_CLASH', 'OFFICER_WELFARE'], details: ['dead', 'weapons'] } }),
    ['error override_shadowed /start/overrides/0'],
  ],
  ['the same override twice', withOverrides({}), ['error override_shadowed /start/overrides/1']],
  [
    'a level without a way up',
    withTime('no_progress', { levels: ['E2'] }),
    ['error no_way_up /time', `error clock_never_starts /time/${timeAt('proposal_unanswered')}/levels/1`],
  ],
  [
    'two rules for one clock and level',
    moreTime({ levels: ['E1', 'E3'], step: 'inform' }),
    [`error two_rules_for_a_clock /time/${POLICY_1.time.length}/levels/0`],
  ],
  [
    'a raise from the top',
    moreTime({ levels: ['E4'] }),
    [`error no_level_above /time/${POLICY_1.time.length}/levels/0`],
  ],
  [
    'a raise over the head of a governor',
    moreTime({ levels: ['E3'] }),
    [`warning over_the_head /time/${POLICY_1.time.length}/levels/0`],
  ],
  [
    'a proposal that is proposed again',
    withTime('proposal_unanswered', { step: 'propose' }),
    [`error endless_proposal /time/${timeAt('proposal_unanswered')}/step`],
  ],
  [
    'a raise of what stands on no level',
    withTime('early_warning_review', { step: 'raise' }),
    [`error step_without_level /time/${timeAt('early_warning_review')}/step`],
  ],
  [
    'answers to proposals that nobody makes',
    withTime('proposal_unanswered', { levels: ['E1', 'E2'] }),
    [`error clock_never_starts /time/${timeAt('proposal_unanswered')}/levels/0`],
  ],
  [
    'an acknowledgement that is always too late',
    withTime('not_handled', { levels: ['E1'], minutes: 240, inStage: {} }),
    [`error clock_overtaken /time/${timeAt('not_acknowledged')}/levels/1`],
  ],
  [
    'a stage that loosens a clock',
    withTime('not_handled', { inStage: { voting: 1_441 } }),
    [`error stage_window_longer /time/${timeAt('not_handled')}/inStage/voting`],
  ],
  [
    'a stage that loosens the clock of clusters',
    { ...POLICY_1, clusterClock: { minutes: 10, inStage: { counting: 15 } } },
    ['error stage_window_longer /clusterClock/inStage/counting'],
  ],
  [
    'a stage that changes nothing',
    withTime('not_handled', { inStage: { voting: 1_440 } }),
    [`warning stage_window_same /time/${timeAt('not_handled')}/inStage/voting`],
  ],
  [
    'minutes of a stage in service hours',
    withTime('not_handled', { inStage: { campaign: 600 } }),
    [`warning stage_in_service_hours /time/${timeAt('not_handled')}/inStage/campaign`],
  ],
  [
    'a term of law that leads back',
    { ...POLICY_1, statutory: { ...POLICY_1.statutory, raiseFrom: ['E0', 'E2'] } },
    ['error raise_leads_back /statutory/raiseFrom/1'],
  ],
  [
    'a term of law that acts at once',
    { ...POLICY_1, statutory: { ...POLICY_1.statutory, shareLeft: 1 } },
    ['error acts_at_once /statutory/shareLeft'],
  ],
  [
    'a term of law over the head of a regent',
    { ...POLICY_1, statutory: { ...POLICY_1.statutory, raiseTo: 'E3' } },
    ['warning over_the_head /statutory/raiseTo'],
  ],
  [
    'grave cases in service hours',
    { ...POLICY_1, hours: { ...POLICY_1.hours, serviceSeverities: [1, 2, 3] } },
    ['warning urgent_in_service_hours /hours/serviceSeverities/2'],
  ],
  [
    'quiet hours at no time of day',
    { ...POLICY_1, quietHours: { ...POLICY_1.quietHours, until: '25:00' } },
    ['error not_a_time /quietHours/until'],
  ],
  [
    'quiet hours of no length',
    { ...POLICY_1, quietHours: { ...POLICY_1.quietHours, until: '22:00' } },
    ['error quiet_hours_empty /quietHours/until'],
  ],
  [
    'quiet hours that are the day',
    { ...POLICY_1, quietHours: { ...POLICY_1.quietHours, from: '05:00', until: '22:00' } },
    ['warning quiet_hours_long /quietHours/until'],
  ],
  [
    'quiet hours that hold what is gravest',
    { ...POLICY_1, quietHours: { ...POLICY_1.quietHours, exceptSeverities: [3] } },
    ['warning gravest_waits /quietHours/exceptSeverities'],
  ],
  [
    'a cluster of one',
    moreClusters({ threshold: 1 }),
    [`error threshold_too_low /clusters/${CLUSTERS}/threshold`],
  ],
  [
    'a cluster of none',
    moreClusters({ threshold: 0 }),
    [`error threshold_too_low /clusters/${CLUSTERS}/threshold`],
  ],
  [
    'a cluster without a window',
    moreClusters({ hours: null }),
    [`error no_window /clusters/${CLUSTERS}/hours`],
  ],
  [
    'a cluster of two windows',
    moreClusters({ stages: ['voting'] }),
    [`error two_windows /clusters/${CLUSTERS}/stages`],
  ],
  [
    'a cluster that nobody holds as a whole',
    moreClusters({ within: 1 }),
    [`error holder_too_deep /clusters/${CLUSTERS}/level`],
  ],
  [
    'a cluster of the whole country that a province holds',
    moreClusters({ within: null, level: 'E3' }),
    [`error holder_too_deep /clusters/${CLUSTERS}/level`],
  ],
  [
    'a cluster that can never be',
    moreClusters({ within: 3, counts: { areasOfDepth: 3 } }),
    [`error never_reached /clusters/${CLUSTERS}/counts/areasOfDepth`],
  ],
  [
    'polling stations where none are recorded',
    moreClusters({ counts: 'tps' }),
    [`error nothing_to_count /clusters/${CLUSTERS}/counts`],
  ],
  [
    'links where none are recorded',
    moreClusters({ sameLink: true }),
    [`error nothing_to_count /clusters/${CLUSTERS}/sameLink`],
  ],
  [
    'a cluster in the shadow of another',
    moreClusters({ categories: ['GROUP_CLASH'], minSeverity: 2, hours: 24 }),
    [`error cluster_shadowed /clusters/${CLUSTERS}`],
  ],
  [
    'the same cluster at two levels',
    moreClusters({ categories: REPEATED.categories, threshold: 3, level: 'E3' }),
    ['error cluster_shadowed /clusters/0'],
  ],
  [
    'usual days called above usual',
    { ...POLICY_1, aboveUsual: { ...POLICY_1.aboveUsual, factor: 1 } },
    ['error usual_is_above /aboveUsual/factor'],
  ],
];

describe('a policy that is broken on purpose', () => {
  it.each(BROKEN)('has %s', (_, policy, findings) => {
    expect(found(policy)).toEqual(findings);
  });

  it('is of every kind that there is', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const here = new URL('./', import.meta.url);
    const sources = readdirSync(here).filter((name) => !name.endsWith('.spec.ts'));
    const codes = sources.flatMap((name) =>
      [...readFileSync(new URL(name, here), 'utf8').matchAll(/(?:error|warning)\(\s*'(\w+)'/g)].map(
        ([, code]) => code,
      ),
    );
    const broken = BROKEN.flatMap(([, , findings]) => findings.map((finding) => finding.split(' ')[1]));
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !broken.includes(code))).toEqual([]);
  });
});
