import type { ClusterRule, EscalationPolicy, TimeRule } from './escalation-policy.js';

const HOUR = 60;
const VOTING = ['voting', 'counting', 'revote'] as const;

function inVoting(minutes: number): TimeRule['inStage'] {
  return Object.fromEntries(VOTING.map((stage) => [stage, minutes]));
}

/** Disorder is counted together whatever its category. */
const DISORDER = ['GROUP_CLASH', 'INTIMIDATION', 'SOCIAL_TENSION', 'COMMUNITY_CONFLICT'];

/** Sub-categories that are grounds of a repeated vote. */
const REPEAT_VOTING = [
  'UNREGISTERED_VOTE',
  'DOUBLE_VOTE',
  'BOX_PROCEDURE',
  'BALLOT_MARKED',
  'BALLOT_DAMAGED',
];

const TIME: readonly TimeRule[] = [
  {
    id: 'not_acknowledged',
    clock: 'acknowledge',
    levels: ['E0', 'E1'],
    minutes: 4 * HOUR,
    inStage: inVoting(15),
    step: 'raise',
  },
  {
    id: 'not_acknowledged_by_regency',
    clock: 'acknowledge',
    levels: ['E2'],
    minutes: 4 * HOUR,
    inStage: inVoting(15),
    step: 'inform',
  },
  {
    id: 'not_handled',
    clock: 'handle',
    levels: ['E0', 'E1'],
    minutes: 24 * HOUR,
    inStage: inVoting(30),
    step: 'raise',
  },
  {
    id: 'no_progress',
    clock: 'progress',
    levels: ['E2', 'E3'],
    minutes: 72 * HOUR,
    inStage: {},
    step: 'propose',
  },
  {
    id: 'proposal_unanswered',
    clock: 'proposal',
    levels: ['E2', 'E3'],
    minutes: 24 * HOUR,
    inStage: {},
    step: 'show',
  },
  {
    id: 'early_warning_review',
    clock: 'review',
    levels: ['E0', 'E1', 'E2', 'E3', 'E4'],
    minutes: 7 * 24 * HOUR,
    inStage: {},
    step: 'show',
  },
  {
    id: 'outside_body_silent',
    clock: 'referral',
    levels: ['E0', 'E1', 'E2', 'E3', 'E4'],
    minutes: 7 * 24 * HOUR,
    inStage: {},
    step: 'show',
  },
];

const CLUSTERS: readonly ClusterRule[] = [
  {
    id: 'repeated_disorder',
    categories: DISORDER,
    minSeverity: 1,
    within: 3,
    counts: 'cases',
    threshold: 3,
    hours: 72,
    level: 'E2',
  },
  {
    id: 'spreading_disorder',
    categories: DISORDER,
    minSeverity: 3,
    within: 1,
    counts: { areasOfDepth: 2 },
    threshold: 3,
    hours: 72,
    level: 'E3',
  },
  {
    id: 'tps_under_threat',
    categories: ['TPS_DISPUTE'],
    subcategories: REPEAT_VOTING,
    minSeverity: 1,
    within: 3,
    counts: 'tps',
    threshold: 2,
    hours: null,
    stages: VOTING,
    level: 'E2',
  },
  {
    id: 'same_content_in_districts',
    categories: ['CONTENT'],
    minSeverity: 1,
    within: 2,
    counts: { areasOfDepth: 3 },
    threshold: 3,
    hours: 72,
    sameLink: true,
    level: 'E2',
  },
  {
    id: 'same_content_in_regencies',
    categories: ['CONTENT'],
    minSeverity: 1,
    within: 1,
    counts: { areasOfDepth: 2 },
    threshold: 3,
    hours: 72,
    sameLink: true,
    level: 'E3',
  },
  {
    id: 'supply',
    categories: ['LOGISTICS'],
    minSeverity: 1,
    within: 2,
    counts: 'cases',
    threshold: 3,
    hours: 24,
    level: 'E2',
  },
];

/** Version 1, active from the first start of every installation. Its numbers are ours, to be calibrated. */
export const POLICY_1: EscalationPolicy = {
  version: 1,
  levels: {
    E0: { role: 'HEAD', depth: 4 },
    E1: { role: 'HEAD', depth: 3 },
    E2: { role: 'HEAD', depth: 2 },
    E3: { role: 'HEAD', depth: 1 },
    E4: { role: 'HEAD', depth: 0 },
  },
  start: {
    bySeverity: { '1': 'E0', '2': 'E0', '3': 'E1', '4': 'E2' },
    informAboveFrom: 4,
    overrides: [
      {
        id: 'deaths_arson_weapons',
        when: { subcategories: ['ARSON', 'WEAPON', 'KPPS_DEATH'], details: ['dead', 'weapons'] },
        level: 'E2',
        inform: ['E3'],
      },
    ],
  },
  time: TIME,
  statutory: { id: 'statutory_clock', shareLeft: 0.25, raiseFrom: ['E0', 'E1'], raiseTo: 'E2' },
  hours: {
    serviceSeverities: [1, 2],
    runningStages: ['quiet_days', ...VOTING],
    runningClocks: ['review', 'referral'],
  },
  quietHours: { from: '22:00', until: '05:00', exceptSeverities: [4], exceptStages: VOTING },
  clusters: CLUSTERS,
  clusterClock: { minutes: 4 * HOUR, inStage: inVoting(15) },
  aboveUsual: { days: 7, factor: 2, atLeast: 5 },
};
