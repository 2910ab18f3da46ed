import { STAGES } from '../../../election/domain/election.events.js';
import { type Check, matching, oneOf, whole } from '../../../http/checks.js';
import {
  type ClusterRule,
  ESCALATION_LEVELS,
  type TimeRule,
  type TimeStep,
} from '../../policy/escalation-policy.js';

/** A year: no window is longer. */
export const MOST_MINUTES = 366 * 24 * 60;
/** Rules of a kind, and codes that a rule names, at most. */
export const MOST_RULES = 40;
export const MOST_CODES = 40;

export const CLOCKS: readonly TimeRule['clock'][] = [
  'acknowledge',
  'handle',
  'progress',
  'proposal',
  'review',
  'referral',
];
export const STEPS: readonly TimeStep[] = ['raise', 'inform', 'propose', 'show'];

export const level = oneOf(ESCALATION_LEVELS);
export const stage = oneOf(STAGES);
export const severity = whole(1, 4);

/** Id of a rule: what an explanation names. */
export const ruleId: Check = matching(/^[a-z][a-z0-9_]{1,63}$/, 'not_a_rule_id', {
  example: 'not_acknowledged',
});

/** Code of a category or a sub-category; whether the taxonomy has it is asked elsewhere. */
export const taxonomyCode: Check = matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code', {
  example: 'GROUP_CLASH',
});

/** Name of a member of `details`. */
export const detailName: Check = matching(/^[a-z][A-Za-z0-9]{1,63}$/, 'not_a_detail', { example: 'dead' });

/** A time of day on the clocks of the place. */
export const localHour: Check = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'not_a_local_hour', {
  example: '22:00',
});

/** Depth of an area: 1 province, 2 kab/kota, 3 kecamatan. */
export const areaDepth: Check = whole(1, 3);

const COUNTED = oneOf(['cases', 'tps']);
const PARTS = whole(2, 3);

/** What a cluster counts: `cases`, `tps`, or `{"areasOfDepth": 2}`. */
export const counted: Check = {
  schema: {
    oneOf: [
      COUNTED.schema,
      {
        type: 'object',
        properties: { areasOfDepth: PARTS.schema },
        required: ['areasOfDepth'],
        additionalProperties: false,
      },
    ],
  },
  test: (value) => {
    if (typeof value === 'string') return COUNTED.test(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { code: 'not_countable' };
    const { areasOfDepth, ...others } = value as { areasOfDepth?: unknown };
    return Object.keys(others).length > 0 ? { code: 'not_countable' } : PARTS.test(areasOfDepth);
  },
};

/** What `counted` let through. */
export type Counted = ClusterRule['counts'];
