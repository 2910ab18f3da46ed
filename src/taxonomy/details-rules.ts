/** What one member of `details` may be. */
export type DetailRule =
  /** Text of 1 to `max` characters, not only spaces. */
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  /** Whole number from 0; what is unknown is left out and never zero. */
  | { readonly kind: 'count' }
  /** Rupiah, from 0. */
  | { readonly kind: 'amount' }
  | { readonly kind: 'boolean' }
  /** http or https address. */
  | { readonly kind: 'link' }
  /** RFC 3339 with offset. */
  | { readonly kind: 'instant' }
  | { readonly kind: 'list'; readonly max: number; readonly of: DetailRule }
  | { readonly kind: 'members'; readonly members: DetailRules; readonly required?: readonly string[] }
  /** The first of several that fits. */
  | { readonly kind: 'either'; readonly of: readonly DetailRule[] };

export type DetailRules = Readonly<Record<string, DetailRule>>;

const count: DetailRule = { kind: 'count' };
const text = (max: number): DetailRule => ({ kind: 'text', max });
const choice = (...of: string[]): DetailRule => ({ kind: 'choice', of });

/** What is asked of violence; comparable with the records of SNPK (dead, injured, buildings, actors, weapons). */
const VIOLENCE: DetailRules = {
  groups: { kind: 'list', max: 20, of: text(120) },
  crowd: count,
  dead: count,
  injured: count,
  displaced: count,
  buildings: count,
  weapons: { kind: 'either', of: [count, text(200), { kind: 'list', max: 20, of: text(80) }] },
};

const LINK: DetailRule = {
  kind: 'members',
  required: ['url'],
  members: { url: { kind: 'link' }, platform: text(40), account: text(120), seenAt: { kind: 'instant' } },
};

/** Members of `details` by category; a category that is not listed takes `{}` only. */
export const DETAILS_RULES: Readonly<Record<string, DetailRules>> = {
  TPS_DISPUTE: {
    tps: text(20),
    moment: choice('VOTING', 'COUNTING', 'TRANSPORT', 'RECAP'),
    ballots: count,
    voters: count,
  },
  CONTENT: { links: { kind: 'list', max: 50, of: LINK } },
  GROUP_CLASH: VIOLENCE,
  INTIMIDATION: VIOLENCE,
  COMMUNITY_CONFLICT: VIOLENCE,
  CAMPAIGN_PLACE: {
    permit: choice('YES', 'NO', 'UNKNOWN'),
    attributes: { kind: 'either', of: [{ kind: 'boolean' }, text(200)] },
    organiser: text(200),
  },
  MONEY_POLITICS: {
    kind: choice('MONEY', 'GOODS', 'SERVICES', 'PROMISE'),
    amount: { kind: 'amount' },
    recipients: count,
  },
  VOTER_LIST: { borderArea: { kind: 'boolean' }, voters: count },
};

/** The rules of a category's `details`; none where it has no details of its own. */
export function detailsRules(category: string): DetailRules {
  return Object.hasOwn(DETAILS_RULES, category) ? (DETAILS_RULES[category] ?? {}) : {};
}
