import type { Regime } from './area-calendar.js';

/** Where a term was read: the rule in short, as Indonesian officials cite it, and the address of the text. */
export interface Citation {
  readonly law: string;
  readonly source: string;
}

/** How long a term is: days, hours of the clock, or up to a day that was announced for one election only. */
export type StatutoryWindow =
  | {
      readonly days: number;
      readonly kind: 'calendar_days' | 'working_days';
      readonly ends: 'reception' | 'day';
    }
  | { readonly hours: number }
  | { readonly contest: string; readonly lastDay: string };

/** A term of law, or of the practice of an office, as data. */
export interface StatutoryRow {
  readonly id: string;
  readonly purpose:
    | 'report_to_bawaslu'
    | 'repeat_voting'
    | 'bawaslu_handling'
    | 'removal_notice'
    | 'investigation';
  readonly regime: Regime | null;
  /** What the term reaches by itself; empty where an act (a referral, a notice) starts it. */
  readonly categories: readonly string[];
  readonly subcategories?: readonly string[];
  /** `known`: when the finder knew of it, else when it happened. */
  readonly startsAt: 'known' | 'voting_day' | 'receipt' | 'notice';
  readonly window: StatutoryWindow;
  readonly citation: Citation;
  /** Only what was found in a source is ever used; the others wait for one. */
  readonly confirmed: boolean;
}

/** Violations that Bawaslu must be told of within its window. */
const REPORTED_TO_BAWASLU = [
  'APK_PLACEMENT',
  'APK_DAMAGE',
  'CAMPAIGN_PLACE',
  'STATE_RESOURCE',
  'NEUTRALITY',
  'MONEY_POLITICS',
  'INTIMIDATION',
];
const REPEAT_VOTING_GROUNDS = [
  'UNREGISTERED_VOTE',
  'DOUBLE_VOTE',
  'BOX_PROCEDURE',
  'BALLOT_MARKED',
  'BALLOT_DAMAGED',
];
/** The regional election law as first made; it was amended later, its terms were read there only. */
const PILKADA_LAW: Citation = {
  law: 'Perpu 1/2014 Pasal 134',
  source: 'id.wikisource.org/wiki/Halaman:Perpu_1_2014.pdf/93',
};
const PEMILU_LAW: Citation = {
  law: 'UU 7/2017 Pasal 454',
  source: 'online.flipbuilder.com/cmvf/wgnv/files/basic-html/page312.html',
};
const NO_SOURCE: Citation = { law: 'belum ada sumber', source: '' };

const REPORTING: readonly StatutoryRow[] = [
  {
    id: 'bawaslu_report_pilkada',
    purpose: 'report_to_bawaslu',
    regime: 'PILKADA',
    categories: REPORTED_TO_BAWASLU,
    startsAt: 'known',
    window: { days: 7, kind: 'calendar_days', ends: 'reception' },
    citation: PILKADA_LAW,
    confirmed: true,
  },
  {
    id: 'bawaslu_report_pemilu',
    purpose: 'report_to_bawaslu',
    regime: 'PEMILU',
    categories: REPORTED_TO_BAWASLU,
    startsAt: 'known',
    window: { days: 7, kind: 'working_days', ends: 'reception' },
    citation: PEMILU_LAW,
    confirmed: true,
  },
];

const REPEAT_VOTING: readonly StatutoryRow[] = [
  {
    id: 'repeat_voting_pemilu',
    purpose: 'repeat_voting',
    regime: 'PEMILU',
    categories: ['TPS_DISPUTE'],
    subcategories: REPEAT_VOTING_GROUNDS,
    startsAt: 'voting_day',
    window: { days: 10, kind: 'calendar_days', ends: 'day' },
    citation: { law: 'UU 7/2017 Pasal 373', source: 'news.okezone.com/read/2024/02/21/337/2973504' },
    confirmed: true,
  },
  {
    id: 'repeat_voting_pilkada_2024',
    purpose: 'repeat_voting',
    regime: 'PILKADA',
    categories: ['TPS_DISPUTE'],
    subcategories: REPEAT_VOTING_GROUNDS,
    startsAt: 'voting_day',
    window: { contest: 'PILKADA_2024', lastDay: '2024-12-06' },
    citation: {
      law: 'keterangan KPU untuk Pilkada 2024',
      source: 'opera.liputan6.com/cek-fakta/read/5818817',
    },
    confirmed: true,
  },
  {
    id: 'repeat_voting_pilkada',
    purpose: 'repeat_voting',
    regime: 'PILKADA',
    categories: ['TPS_DISPUTE'],
    subcategories: REPEAT_VOTING_GROUNDS,
    startsAt: 'voting_day',
    window: { days: 10, kind: 'calendar_days', ends: 'day' },
    citation: NO_SOURCE,
    confirmed: false,
  },
];

/** The longer of each pair holds where Bawaslu needs further statements. Days of the body, not of its reception. */
const HANDLING: readonly StatutoryRow[] = [
  handling('bawaslu_handling_pilkada', 'PILKADA', 3),
  handling('bawaslu_handling_pilkada_extended', 'PILKADA', 5),
  handling('bawaslu_handling_pemilu', 'PEMILU', 7),
  handling('bawaslu_handling_pemilu_extended', 'PEMILU', 14),
];

/** How long those who put something up may take it down themselves, as two offices wrote it in their letters. */
const REMOVAL_NOTICES: readonly StatutoryRow[] = [
  {
    id: 'removal_notice_1x24',
    purpose: 'removal_notice',
    regime: null,
    categories: [],
    startsAt: 'notice',
    window: { hours: 24 },
    citation: {
      law: 'surat peringatan Panwascam 1x24 jam (Kabupaten Magelang, 2018)',
      source: 'posjateng.id/warta/…b1WZr98Q',
    },
    confirmed: true,
  },
  {
    id: 'removal_notice_3x24',
    purpose: 'removal_notice',
    regime: null,
    categories: [],
    startsAt: 'notice',
    window: { hours: 72 },
    citation: {
      law: 'surat imbauan kedua 3x24 jam (Jakarta Barat, 2023)',
      source: 'antaranews.com/berita/3823374',
    },
    confirmed: true,
  },
];

/** Terms that people remember and nobody has shown us in a text. */
const UNCONFIRMED: readonly StatutoryRow[] = [
  {
    id: 'bawaslu_preliminary_study',
    purpose: 'bawaslu_handling',
    regime: null,
    categories: [],
    startsAt: 'receipt',
    window: { days: 2, kind: 'calendar_days', ends: 'day' },
    citation: NO_SOURCE,
    confirmed: false,
  },
  {
    id: 'gakkumdu_investigation',
    purpose: 'investigation',
    regime: 'PILKADA',
    categories: [],
    startsAt: 'receipt',
    window: { days: 14, kind: 'calendar_days', ends: 'day' },
    citation: NO_SOURCE,
    confirmed: false,
  },
];

/** Every term that is known of, also those that nobody has confirmed. */
export const STATUTORY_ROWS: readonly StatutoryRow[] = [
  ...REPORTING,
  ...REPEAT_VOTING,
  ...HANDLING,
  ...REMOVAL_NOTICES,
  ...UNCONFIRMED,
];

function handling(id: string, regime: Regime, days: number): StatutoryRow {
  return {
    id,
    purpose: 'bawaslu_handling',
    regime,
    categories: [],
    startsAt: 'receipt',
    window: { days, kind: regime === 'PILKADA' ? 'calendar_days' : 'working_days', ends: 'day' },
    citation: regime === 'PILKADA' ? PILKADA_LAW : PEMILU_LAW,
    confirmed: true,
  };
}
