import type { ZoneLabel } from '../../../area/area.js';
import { timeText } from '../../../calendar/deadline-text.js';
import type { Words } from '../../../taxonomy/words.js';
import type { ClusterEnded } from '../domain/cluster.events.js';

/** What a cluster is called by its rule; `{n}` is the number of its cases, `{area}` where it lies. */
const SENTENCES: Readonly<Record<string, Words>> = {
  repeated_disorder: {
    id: '{n} kejadian gangguan ketertiban berdekatan di {area}',
    en: '{n} incidents of disorder close together in {area}',
  },
  spreading_disorder: {
    id: '{n} gangguan ketertiban berat di beberapa kabupaten/kota di {area}',
    en: '{n} grave incidents of disorder in several regencies of {area}',
  },
  tps_under_threat: {
    id: '{n} sengketa TPS yang dapat berujung pemungutan suara ulang di {area}',
    en: '{n} polling station disputes in {area} that may lead to a repeated vote',
  },
  same_content_in_districts: {
    id: '{n} laporan tentang konten yang sama di beberapa kecamatan di {area}',
    en: '{n} reports of the same content in several districts of {area}',
  },
  same_content_in_regencies: {
    id: '{n} laporan tentang konten yang sama di beberapa kabupaten/kota di {area}',
    en: '{n} reports of the same content in several regencies of {area}',
  },
  supply: {
    id: '{n} gangguan logistik berdekatan di {area}',
    en: '{n} supply problems close together in {area}',
  },
};

/** For rules that a later policy brings. */
const OTHER: Words = {
  id: '{n} kasus sejenis berdekatan di {area}',
  en: '{n} cases of a kind close together in {area}',
};

/** What a cluster's sentence says. Instants are RFC 3339, UTC. */
export interface ToldCluster {
  readonly rule: string;
  /** How many cases the reader may see. */
  readonly cases: number;
  readonly area: string;
  readonly zone: ZoneLabel;
  readonly from: string;
  readonly until: string;
  readonly acknowledged: boolean;
  /** Until when the holder is to acknowledge, null where no clock runs. */
  readonly acknowledgeBy: string | null;
  readonly overdue: boolean;
  readonly ended: ClusterEnded['data'] | null;
}

/** The cluster in a sentence or two: what, where, when, and what is awaited. */
export function clusterText(cluster: ToldCluster, language: keyof Words): string {
  const { rule, cases, area, zone, from, until } = cluster;
  const [first, last] = [timeText(from, zone, language), timeText(until, zone, language)];
  const during = first === last ? first : `${first} – ${last}`;
  const what = (SENTENCES[rule] ?? OTHER)[language].replace('{n}', String(cases)).replace('{area}', area);
  return `${what} (${during}). ${state(cluster, language)}`;
}

function state(cluster: ToldCluster, language: keyof Words): string {
  const { ended, acknowledged, acknowledgeBy, overdue, zone } = cluster;
  if (ended !== null) return ENDED[ended.reason === 'merged' ? 'merged' : ended.by][language];
  if (acknowledged) return WORDS.acknowledged[language];
  if (acknowledgeBy !== null) return `${WORDS.awaited[language]} ${timeText(acknowledgeBy, zone, language)}.`;
  return WORDS[overdue ? 'overdue' : 'open'][language];
}

const WORDS = {
  acknowledged: { id: 'Sudah diketahui.', en: 'Acknowledged.' },
  awaited: { id: 'Menunggu pernyataan mengetahui sampai', en: 'Waits to be acknowledged by' },
  overdue: { id: 'Belum diketahui sampai tenggatnya lewat.', en: 'Not acknowledged before its deadline.' },
  open: { id: 'Masih terbuka.', en: 'Still open.' },
} as const satisfies Readonly<Record<string, Words>>;

const ENDED = {
  rule: {
    id: 'Berakhir: semua kasusnya sudah ditutup.',
    en: 'Over: all its cases are closed.',
  },
  merged: { id: 'Dilanjutkan dalam klaster lain.', en: 'It goes on in another cluster.' },
  person: { id: 'Diakhiri oleh pejabat.', en: 'Ended by an official.' },
} as const satisfies Readonly<Record<string, Words>>;
